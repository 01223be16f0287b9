/** One run for all who want the same at once. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"

interface Flight<A, E> {
  readonly fiber: Fiber.Fiber<A, E>
  waiting: number
}

/** Runs once for each key while somebody waits for it; it is interrupted when the last of them is. */
export const makeShared = <A, E>(
  run: (key: string) => Effect.Effect<A, E>
): ((key: string) => Effect.Effect<A, E>) => {
  const flights = new Map<string, Flight<A, E>>()
  // Not as the first one's child: others may still wait when that one is interrupted.
  const begin = (key: string) =>
    Effect.map(Effect.forkDetach(run(key)), (fiber) => {
      const flight: Flight<A, E> = { fiber, waiting: 0 }
      flights.set(key, flight)
      return flight
    })
  const leave = (key: string, flight: Flight<A, E>) => {
    if (--flight.waiting > 0) return
    flights.delete(key)
    flight.fiber.interruptUnsafe()
  }
  return (key) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.gen(function* () {
        const flight = flights.get(key) ?? (yield* begin(key))
        flight.waiting++
        return yield* Effect.ensuring(
          restore(Fiber.join(flight.fiber)),
          Effect.sync(() => leave(key, flight))
        )
      })
    )
}
