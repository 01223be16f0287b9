/** What a store asks of PostgreSQL, written down on the way there. */
import { PostgresClient } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"

/** A client that adds each statement to `told`, with its values, and where a transaction begins and ends. */
export const recorded = (url: string, told: Array<string>) =>
  Layer.effect(
    PostgresClient.PostgresClient,
    Effect.map(PostgresClient.PostgresClient, (client) => {
      const telling =
        (query: PostgresClient.Query): PostgresClient.Query =>
        (asked) =>
          Effect.suspend(() => {
            told.push(withValues(asked))
            return query(asked)
          })
      return PostgresClient.PostgresClient.of({
        query: telling(client.query),
        transaction: (body) =>
          Effect.suspend(() => {
            told.push("begin")
            return client.transaction((query) => body(telling(query)))
          }).pipe(
            Effect.onExit((exit) =>
              Effect.sync(() => told.push(Exit.isSuccess(exit) ? "commit" : "rollback"))
            )
          )
      })
    })
  ).pipe(Layer.provide(PostgresClient.layer({ url })))

function withValues({ text, values }: PostgresClient.QueryText): string {
  const listed = values.map((value, at) => `$${at + 1} = ${JSON.stringify(value)}`).join(", ")
  return values.length === 0 ? text : `${text}\n-- ${listed}`
}
