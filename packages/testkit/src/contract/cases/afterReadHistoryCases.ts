/** Contract: `afterRead` sees what once was, image by image. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, history, remove, replace, update } from "../asking/ask.ts"
import { type Cases, column, fresh, refusal, uidOf } from "../asking/cases.ts"
import { title } from "../asking/lending.ts"
import { refused, shown } from "../asking/shown.ts"
import { Memos } from "../declared/resources.ts"

export const afterReadHistoryCases = (it: Cases): void => {
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
