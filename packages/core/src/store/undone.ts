/** A write that is tried: it happens in full, is answered, and is undone. */
import * as Effect from "effect/Effect"
import type { StoreFailure } from "../failures.ts"
import { together } from "./inUnit.ts"
import { ResourceStore } from "./ResourceStore.ts"

/**
 * What a write answers, or fails with, inside a unit of which nothing remains: no record, no change, no version. What is
 * deferred to a transaction's end is judged before. What the database counts by itself, as a sequence does, goes on.
 */
export const undone = <A, E, R>(
  write: Effect.Effect<A, E, R>
): Effect.Effect<A, E | StoreFailure, R | ResourceStore> =>
  Effect.catch(
    together(Effect.flatMap(write, (answer) => Effect.andThen(judgedNow, Effect.fail(new Undone(answer))))),
    (failure): Effect.Effect<A, E | StoreFailure> =>
      isUndone(failure) ? Effect.succeed(failure.answer) : Effect.fail(failure)
  )

// In a unit of its own, so that what broke the one around it is not forgotten.
const judgedNow = Effect.flatMap(ResourceStore, ({ unit }) => unit((_, judgeDeferred) => judgeDeferred))

/** What ends the unit, so that its store undoes it. */
class Undone<out A> {
  readonly _tag = "Undone"
  readonly answer: A
  constructor(answer: A) {
    this.answer = answer
  }
}

function isUndone<A, E>(failure: Undone<A> | E): failure is Undone<A> {
  return failure instanceof Undone
}
