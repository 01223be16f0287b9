// @effect-diagnostics asyncFunction:off
/** `pg` as effects: a pool that outlives broken connections, and queries whose cells stay text. */
import * as Effect from "effect/Effect"
import pg from "pg"
import { isBroken, type PgError, pgError } from "./sqlState.ts"
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
      if (client === undefined) resume(Effect.fail(pgError(cause, "connect")))
      else if (abandoned) release()
      else resume(Effect.succeed(client))
    })
    return Effect.sync(() => {
      abandoned = true
    })
  })

/** One query on a connection that is checked out, inside a transaction. */
export const send = (client: pg.ClientBase, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    client.query(configOf(query), (cause: Error | null, result: pg.QueryArrayResult<Array<string | null>>) =>
      resume(cause ? Effect.fail(pgError(cause, "inside")) : Effect.succeed(result.rows))
    )
  })

/** One query on any connection, in a single step: the way of nearly every request. */
export const queryOn = (pool: pg.Pool, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    let abandoned = false
    let drop = () => {}
    pool.connect((failed, client, release) => {
      if (client === undefined) return resume(Effect.fail(pgError(failed, "connect")))
      // Interrupted while it waited: a write must not go out any more.
      if (abandoned) return release()
      const finish = once(release)
      // The server goes on with an interrupted query: its connection cannot be used again.
      drop = () => finish(true)
      client.query(configOf(query), (cause: Error | null, result: pg.QueryArrayResult<Array<string | null>>) => {
        const error = cause ? pgError(cause, "alone") : null
        finish(error !== null && isBroken(error))
        return resume(error === null ? Effect.succeed(result.rows) : Effect.fail(error))
      })
    })
    return Effect.sync(() => {
      abandoned = true
      drop()
    })
  })

const untouched = (cell: string) => cell
const types = { getTypeParser: () => untouched }

function configOf({ name, text, values }: QueryText): pg.QueryArrayConfig<Array<unknown>> {
  const config = { text, values, rowMode: "array" as const, types }
  return name === null ? config : { ...config, name }
}

function once(release: (broken: boolean) => void): (broken: boolean) => void {
  let open = true
  return (broken) => {
    if (open) release(broken)
    open = false
  }
}
