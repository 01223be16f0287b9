/** Contract: which refusal comes first. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { get, history, remove, replace, update } from "../asking/ask.ts"
import { ifMatch, inGroups } from "../asking/by.ts"
import { type Cases, one, refusal, versionOf } from "../asking/cases.ts"
import { diary, reader, readingEditor, refused } from "../asking/diaries.ts"
import { Diaries } from "../declared/resources.ts"

export const verdictCases = (it: Cases): void => {
  it.effect("answers 404 for the unseen before anything else", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const absent = refused("RecordNotFound", { uid })
      const by = { caller: inGroups("ed", "editors"), ...ifMatch("99") }
      assert.deepStrictEqual(yield* refusal(update(Diaries, uid, { sealed: "t" }, by)), absent)
      assert.deepStrictEqual(yield* refusal(remove(Diaries, uid, by)), absent)
      assert.deepStrictEqual(
        yield* refusal(history(Diaries, uid, { caller: inGroups("otto", "auditors") })),
        absent
      )
      assert.strictEqual(versionOf(yield* get(Diaries, uid)), "1")
    })
  )

  it.effect("answers 403 for a record that is seen, before its version is compared", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const by = { caller: reader, ...ifMatch("99") }
      assert.deepStrictEqual(
        yield* refusal(update(Diaries, uid, { sealed: "t" }, by)),
        refused("NotPermitted", { act: "update" })
      )
      assert.deepStrictEqual(
        yield* refusal(replace(Diaries, uid, { entry: "x" }, by)),
        refused("NotPermitted", { act: "replace" })
      )
      assert.deepStrictEqual(
        yield* refusal(remove(Diaries, uid, { ...ifMatch("99"), caller: readingEditor })),
        refused("NotPermitted", { act: "delete" })
      )
      assert.deepStrictEqual(
        yield* refusal(history(Diaries, uid, by)),
        refused("NotPermitted", { act: "history" })
      )
      assert.strictEqual(versionOf(yield* get(Diaries, uid)), "1")
    })
  )

  it.effect("answers 412 before 422 before 403 of the new values", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const caller = readingEditor
      const stale = yield* refusal(update(Diaries, uid, { sealed: "t" }, { caller, ...ifMatch("2") }))
      assert.deepStrictEqual(stale, refused("VersionMismatch", { uid }))
      const fixed = yield* refusal(update(Diaries, uid, { sealed: "t" }, { caller, ...ifMatch("1") }))
      assert.deepStrictEqual(fixed, refused("FieldImmutable", { fields: ["sealed"] }))
      const values = yield* refusal(update(Diaries, uid, { entry: "x" }, { caller, ...ifMatch("1") }))
      assert.deepStrictEqual(values, refused("NewValuesRefused", {}))
      const same = yield* refusal(update(Diaries, uid, { entry: "dear diary" }, { caller }))
      assert.deepStrictEqual(same, refused("NewValuesRefused", {}))
    })
  )

  it.effect("judges new values by the rule on what a write leaves behind", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const mover = inGroups("max", "readers", "editors", "movers")
      assert.strictEqual(
        one(yield* update(Diaries, uid, { entry: "moved" }, { caller: mover }))["last_updater_uid"],
        "max"
      )
      assert.strictEqual(versionOf(yield* update(Diaries, uid, { entry: "mine" })), "3")
    })
  )
}
