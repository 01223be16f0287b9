// @effect-diagnostics asyncFunction:off
/** A store in a session that others write in too, so that both stand in one transaction. */
import { PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { type AuditedCommand, ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { Client } from "pg"
import { type Answer } from "./database.ts"

export interface SameSession {
  /** What another program says in this session. */
  readonly say: (text: string) => Promise<void>
  readonly run: (command: AuditedCommand) => Promise<Answer>
  readonly close: () => Promise<void>
}

export const sameSession = async (url: string): Promise<SameSession> => {
  const client = new Client({ connectionString: url, options: "-c DateStyle=ISO" })
  client.on("error", () => {})
  await client.connect()
  const query: PostgresClient.Query = ({ text, values }) =>
    Effect.tryPromise({
      try: async () => {
        const types = { getTypeParser: () => (cell: string) => cell }
        return (await client.query<Array<string | null>>({ text, values, rowMode: "array", types })).rows
      },
      catch: (thrown) => PostgresClient.pgError(thrown, "inside")
    })
  const own = Layer.succeed(
    PostgresClient.PostgresClient,
    PostgresClient.PostgresClient.of({ query, transaction: (body) => body(query) })
  )
  const runtime = ManagedRuntime.make(
    ResourceStorePostgres.layerNoDeps({ prepare: false }).pipe(Layer.provide(own))
  )
  const store = await runtime.runPromise(ResourceStore)
  return {
    say: async (text) => void (await client.query(text)),
    run: (command) => Effect.runPromise(Effect.result(store.run(command))),
    close: async () => {
      await runtime.dispose()
      await client.end()
    }
  }
}
