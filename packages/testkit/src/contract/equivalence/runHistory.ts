/** Runs a generated sequence on one store, and holds its past against what was seen when it was now. */
import * as Effect from "effect/Effect"
import type { Stores } from "../asking/answers.ts"
import { type Content, recorded, textOf } from "./Content.ts"
import { Model } from "./Model.ts"
import { type Played, play } from "./play.ts"
import { type Name, resources, type Step } from "./Question.ts"
import { replayed } from "./replayed.ts"
import { mustBe, type Sides, type Witness, witnessOf } from "./Witness.ts"

/** Fails with the first read of the past that is not what was, and with the first history that does not lead to the present. */
export const runHistory = Effect.fnUntraced(function* (
  store: Stores[number],
  number: number,
  steps: ReadonlyArray<Step>
) {
  const witness = witnessOf(store)
  const model = new Model()
  const { names, run } = yield* play([store], number, steps, (played) => observe(model, witness, played))
  for (const name of names) {
    // A write that leaves a mark as it was is told by its trail alone: where clocks run back nobody sees its instant.
    if (name !== "marks" || steps.every(({ millis }) => millis >= 0)) {
      yield* comparePast(model, witness, name, run.batch)
      yield* compareDifferences(model, witness, name, run.batch)
    }
    for (const [at, uid] of model.uids(name).entries()) yield* replayed(witness, name, uid, 1 + (at % 3))
  }
})

const observe = Effect.fnUntraced(function* (model: Model, witness: Witness, played: Played) {
  const { met, millis, names, run } = played
  for (const name of names) model.observe(name, yield* witness.now(name, run.batch), millis)
  for (const { resource, uid } of met) model.met(resource, uid, millis)
})

/** At each instant at which something changed, and at one before each, the store tells what was seen then. */
const comparePast = Effect.fnUntraced(function* (model: Model, witness: Witness, name: Name, batch: string) {
  for (const at of model.instants().flatMap((instant) => [instant - 1, instant])) {
    const was = model.contentsAt(name, at)
    const told = yield* witness.past(name, batch, at)
    for (const uid of new Set([...was.keys(), ...told.keys()])) {
      yield* mustBe(
        `${name} ${uid} as of ${at}`,
        textOf(known(name, was.get(uid))),
        textOf(told.get(uid) ?? null)
      )
    }
  }
})

/** From each instant to the last, and to the one after it, the store tells apart what was seen to differ. */
const compareDifferences = Effect.fnUntraced(function* (
  model: Model,
  witness: Witness,
  name: Name,
  batch: string
) {
  const instants = model.instants()
  const pairs = instants.flatMap((since, at) =>
    [instants[at + 1], instants.at(-1)].flatMap((until) =>
      until === undefined ? [] : [[since, until] as const]
    )
  )
  for (const between of pairs) {
    const [was, is] = [model.contentsAt(name, between[0]), model.contentsAt(name, between[1])]
    const told = yield* witness.differences(name, batch, between)
    for (const uid of new Set([...was.keys(), ...is.keys(), ...told.keys()])) {
      const sides = { before: known(name, was.get(uid)), after: known(name, is.get(uid)) }
      const expected = textOf(sides.before) === textOf(sides.after) ? "alike" : toldOf(sides)
      const found = told.get(uid)
      yield* mustBe(
        `${name} ${uid} from ${between.join(" to ")}`,
        expected,
        found === undefined ? "alike" : toldOf(found)
      )
    }
  }
})

/** What the past knows of what was seen. */
function known(name: Name, content: Content | undefined): Content | null {
  return content === undefined ? null : recorded(resources[name], content)
}

function toldOf({ after, before }: Sides): string {
  return `${textOf(before)} > ${textOf(after)}`
}
