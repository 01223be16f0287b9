/** The Lambda that serves loans alone; the rest of the library stays known, for references and hooks. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Library, problems } from "./library.ts"

export const handler = ApiGateway.handler(Library, ResourceStorePostgres.layerConfig, {
  problems,
  only: ["loans"]
})
