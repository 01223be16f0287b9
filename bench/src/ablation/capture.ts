// @effect-diagnostics asyncFunction:off
/** What passes between our handler, its store and its client: seen at their ports. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { PostgresClient, ResourceStorePostgres } from "@pgcrest/adapter-postgres"
import { type AuditedCommand, ResourceStore, type Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Handler } from "../measuring/Asker.ts"
import { Bench } from "../ours/api.ts"

type TextRows = ReadonlyArray<PostgresClient.TextRow>

/** What the last request came to. */
export interface Captured {
  readonly audited: AuditedCommand
  readonly rows: Rows.Rows
  readonly textRows: TextRows
  /** CPU of the main thread from the sending of the statement until its rows were there. */
  readonly wireMicros: number
}

/** Our handler over a real store that is watched. */
export const capturing = (url: string) => {
  const seen: { audited?: AuditedCommand; rows?: Rows.Rows; textRows: TextRows; wireMicros: number } = {
    textRows: [],
    wireMicros: 0
  }
  const client = Layer.effect(
    PostgresClient.PostgresClient,
    Effect.map(PostgresClient.PostgresClient, ({ query, transaction }) => ({
      transaction,
      query: (sent: PostgresClient.QueryText) =>
        Effect.suspend(() => {
          const before = process.threadCpuUsage()
          return Effect.map(query(sent), (rows) => {
            const { system, user } = process.threadCpuUsage(before)
            seen.wireMicros = system + user
            return (seen.textRows = rows)
          })
        })
    }))
  ).pipe(Layer.provide(PostgresClient.layer({ url })))
  const store = Layer.effect(
    ResourceStore,
    Effect.map(ResourceStore, ({ run, unit }) => ({
      unit,
      run: (audited: AuditedCommand) =>
        Effect.map(run(audited), (rows) => {
          seen.audited = audited
          return (seen.rows = rows)
        })
    }))
  ).pipe(Layer.provide(ResourceStorePostgres.layerNoDeps()), Layer.provide(client))
  const handler: Handler = ApiGateway.handler(Bench, store, { problems: {} })
  const last = (): Captured => {
    const { audited, rows, textRows, wireMicros } = seen
    if (audited === undefined || rows === undefined) throw new Error("No request came as far as the store.")
    return { audited, rows, textRows, wireMicros }
  }
  return { handler, last }
}

/** Our handler over a store that answers at once, always the same. */
export const overStill = ({ rows }: Captured): Handler => {
  const run = () => Effect.succeed(rows)
  const unit: ResourceStore["Service"]["unit"] = (body) => body(run, Effect.void)
  return ApiGateway.handler(Bench, Layer.succeed(ResourceStore, { run, unit }), { problems: {} })
}
