/** The generated half of the contract: two stores that are asked the same give the same answers. */
import { it } from "@effect/vitest"
import type { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import { checked, type GeneratedOptions, patience, storeOf } from "./checked.ts"
import { runSequence } from "./runSequence.ts"
import { sequence } from "./sequences.ts"

/**
 * Registers one test that runs generated sequences of three to twelve requests on both stores, and fails with the
 * shrunk sequence, both answers, and a token that replays it.
 */
export const equivalence = <L, R>(
  name: string,
  left: Layer.Layer<ResourceStore, L>,
  right: Layer.Layer<ResourceStore, R>,
  { runs = 1000, ...options }: GeneratedOptions = {}
): void =>
  it.live(
    `answers ${options.replay === undefined ? runs : "replayed"} generated sequences of commands alike: ${name}`,
    () =>
      Effect.gen(function* () {
        const [one, other] = [yield* storeOf(left), yield* storeOf(right)]
        yield* checked(sequence, { runs, ...options }, (number, steps) =>
          runSequence([one, other], number, steps)
        )
      }),
    patience(runs)
  )
