/** What is tried again, and how often: one table for all that this package repeats, and only where repeating is safe. */
import type { StoreFailure } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import type { PgError } from "../client/PgError.ts"
import type { Remedy } from "../client/Remedy.ts"
import { isKeyTaken, remedyOf } from "../client/sqlState.ts"
import type { Raced } from "../statements/Statement.ts"

/** What is tried: a statement on its own, one inside a unit, or a whole unit, hooks included. */
export type Scope = "alone" | "inside" | "unit"

const never = { alone: 0, inside: 0, unit: 0 } as const

/** How many more times it is tried; after any error inside a unit only the unit can begin anew. */
const tries = {
  // Nothing was locked or written. A record that comes and goes so often is tried on in a unit, which makes no pauses.
  raced: { alone: 3, inside: 5, unit: 0 },
  again: { alone: 3, inside: 0, unit: 3 },
  // Nobody makes and deletes the same record that often; what stays in the way is a conflict.
  met: { alone: 3, inside: 0, unit: 3 },
  reconnect: { alone: 2, inside: 0, unit: 2 },
  login: { alone: 1, inside: 0, unit: 1 },
  constraint: never,
  unreachable: never,
  elsewhere: never,
  busy: never,
  timeout: never,
  oversize: never,
  defect: never
} as const satisfies Record<Remedy | "raced" | "met", Readonly<Record<Scope, number>>>

/** How many more times after this failure; what core knows as a failure is an answer, and stands. */
export const triesAfter = (
  failure: PgError | Raced | StoreFailure,
  scope: Scope,
  isOnce: boolean
): number => {
  if (failure._tag === "Raced") return tries.raced[scope]
  // What another write under the same key kept is looked for instead.
  if (failure._tag !== "PgError" || isKeyTaken(failure)) return 0
  const remedy = remedyOf(failure)
  // A write may have happened where it was not undone: only an idempotency key can tell.
  return remedy === "reconnect" && isOnce && !failure.undone ? 0 : tries[remedy][scope]
}

/** How many more times after a row met a record that came meanwhile: see `meetsAnother`. */
export const triesAfterMeeting = (scope: Scope): number => tries.met[scope]

/** Tries again as often as `triesOf` says: at once inside a unit, else after a jittered pause that doubles from 20 ms. */
export const retried = <A, E, R>(
  scope: Scope,
  attempt: Effect.Effect<A, E, R>,
  triesOf: (failure: E) => number
): Effect.Effect<A, E, R> => Effect.catch(attempt, (first) => retriedAfter(first, scope, attempt, triesOf))

const backoff = Schedule.exponential("20 millis").pipe(Schedule.jittered)

/** The same where the first try has failed already. Only here a schedule is made: it costs 11 µs, and nearly every request succeeds at once. */
export const retriedAfter = <A, E, R>(
  first: E,
  scope: Scope,
  attempt: Effect.Effect<A, E, R>,
  triesOf: (failure: E) => number
): Effect.Effect<A, E, R> => {
  if (triesOf(first) === 0) return Effect.fail(first)
  let failed = 0
  const next = Effect.suspend(() => (failed === 0 ? Effect.fail(first) : attempt))
  const goesOn = (failure: E) => ++failed <= triesOf(failure)
  return scope === "inside"
    ? Effect.retry(next, { while: goesOn })
    : Effect.retry(next, { schedule: backoff, while: goesOn })
}
