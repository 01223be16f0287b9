/** What is tried again, and how often: whole statements and whole units, only where repeating is safe. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { PgError } from "../client/PgError.ts"
import { remedyOf } from "../client/sqlState.ts"

const backoff = Schedule.exponential("20 millis").pipe(Schedule.jittered)

/** How many more times a statement may be sent after such an error. */
export const triesAfter = (error: PgError, isWrite: boolean): number => {
  switch (remedyOf(error)) {
    case "again":
      return 3
    case "reconnect":
      // A write may have happened where it was not undone: only an idempotency key could tell.
      return isWrite && !error.undone ? 0 : 2
    case "login":
      return 1
    case "constraint":
    case "unreachable":
    case "busy":
    case "timeout":
    case "oversize":
    case "defect":
      return 0
  }
}

/** Tries again as often as `tries` says of each failure, with a jittered pause that doubles from 20 ms. */
export const retried = <A, E, R>(
  attempt: Effect.Effect<A, E, R>,
  tries: (failure: E) => number
): Effect.Effect<A, E, R> =>
  Effect.catch(attempt, (first) => (tries(first) === 0 ? Effect.fail(first) : again(attempt, tries, first)))

// Only here a schedule is made: it costs 11 µs, and nearly every request succeeds at once.
function again<A, E, R>(attempt: Effect.Effect<A, E, R>, tries: (failure: E) => number, first: E) {
  return Effect.suspend(() => {
    let failed = 0
    const next = Effect.suspend(() => (failed === 0 ? Effect.fail(first) : attempt))
    return Effect.retry(next, { schedule: backoff, while: (failure) => ++failed <= tries(failure) })
  })
}
