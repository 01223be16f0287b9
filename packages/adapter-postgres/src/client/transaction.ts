/** BEGIN, a body, COMMIT, on one connection that nobody else uses meanwhile. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { cancel } from "./cancel.ts"
import type { Lender } from "./Lender.ts"
import type { PgError } from "./PgError.ts"
import { checkout, interrupted, send } from "./pool.ts"
import type { Lent } from "./PooledClient.ts"

/**
 * Anything but success of the body is rolled back; an interruption drops the connection, and so does an error after
 * which it is of no more use, whatever the body made of that.
 */
export const inTransaction = <A, E, R>(
  lender: Lender,
  body: (client: Lent) => Effect.Effect<A, E, R>
): Effect.Effect<A, E | PgError, R> =>
  Effect.uninterruptibleMask((restore) =>
    Effect.flatMap(restore(checkout(lender)), (client) =>
      restore(command(client, "BEGIN").pipe(Effect.andThen(body(client)), Effect.tap(commit(client)))).pipe(
        Effect.onExit((exit) => finish(lender, client, exit))
      )
    )
  )

const command = (client: Lent, text: string) => send(client, { name: null, text, values: [] })

// An aborted transaction answers COMMIT with "ROLLBACK" and no error: PostgreSQL's own word decides.
const commit = (client: Lent): Effect.Effect<void, PgError> =>
  Effect.callback((resume) => {
    if (client.isAbandoned) return resume(Effect.fail(client.failed(interrupted, "inside")))
    client.query("COMMIT", (cause: Error | null, result: { readonly command: string }) => {
      if (cause) return resume(Effect.fail(client.failed(cause, "alone")))
      if (result.command !== "COMMIT")
        return resume(Effect.fail(client.failed({ code: "40001", message: "rolled back" }, "inside")))
      return resume(Effect.void)
    })
    return Effect.sync(() => client.abandon())
  })

function finish(lender: Lender, client: Lent, exit: Exit.Exit<unknown, unknown>): Effect.Effect<void> {
  // A query may still run, and ROLLBACK would queue behind it.
  if (client.isAbandoned) return Effect.sync(() => cancel(client, () => lender.release(client, true)))
  if (Exit.isSuccess(exit) || !client.isUsable) return Effect.sync(() => lender.release(client))
  if (Cause.hasInterrupts(exit.cause)) return Effect.sync(() => lender.release(client, true))
  return Effect.interruptible(Effect.timeout(command(client, "ROLLBACK"), "1 second")).pipe(
    Effect.onExit((rolledBack) => Effect.sync(() => lender.release(client, Exit.isFailure(rolledBack)))),
    Effect.ignore
  )
}
