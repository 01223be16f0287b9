/** One run for all who want the same at once. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

interface Flight<A, E> {
  readonly fiber: Fiber.Fiber<A, E>
  waiting: number
}

/** The answer of `run`, or of another one under this key that still goes on; which is interrupted once nobody waits for it. */
export type Shared<A, E> = (key: string, run: Effect.Effect<A, E>) => Effect.Effect<A, E>

export const makeShared = <A, E>(): Shared<A, E> => {
  const flights = new Map<string, Flight<A, E>>()
  // Not as the first one's child: others may still wait when that one is interrupted.
  const begin = (key: string, run: Effect.Effect<A, E>) =>
    Effect.map(Effect.forkDetach(run), (fiber) => {
      const flight: Flight<A, E> = { fiber, waiting: 0 }
      flights.set(key, flight)
      return flight
    })
  const leave = (key: string, flight: Flight<A, E>) => {
    if (--flight.waiting > 0) return
    flights.delete(key)
    flight.fiber.interruptUnsafe()
  }
  return (key, run) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        const flight = flights.get(key) ?? (yield* begin(key, run))
        flight.waiting++
        return yield* Effect.ensuring(
          restore(Fiber.join(flight.fiber)),
          Effect.sync(() => leave(key, flight))
        )
      })
    )
}
