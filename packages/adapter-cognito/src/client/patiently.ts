/** What is tried again of Cognito's calls: until they go well, or until whoever wants the answer has no time left. */
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { CallFailed } from "./CallFailed.ts"

// Doubles from 25 ms to 400 ms; jittered, so that sandboxes that were throttled together do not come back together.
const backoff = Schedule.min([Schedule.exponential("25 millis"), Schedule.spaced("400 millis")]).pipe(
  Schedule.jittered
)

/**
 * Tries again what throttling, an outage or the network kept from an answer. Each try has `attemptMillis`, as one over a
 * connection that died while the sandbox was frozen would wait for ever.
 */
export const patiently = <A>(
  call: Effect.Effect<A, CallFailed>,
  attemptMillis: number
): Effect.Effect<A, CallFailed> =>
  call.pipe(
    Effect.timeoutOrElse({ duration: attemptMillis, orElse: () => Effect.fail(late(attemptMillis)) }),
    Effect.retry({ schedule: backoff, while: ({ passing }) => passing })
  )

function late(attemptMillis: number): CallFailed {
  const message = `Cognito has not answered within ${attemptMillis} ms`
  return new CallFailed({ code: "TimeoutError", message, passing: true, cause: null })
}
