/** A promise of a port, as data that any runner of tests can run. */
import type * as Effect from "effect/Effect"

/** One promise, and what holds of an adapter that keeps it: dies, as assertions do, or fails where it does not. */
export interface Case<R> {
  readonly promise: string
  readonly run: () => Effect.Effect<unknown, object, R>
}
