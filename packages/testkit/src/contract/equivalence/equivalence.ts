/** The generated half of the contract: two stores that are asked the same give the same answers. */
import { assert, it } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { runSequence } from "./runSequence.ts"
import { sequence, type Step } from "./sequences.ts"

/** How long `equivalence` looks for a difference. */
export interface EquivalenceOptions {
  /** How many sequences; 1,000 when left out. */
  readonly runs?: number
  /** What a failing run printed: runs exactly that sequence again. */
  readonly replay?: string
}

/**
 * Registers one test that runs generated sequences of three to twelve commands on both stores, and fails with the
 * shrunk sequence, both answers, and a token that replays it.
 */
export const equivalence = <L, R>(
  name: string,
  left: Layer.Layer<ResourceStore, L>,
  right: Layer.Layer<ResourceStore, R>,
  { runs = 1000, replay }: EquivalenceOptions = {}
): void =>
  it.live(
    `answers ${replay === undefined ? runs : "replayed"} generated sequences of commands alike: ${name}`,
    () =>
      Effect.gen(function* () {
        const [one, other] = [yield* storeOf(left), yield* storeOf(right)]
        let number = 0
        const property = (steps: ReadonlyArray<Step>) =>
          Effect.as(
            Effect.suspend(() => runSequence([one, other], ++number, steps)),
            true
          )
        const result = yield* Arbitrary.checkEffect(sequence, property, {
          runs,
          size: 60,
          maxShrinks: 500,
          replay
        })
        const failure = Arbitrary.formatCheckFailure(result)
        if (failure !== undefined) assert.fail(failure)
      }),
    Math.max(120_000, runs * 100)
  )

/** Each side gets a store of its own, even where both are the same layer. */
const storeOf = <E>(layer: Layer.Layer<ResourceStore, E>) =>
  Effect.map(Layer.build(Layer.fresh(layer)), (context) => Context.get(context, ResourceStore))
