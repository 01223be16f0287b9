/** Lends a store's `run` to a body, for as long as the body runs. */
import * as Effect from "effect/Effect"
import type { AuditedCommand } from "../command/stamp.ts"
import type { Run } from "./ResourceStore.ts"

/**
 * What uses `run` after the body's end dies, and nothing is written. The log says so as well: the usual culprit is a
 * fork that nobody waits for, and its defect would be lost.
 */
export const lendRun = <A, E, R>(
  run: Run,
  body: (run: Run) => Effect.Effect<A, E, R>
): Effect.Effect<A, E, R> =>
  Effect.suspend(() => {
    let over = false
    const lent: Run = (command) => Effect.suspend(() => (over ? tooLate(command) : run(command)))
    return Effect.onExit(body(lent), () =>
      Effect.sync(() => {
        over = true
      })
    )
  })

function tooLate({ command: { _tag, permit } }: AuditedCommand): Effect.Effect<never> {
  const what = `the ${_tag.toLowerCase()} of ${permit.resource.name} did not happen`
  const sentence = `Records were used after their unit was over: ${what}. A hook must wait for what it starts.`
  return Effect.andThen(Effect.logError(sentence), Effect.die(new Error(sentence)))
}
