/** The generated half of the contract about the past: what a store tells of it is what it was. */
import { it } from "@effect/vitest"
import type { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { checked, type GeneratedOptions, patience, storeOf } from "./checked.ts"
import { runHistory } from "./runHistory.ts"
import { meeting } from "./sequences.ts"

const always = 20_261_128
// A store in process looks through all of its changes for each read of the past.
const perStore = 250

/**
 * Registers tests that run generated sequences of three to twelve requests on a store, a new one for every 250 of them: as of
 * any instant it tells what it told then, and every history leads to the present. They fail as `equivalence` does.
 */
export const histories = <E>(
  name: string,
  store: Layer.Layer<ResourceStore, E>,
  { runs = 500, seed = always, ...options }: GeneratedOptions = {}
): void => {
  const counts = Array.from({ length: Math.ceil(runs / perStore) }, (_, at) =>
    Math.min(perStore, runs - at * perStore)
  )
  for (const [at, count] of (options.replay === undefined ? counts : [1]).entries())
    it.live(
      `tells the past of ${count} generated histories of seed ${seed + at} as it was: ${name}`,
      () =>
        Effect.gen(function* () {
          const only = yield* storeOf(store)
          yield* checked(meeting, { ...options, runs: count, seed: seed + at }, (number, steps) =>
            runHistory(only, number, steps)
          )
        }),
      patience(count)
    )
}
