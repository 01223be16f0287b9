/** The composition root of the Lambda that serves the whole library: the only place that knows everything. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Batch, Operations } from "@pgcrest/rest"
import { Library, problems } from "./library.ts"
import { RenewAll } from "./loans.operations.ts"

export const handler = ApiGateway.handler(Library, ResourceStorePostgres.layerConfig, {
  problems,
  batch: Batch.make(),
  operations: Operations.make(RenewAll)
})
