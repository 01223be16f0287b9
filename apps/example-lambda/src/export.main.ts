/** The library behind a Function URL that streams: lists to their end, as programs and spreadsheets read them. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Csv, Ndjson } from "@pgcrest/rest"
import { Library, problems } from "./library.ts"

export const handler = ApiGateway.streamingHandler(Library, ResourceStorePostgres.layerConfig, {
  problems,
  formats: [Csv.make({ formulas: "escaped" }), Ndjson.make()]
})
