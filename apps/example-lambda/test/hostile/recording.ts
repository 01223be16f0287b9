// @effect-diagnostics asyncFunction:off
/** A store over a real database, and every statement that goes out to it. */
import { auditSchema, ddl, PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Client } from "pg"
import { inject } from "vitest"
import { Storage } from "./shelves.ts"

type Sent = PostgresClient.QueryText

/** The address of a new database that has the tables of the api. */
export const newStorage = async (): Promise<string> => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(`${auditSchema}${ddl(Storage)}`)
  await client.end()
  return url
}

/** The store over that database, whose statements are told before they are sent. */
export const recording = (url: string, tell: (sent: Sent) => void) => {
  const watched =
    (query: PostgresClient.Query): PostgresClient.Query =>
    (sent) =>
      Effect.suspend(() => {
        tell(sent)
        return query(sent)
      })
  const client = Layer.effect(
    PostgresClient.PostgresClient,
    Effect.map(PostgresClient.PostgresClient, ({ query, transaction }) =>
      PostgresClient.PostgresClient.of({
        query: watched(query),
        transaction: (body) => transaction((inside) => body(watched(inside)))
      })
    )
  ).pipe(Layer.provide(PostgresClient.layer({ url })))
  return ResourceStorePostgres.layerNoDeps().pipe(Layer.provide(client))
}
