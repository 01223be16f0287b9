/** Our side with the address of batches, for what asks it: cold starts are of the one without. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { Batch } from "@pgcrest/rest"
import { Bench } from "./api.ts"

export const handler = ApiGateway.handler(Bench, ResourceStorePostgres.layerConfig, {
  problems: {},
  batch: Batch.make()
})
