// @effect-diagnostics asyncFunction:off
/** `pg` as effects: a pool that outlives broken connections, and queries whose cells stay text. */
import * as Effect from "effect/Effect"
import pg from "pg"
import { type PgError, pgError } from "./sqlState.ts"
import type { TextRow } from "./Statement.ts"

export interface QueryText {
  /** Under which a connection keeps it prepared; null sends it without a name. */
  readonly name: string | null
  readonly text: string
  readonly values: Array<unknown>
}

type Rows = ReadonlyArray<TextRow>

export const makePool = (config: pg.PoolConfig): pg.Pool => {
  const pool = new pg.Pool({ max: 1, idleTimeoutMillis: 0, connectionTimeoutMillis: 5000, keepAlive: true, ...config })
  // Without listeners, a connection that the server closes would end the process, idle or checked out.
  pool.on("error", () => {})
  pool.on("connect", (client) => client.on("error", () => {}))
  return pool
}

/** A connection of its own; one that arrives after an interruption goes straight back. */
export const checkout = (pool: pg.Pool): Effect.Effect<pg.PoolClient, PgError> =>
  Effect.callback((resume) => {
    let abandoned = false
    pool.connect((cause, client, release) => {
      if (client === undefined) resume(Effect.fail(pgError(cause, false)))
      else if (abandoned) release()
      else resume(Effect.succeed(client))
    })
    return Effect.sync(() => {
      abandoned = true
    })
  })

/** One query on a connection that is checked out. */
export const send = (client: pg.ClientBase, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    client.query(configOf(query), (cause: Error | null, result: pg.QueryArrayResult<Array<string | null>>) =>
      resume(cause ? Effect.fail(pgError(cause, true)) : Effect.succeed(result.rows))
    )
  })

/** One query on any connection, in a single step: the way of nearly every request. */
export const queryOn = (pool: pg.Pool, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    let abandon = () => {}
    pool.connect((failed, client, release) => {
      if (client === undefined) return resume(Effect.fail(pgError(failed, false)))
      let open = true
      const finish = (broken: boolean) => {
        if (open) release(broken)
        open = false
      }
      // The server goes on with an interrupted query: its connection cannot be used again.
      abandon = () => finish(true)
      client.query(configOf(query), (cause: Error | null, result: pg.QueryArrayResult<Array<string | null>>) => {
        if (!cause) {
          finish(false)
          return resume(Effect.succeed(result.rows))
        }
        const error = pgError(cause, true)
        finish(isBroken(error))
        return resume(Effect.fail(error))
      })
    })
    return Effect.sync(() => abandon())
  })

/** Whether the connection is of no more use: PostgreSQL's own refusals of a statement leave it well. */
export const isBroken = ({ code }: PgError): boolean => !/^(?:[0-4][0-9A-Z]|5[3-5]|P0|XX)/u.test(code) && code !== "57014" || code.startsWith("08")

const untouched = (cell: string) => cell
const types = { getTypeParser: () => untouched }

function configOf({ name, text, values }: QueryText): pg.QueryArrayConfig<Array<unknown>> {
  const config = { text, values, rowMode: "array" as const, types }
  return name === null ? config : { ...config, name }
}
