/** Our side: composed as the README tells, with everything that a handler does by default. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Bench } from "./api.ts"

export const handler = ApiGateway.handler(Bench, ResourceStorePostgres.layerConfig, { problems: {} })
