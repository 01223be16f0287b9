/** The whole library by two wires: REST, and under `/rest/v1` PostgREST's, for clients that exist; with all that they can ask. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Postgrest } from "@pgcrest/postgrest"
import { Csv, Rest } from "@pgcrest/rest"
import { everything } from "./everything.ts"
import { Library } from "./library.ts"

const { operations, problems, rollback } = everything
const formats = [Csv.make()]

export const handler = ApiGateway.handler(
  {
    "": Rest.make(Library, everything),
    "/rest/v1": Postgrest.make(Library, { operations, problems, rollback, formats })
  },
  ResourceStorePostgres.layerConfig
)
