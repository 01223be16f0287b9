/** Plays a generated sequence, step by step. */
import * as Effect from "effect/Effect"
import { answerOf, type Difference, type Stores } from "../asking/answers.ts"
import { askStep } from "./askStep.ts"
import { type Met, Playing } from "./Playing.ts"
import type { Name, Step } from "./Question.ts"

/** What is known once a step was played. */
export interface Played {
  readonly run: Playing
  readonly millis: number
  /** The resources that the whole sequence is about. */
  readonly names: ReadonlySet<Name>
  /** Records that the step made, or removed by taking back: some of them may have come and gone within it. */
  readonly met: ReadonlyArray<Met>
}

/** Fails with the first difference of answers, or with what `observe` finds after a step; tells how the last one left things. */
export const play = Effect.fnUntraced(function* <R>(
  stores: Stores,
  number: number,
  steps: ReadonlyArray<Step>,
  observe: (played: Played) => Effect.Effect<unknown, Difference, R>
) {
  const run = new Playing(number)
  let millis = 1_764_043_200_000 + number * 60_000
  const names = namesIn(steps)
  for (const [at, step] of steps.entries()) {
    millis += step.millis
    const asked = askStep(run, step, at)
    const answers = yield* answerOf(stores, { step: at, millis }, asked)
    if (step.key !== null) yield* answerOf(stores, { step: at + again, millis }, asked)
    yield* observe({ run, millis, names, met: run.learn(step, at, millis, answers) })
  }
  return { run, millis, names }
})

// Of a step that is asked twice.
const again = 100

function namesIn(steps: ReadonlyArray<Step>): ReadonlySet<Name> {
  return new Set(
    steps.flatMap(({ asked, resource }) =>
      asked.verb === "batch" ? [resource, ...asked.parts.map((part) => part.resource)] : [resource]
    )
  )
}
