/** Contract: `afterRead` sees every record that leaves: what was read, what was written, what once was. */
import { assert } from "@effect/vitest"
import { Api, Hooks, Records } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { asking, create, get, history, remove, replace, update } from "../asking/ask.ts"
import { byHook, type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { Memos, Titles, everyResource } from "../declared/resources.ts"

class Unshowable extends Data.TaggedError("Unshowable")<{ readonly resource: string }> {}

/** Memos are shown in capitals, with their batch's title; what is `kept` is shown to nobody, and `refused` to nobody either. */
const showing = Hooks.make(Memos, {
  afterRead: (rows) =>
    Effect.forEach(
      rows.filter(({ text }) => text !== "kept"),
      (memo) =>
        Effect.gen(function* () {
          if (memo.text === "refused") return yield* new Unshowable({ resource: "memos" })
          const { name } = yield* (yield* Records).get(Titles, memo.batch)
          return { ...memo, text: memo.text.toUpperCase(), colour: name }
        })
    )
})
const shown = asking(Api.make("contract", { resources: everyResource, hooks: [showing] }))
const refused = byHook({ _tag: "Unshowable", resource: "memos" })

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

  it.effect("changes the images of a history, and leaves out the changes whose image it keeps back", () =>
    Effect.gen(function* () {
      const batch = yield* title
      const uid = uidOf(yield* create(Memos, { batch, text: "a" }))
      for (const text of ["kept", "b"]) yield* update(Memos, uid, { text })
      const changes = yield* shown.history(Memos, uid)
      assert.deepStrictEqual(column(changes, "version"), [3n, 1n])
      const images = column(changes, "after").map(Object)
      assert.deepStrictEqual(
        images.map(({ text, colour, version }) => [text, colour, version]),
        [
          ["B", "Emma", 3n],
          ["A", "Emma", 1n]
        ]
      )
      assert.deepStrictEqual(
        JSON.parse(`[${changes.json()}]`).map(({ after }: { readonly after: object }) => Object(after).text),
        ["B", "A"]
      )
      assert.isTrue(changes.computed)
      assert.deepStrictEqual(
        changes.keys(),
        ["3", "1"].map((version) => ({ uid, version }))
      )
    })
  )

  it.effect("decides by its images which changes a history has, also where the client leaves them out", () =>
    Effect.gen(function* () {
      const [batch, select] = [yield* title, ["version"] as const]
      const uid = uidOf(yield* create(Memos, { batch, text: "a" }))
      yield* update(Memos, uid, { text: "kept" })
      const chosen = yield* shown.history(Memos, uid, { select })
      assert.strictEqual(chosen.json(), '{"version":1}')
      yield* update(Memos, uid, { text: "refused" })
      assert.deepStrictEqual(yield* refusal(shown.history(Memos, uid, { select })), refused)
      assert.deepStrictEqual(yield* refusal(shown.history(Memos, uid)), refused)
    })
  )

  it.effect("leaves the delete of what it keeps back out of a history, at the end of a page too", () =>
    Effect.gen(function* () {
      const [batch, uid] = [yield* title, yield* fresh]
      for (const text of ["kept", "b"]) {
        yield* replace(Memos, uid, { batch, text })
        yield* remove(Memos, uid)
      }
      assert.deepStrictEqual(column(yield* shown.history(Memos, uid), "version"), [4n, 3n])
      for (const [limit, offset, versions] of [
        [1, 0, [4n]],
        [3, 0, [4n, 3n]],
        [1, 2, []]
      ] as const) {
        const page = yield* shown.history(Memos, uid, { limit, offset })
        assert.deepStrictEqual(column(page, "version"), versions)
      }
    })
  )

  it.effect("leaves no history to a record that it keeps back, before and after its delete", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Memos, { batch: yield* title, text: "kept" }))
      const unknown = Effect.fnUntraced(function* () {
        for (const limit of [0, 1, 2, 100])
          for (const offset of [0, 1, 5]) {
            const told = yield* refusal(shown.history(Memos, uid, { limit, offset, select: ["version"] }))
            assert.strictEqual(told["_tag"], "RecordNotFound")
          }
      })
      yield* unknown()
      yield* remove(Memos, uid)
      yield* unknown()
      assert.strictEqual((yield* history(Memos, uid)).count, 2)
    })
  )
}
