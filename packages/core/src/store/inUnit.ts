/** Several uses of a store as one: all that happens inside is a step of one unit, units of its own included. */
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import { StoreBusy, type StoreFailure } from "../failures.ts"
import { CameOrWent, untilStill } from "./CameOrWent.ts"
import { guardUnit } from "./guardUnit.ts"
import type { Keeping } from "./Keeping.ts"
import { ResourceStore, type Run } from "./ResourceStore.ts"

/**
 * Runs a body over a store whose commands and units are all steps of one unit. Nothing can be taken back in part: where a
 * unit inside fails, no further step runs, and nothing of the whole remains. A body that goes on all the same dies of it.
 * It runs again as any unit's body, and where a record came or went that a unit inside replaces.
 */
export const inUnit = <A, E, R>(
  { unit }: Pick<ResourceStore["Service"], "unit">,
  body: (inside: ResourceStore["Service"]) => Effect.Effect<A, E, R>,
  keeping: Keeping<A> | null = null
): Effect.Effect<A, E | StoreFailure, R> =>
  untilStill(
    unit((run, judgeDeferred) => {
      let failed: Cause.Cause<unknown> | null = null
      const step: Run = (command) => Effect.suspend(() => (failed === null ? run(command) : over(failed)))
      const inside = ResourceStore.of({
        run: step,
        unit: (body) =>
          Effect.suspend(() =>
            failed === null
              ? Effect.onExit(guardUnit(step, body, judgeDeferred), (exit) =>
                  Effect.sync(() => {
                    if (Exit.isFailure(exit)) failed ??= exit.cause
                  })
                )
              : over(failed)
          )
      })
      return Effect.flatMap(Effect.exit(body(inside)), (exit) =>
        failed === null ? exit : endOf(failed, exit)
      )
    }, keeping)
  )

/** The same of work that uses whichever store it is given. */
export const together = <A, E, R>(
  work: Effect.Effect<A, E, R>,
  keeping: Keeping<A> | null = null
): Effect.Effect<A, E | StoreFailure, R | ResourceStore> =>
  Effect.flatMap(ResourceStore, (store) =>
    inUnit(store, (inside) => Effect.provideService(work, ResourceStore, inside), keeping)
  )

function over(cause: Cause.Cause<unknown>): Effect.Effect<never, StoreBusy> {
  return Effect.fail(new StoreBusy({ cause: Cause.squash(cause) }))
}

/** What the whole ends in after a unit inside has failed: the body's own word, unless it was to run again, or went on. */
function endOf<A, E>(failed: Cause.Cause<unknown>, exit: Exit.Exit<A, E>): Effect.Effect<A, E | CameOrWent> {
  const cause = Cause.squash(failed)
  if (cause instanceof CameOrWent) return Effect.fail(cause)
  return Exit.isFailure(exit)
    ? exit
    : Effect.die(
        new Error("A unit inside another failed, and the other went on: nothing is written.", { cause })
      )
}
