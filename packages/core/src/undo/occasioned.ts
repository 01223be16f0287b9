/** That an undo says of itself what each resource asks whose records it changes: only the trail knows which they are. */
import * as Effect from "effect/Effect"
import type { Api } from "../Api.ts"
import type { Caller } from "../access/Caller.ts"
import type { Change } from "../change/Change.ts"
import { type OccasionUnfit, unfitIn } from "../change/occasionUnfit.ts"

/** Fails with the first that is missing or does not fit. */
export const occasioned = (
  own: ReadonlyArray<Change>,
  { resources }: Api<unknown, unknown>,
  { occasion }: Caller
): Effect.Effect<void, OccasionUnfit> => {
  for (const name of new Set(own.map(({ resource }) => resource))) {
    const resource = resources.get(name)
    const unfit = resource === undefined ? null : unfitIn(resource, occasion)
    if (unfit !== null) return Effect.fail(unfit)
  }
  return Effect.void
}
