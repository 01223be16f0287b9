/** Holds something of generated sequences, and tells the shortest of which it does not hold. */
import { assert } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { Difference } from "../asking/answers.ts"
import type { Made } from "./arbitraries.ts"
import type { Step } from "./Question.ts"

/** How long is looked for a difference. */
export interface GeneratedOptions {
  /** How many sequences; 1,000 when left out, 500 of histories. */
  readonly runs?: number
  /** Which sequences: the same of the same seed. Others in every run when left out; of histories the same. */
  readonly seed?: number
  /** What a failing run printed: runs exactly that sequence again. */
  readonly replay?: string
}

/** Fails with the shrunk sequence, both answers, and a token that replays it; each run has a number of its own. */
export const checked = Effect.fnUntraced(function* (
  sequences: Made<ReadonlyArray<Step>>,
  { replay, runs, seed }: GeneratedOptions,
  run: (number: number, steps: ReadonlyArray<Step>) => Effect.Effect<unknown, Difference>
) {
  let number = 0
  const property = (steps: ReadonlyArray<Step>) =>
    Effect.as(
      Effect.suspend(() => run(++number, steps)),
      true
    )
  const result = yield* Arbitrary.checkEffect(sequences, property, {
    runs,
    seed,
    size: 60,
    maxShrinks: 500,
    replay
  })
  const failure = Arbitrary.formatCheckFailure(result)
  if (failure !== undefined) assert.fail(failure)
})

/** Each gets a store of its own, even where several are of the same layer. */
export const storeOf = <E>(layer: Layer.Layer<ResourceStore, E>) =>
  Effect.map(Layer.build(Layer.fresh(layer)), (context) => Context.get(context, ResourceStore))

/** What a test is allowed to take, in milliseconds. */
export const patience = (runs: number): number => Math.max(120_000, runs * 300)
