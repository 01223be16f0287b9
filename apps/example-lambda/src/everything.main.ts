/** The whole library with all that clients can ask: what `dev` serves, so that each page of the documentation can be tried. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { everything } from "./everything.ts"
import { Library } from "./library.ts"

export const handler = ApiGateway.handler(Library, ResourceStorePostgres.layerConfig, everything)
