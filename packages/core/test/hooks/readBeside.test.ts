import { assert, describe, it } from "@effect/vitest"
import { type Command, handleCommand, Predicate, Projection, Rows } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { ann, permit } from "../asked.ts"
import { library, read, Works } from "../resolve/library.ts"
import { chosen, relation } from "../resolve/syntax.ts"
import * as ScriptedStore from "../ScriptedStore.ts"

const { projection } = read({ select: [chosen("title"), relation("tags", [chosen("word")])] })
const update: Command.UpdateMany<typeof Works> = {
  _tag: "UpdateMany",
  permit: permit(Works, "update"),
  filter: Predicate.always,
  most: null,
  values: { title: "Emma" },
  merge: false,
  projection
}
const nothing = Rows.fromValues(Projection.none, [], () => Rows.groupKey)

const asked = (more: boolean) => {
  const store = ScriptedStore.make(({ command }) =>
    command._tag === "List" ? Rows.found(nothing, null, { more }) : nothing
  )
  const answer = Effect.flip(store.provide(handleCommand(library, update, ann, { strict: false })))
  return Effect.map(Effect.result(answer), (failure) => ({ failure, asked: store.asked }))
}

describe("what stands beside records that are written", () => {
  it.effect("is told of all of them, or none is written", () =>
    Effect.gen(function* () {
      const cut = yield* asked(true)
      const refused = Result.getOrThrow(cut.failure)
      assert.strictEqual(refused._tag, "AnswerTooLarge")
      assert.deepStrictEqual(cut.asked.at(-1), "rollback")
      const whole = yield* asked(false)
      assert.deepStrictEqual(whole.asked, ["begin", "UpdateMany", "List", "commit"])
    })
  )
})
