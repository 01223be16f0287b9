/** The whole library by two wires: REST, and under `/rest/v1` PostgREST's, for clients that exist. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Postgrest } from "@pgcrest/postgrest"
import { Operations, Rest } from "@pgcrest/rest"
import { Library, problems } from "./library.ts"
import { RenewAll } from "./loans.operations.ts"

const options = { problems, operations: Operations.make(RenewAll) }

export const handler = ApiGateway.handler(
  { "": Rest.make(Library, options), "/rest/v1": Postgrest.make(Library, options) },
  ResourceStorePostgres.layerConfig
)
