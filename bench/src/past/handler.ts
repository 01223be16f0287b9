/** Our side, with reads of the past. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { TimeTravel } from "@pgcrest/rest"
import { Past } from "./api.ts"

export const handler = ApiGateway.handler(Past, ResourceStorePostgres.layerConfig, {
  problems: {},
  timeTravel: TimeTravel.make()
})
