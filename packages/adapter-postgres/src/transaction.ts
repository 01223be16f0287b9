/** BEGIN, a body, COMMIT, on one connection that nobody else uses meanwhile. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type { Pool, PoolClient } from "pg"
import { checkout, send } from "./pool.ts"
import { type PgError, pgError } from "./sqlState.ts"

/** Anything but success of the body is rolled back; an interruption drops the connection. */
export const inTransaction = <A, E, R>(
  pool: Pool,
  body: (client: PoolClient) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | PgError, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(restore(checkout(pool)), (client) =>
      restore(command(client, "BEGIN").pipe(Effect.andThen(body(client)), Effect.tap(commit(client)))).pipe(
        Effect.onExit((exit) => finish(client, exit))
      )
    )
  )

const command = (client: PoolClient, text: string) => send(client, { name: null, text, values: [] })

// An aborted transaction answers COMMIT with "ROLLBACK" and no error: PostgreSQL's own word decides.
const commit = (client: PoolClient): Effect.Effect<void, PgError> =>
  Effect.callback((resume) => {
    client.query("COMMIT", (cause: Error | null, result: { readonly command: string }) => {
      if (cause) return resume(Effect.fail(pgError(cause, "alone")))
      if (result.command !== "COMMIT")
        return resume(Effect.fail(pgError({ code: "40001", message: "rolled back" }, "inside")))
      return resume(Effect.void)
    })
  })

function finish(client: PoolClient, exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> {
  if (Exit.isSuccess(exit)) return Effect.sync(() => client.release())
  // A query may be running: ROLLBACK would queue behind it.
  if (Cause.hasInterrupts(exit.cause)) return Effect.sync(() => client.release(true))
  return Effect.interruptible(Effect.timeout(command(client, "ROLLBACK"), "1 second")).pipe(
    Effect.onExit((rolledBack) => Effect.sync(() => client.release(Exit.isFailure(rolledBack)))),
    Effect.ignore
  )
}
