/** Runs a generated sequence on several stores, up to where their answers part. */
import * as Effect from "effect/Effect"
import { answerOf, type Stores } from "../asking/answers.ts"
import { history, list } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { overseer } from "./askStep.ts"
import { play } from "./play.ts"
import type { Playing } from "./Playing.ts"
import { type Name, resources, type Step } from "./Question.ts"

/** Fails with the first difference, of an answer or of what is left in the end. */
export const runSequence = Effect.fnUntraced(function* (
  stores: Stores,
  number: number,
  steps: ReadonlyArray<Step>
) {
  const { millis, names, run } = yield* play(stores, number, steps, () => Effect.void)
  for (const name of names) yield* compareAll(stores, run, name, millis)
})

const compareAll = Effect.fnUntraced(function* (stores: Stores, run: Playing, name: Name, millis: number) {
  const by = { caller: overseer }
  const all = list(resources[name], queryOf(resources[name], run.batch, { count: "exact" }), by)
  const answers = yield* answerOf(stores, { step: `all ${name}`, millis }, asOne(all))
  const there = answers.flatMap((rows) => ("_tag" in rows ? rows.keys().map(({ uid }) => uid) : []))
  for (const uid of new Set([...run.uids(name), ...there])) {
    const changes = history(resources[name], uid, by)
    yield* answerOf(stores, { step: `history of ${uid}`, millis }, asOne(changes))
  }
})

function asOne<A, E, R>(asked: Effect.Effect<A, E, R>): Effect.Effect<ReadonlyArray<A>, E, R> {
  return Effect.map(asked, (rows) => [rows])
}
