// @effect-diagnostics asyncFunction:off
/** `pg` as effects: a pool that outlives broken connections, and queries whose cells stay text. */
import * as Effect from "effect/Effect"
import { Pool, type PoolConfig } from "pg"
import { cancel } from "./cancel.ts"
import type { Lender } from "./Lender.ts"
import { type PgError, pgError } from "./PgError.ts"
import { type Lent, PooledClient } from "./PooledClient.ts"
import { ask, watchSessions } from "./session.ts"
import { refuseFalsifying } from "./settings.ts"
import { cutShort, type QueryText, type TextRow } from "./TextQuery.ts"

type Rows = ReadonlyArray<TextRow>

export const makePool = (config: PoolConfig): Pool => {
  const pool = new Pool({
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    onConnect: refuseFalsifying,
    ...config,
    Client: PooledClient
  })
  // Without a listener, an idle connection that the server closes would end the process.
  pool.on("error", () => {})
  watchSessions(pool)
  return pool
}

/** A connection of its own; one that arrives after an interruption goes straight back. */
export const checkout = (lender: Lender): Effect.Effect<Lent, PgError> =>
  Effect.callback((resume) => {
    let abandoned = false
    lender.lend((cause, client) => {
      if (client === undefined) resume(Effect.fail(pgError(cause, "connect")))
      else if (abandoned) lender.release(client)
      else resume(Effect.succeed(client))
    })
    return Effect.sync(() => {
      abandoned = true
    })
  })

/** What a transaction fails with after one of its queries was interrupted: whether that one counts is not known. */
export const interrupted = { code: "INTERRUPTED", message: "A query of this transaction was interrupted" }

/** One query on a connection that is checked out, inside a transaction. */
export const send = (client: PooledClient, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    if (client.isAbandoned) return resume(Effect.fail(client.failed(interrupted, "inside")))
    // Its session has more to do.
    ask(client, { ...query, canBeCut: false }, (cause, rows) =>
      resume(cause === null ? Effect.succeed(rows) : Effect.fail(client.failed(cause, "inside")))
    )
    return Effect.sync(() => client.abandon())
  })

/** One query on any connection, in a single step: the way of nearly every request. */
export const queryOn = (lender: Lender, query: QueryText): Effect.Effect<Rows, PgError> =>
  Effect.callback((resume) => {
    let abandoned = false
    let asked: Lent | null = null
    lender.lend((failed, client) => {
      if (client === undefined) return resume(Effect.fail(pgError(failed, "connect")))
      // Interrupted while it waited: a write must not go out any more.
      if (abandoned) return lender.release(client)
      asked = client
      ask(client, query, (cause, rows) => {
        if (abandoned) return
        asked = null
        const error = cause === null ? null : client.failed(cause, "alone")
        if (rows.at(-1) === cutShort) client.abandon()
        lender.release(client)
        resume(error === null ? Effect.succeed(rows) : Effect.fail(error))
      })
    })
    return Effect.sync(() => {
      abandoned = true
      if (asked !== null) dropped(lender, asked)
    })
  })

/** The server goes on with an interrupted query: it is asked to stop, and the connection is not used again. */
function dropped(lender: Lender, client: Lent): void {
  cancel(client, () => lender.release(client, true))
}
