/** A unit that met a record which came or went meanwhile, and how often it runs again. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { StoreBusy, type StoreFailure } from "../failures.ts"

/** Somebody created or deleted a record during a unit that found the other: undone, the same unit may pass. */
export class CameOrWent extends Data.TaggedError("CameOrWent")<{
  /** What is told where it never passes; null for that the store is busy. */
  readonly instead: StoreFailure | null
}> {}

// Without pauses: nobody makes and deletes the same record that often. A store runs a unit again for reasons of its own.
const timesAgain = 5

/** The unit, whole and again where a record came or went meanwhile; StoreBusy, or what is told instead, where none ever stays. */
export const untilStill = <A, E, R>(
  unit: Effect.Effect<A, E | CameOrWent, R>
): Effect.Effect<A, E | StoreFailure, R> =>
  Effect.catch(
    Effect.retry(unit, { while: (failure) => failure instanceof CameOrWent, times: timesAgain }),
    (failure): Effect.Effect<never, E | StoreFailure> =>
      Effect.fail(
        failure instanceof CameOrWent ? (failure.instead ?? new StoreBusy({ cause: failure })) : failure
      )
  )
