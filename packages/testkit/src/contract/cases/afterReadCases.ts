/** Contract: `afterRead` sees what a write answers, and may change it, keep it back or fail. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, update } from "../asking/ask.ts"
import { type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { refused, shown } from "../asking/shown.ts"
import { Memos } from "../declared/resources.ts"

export const afterReadCases = (it: Cases): void => {
  it.effect("changes what a write answers, and neither the record nor what its change holds", () =>
    Effect.gen(function* () {
      const [batch, uid] = [yield* title, yield* fresh]
      const made = yield* shown.create(Memos, { batch, text: "made" })
      const put = yield* shown.replace(Memos, uid, { batch, text: "put" })
      const put_again = yield* shown.replace(Memos, uid, { batch, text: "put again" })
      const set = yield* shown.update(Memos, uid, { text: "set" })
      const stored = one(yield* get(Memos, uid))
      const gone = yield* shown.remove(Memos, uid)
      const answers = [made, put, put_again, set, gone]
      assert.deepStrictEqual(
        answers.flatMap((rows) => column(rows, "text")),
        ["MADE", "PUT", "PUT AGAIN", "SET", "SET"]
      )
      for (const rows of answers) {
        assert.strictEqual(one(rows)["colour"], "Emma")
        assert.include(rows.json(), "Emma")
        assert.deepInclude({ ...rows }, { computed: true, visible: true })
      }
      assert.deepStrictEqual(answers.map(versionOf), ["1", "1", "2", "3", "3"])
      assert.deepStrictEqual(
        answers.map(({ created }) => created),
        [true, true, false, false, false]
      )
      assert.deepInclude(stored, { text: "set", colour: null, version: 3n })
      const images = column(yield* history(Memos, uid), "after")
      assert.deepStrictEqual(images.slice(0, 2), [null, stored])
      assert.deepInclude(one(yield* get(Memos, uidOf(made))), { text: "made", colour: null })
    })
  )

  it.effect("keeps back the answer of a write, which is done all the same", () =>
    Effect.gen(function* () {
      const [batch, uid] = [yield* title, yield* fresh]
      const put = yield* shown.replace(Memos, uid, { batch, text: "kept" })
      assert.deepInclude({ ...put }, { created: true, visible: false })
      assert.strictEqual(uidOf(put), uid)
      const set = yield* shown.update(Memos, uid, { colour: "red" })
      assert.deepInclude({ ...set }, { created: false, visible: false })
      assert.deepInclude(one(yield* get(Memos, uid)), { text: "kept", colour: "red", version: 2n })
      assert.strictEqual((yield* refusal(shown.get(Memos, uid)))["_tag"], "RecordNotFound")
      assert.isFalse((yield* shown.remove(Memos, uid)).visible)
      assert.strictEqual((yield* refusal(get(Memos, uid)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("takes a write back that it cannot show", () =>
    Effect.gen(function* () {
      const [batch, uid] = [yield* title, yield* fresh]
      assert.deepStrictEqual(yield* refusal(shown.replace(Memos, uid, { batch, text: "refused" })), refused)
      assert.strictEqual((yield* refusal(get(Memos, uid)))["_tag"], "RecordNotFound")
      assert.strictEqual((yield* refusal(history(Memos, uid)))["_tag"], "RecordNotFound")
      const made = yield* create(Memos, { batch, text: "x" })
      const text = "refused"
      assert.deepStrictEqual(yield* refusal(shown.update(Memos, uidOf(made), { text })), refused)
      assert.deepStrictEqual(one(yield* get(Memos, uidOf(made))), one(made))
      yield* update(Memos, uidOf(made), { text })
      assert.deepStrictEqual(yield* refusal(shown.remove(Memos, uidOf(made))), refused)
      assert.strictEqual((yield* history(Memos, uidOf(made))).count, 2)
    })
  )

  it.effect("has no say where a write answers nothing of the record", () =>
    Effect.gen(function* () {
      const [batch, none] = [yield* title, { select: [] }]
      const uid = uidOf(yield* create(Memos, { batch, text: "x" }))
      const set = yield* shown.update(Memos, uid, { text: "refused" }, none)
      assert.deepInclude({ ...set }, { computed: false, visible: true })
      assert.strictEqual((yield* shown.remove(Memos, uid, none)).json(), "{}")
      assert.deepStrictEqual(column(yield* history(Memos, uid), "operation"), ["delete", "update", "create"])
    })
  )
}
