/** Contract: who may do what, and which refusal comes first. */
import { assert } from "@effect/vitest"
import type { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { ann, bob, create, get, history, ifMatch, inGroups, list, queryOf, remove, replace, update } from "./ask.ts"
import { type Cases, fresh, nobody, one, refusal, uidOf, versionOf } from "./cases.ts"
import { Diaries, Letters } from "./resources.ts"

const reader = inGroups("rita", "readers")
const readingEditor = inGroups("ed", "readers", "editors")
const garbled: Caller.Caller = { ...inGroups("gus"), exactGroups: false }

const diary = Effect.fnUntraced(function* (values: object = {}) {
  const uid = yield* fresh
  yield* replace(Diaries, uid, { entry: "dear diary", sealed: "s", ...values })
  return uid
})
const refused = (tag: string, more: object) => ({ _tag: tag, resource: "diaries", ...more })

export const accessCases = (it: Cases): void => {
  it.effect("lets the owner and a group see what others cannot tell from nothing", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      assert.strictEqual(one(yield* get(Diaries, uid))["entry"], "dear diary")
      assert.strictEqual(one(yield* get(Diaries, uid, { caller: reader }))["entry"], "dear diary")
      for (const caller of [bob, inGroups("rob", "Readers"), garbled]) {
        assert.deepStrictEqual(yield* refusal(get(Diaries, uid, { caller })), refused("RecordNotFound", { uid }))
      }
    })
  )

  it.effect("asks an anonymous caller to sign in, before the store is asked", () =>
    Effect.gen(function* () {
      const made = yield* refusal(create(Diaries, { entry: "x" }, { caller: nobody }))
      assert.deepStrictEqual(made, refused("Unauthenticated", { act: "create" }))
    })
  )

  it.effect("answers 404 for the unseen before anything else", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const absent = refused("RecordNotFound", { uid })
      const by = { caller: inGroups("ed", "editors"), ...ifMatch("99") }
      assert.deepStrictEqual(yield* refusal(update(Diaries, uid, { sealed: "t" }, by)), absent)
      assert.deepStrictEqual(yield* refusal(remove(Diaries, uid, { ...by, caller: bob })), absent)
      assert.deepStrictEqual(yield* refusal(history(Diaries, uid, by)), absent)
      assert.strictEqual(versionOf(yield* get(Diaries, uid)), "1")
    })
  )

  it.effect("answers 403 for a record that is seen, before its version is compared", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      const by = { caller: reader, ...ifMatch("99") }
      assert.deepStrictEqual(yield* refusal(update(Diaries, uid, { sealed: "t" }, by)), refused("NotPermitted", { act: "update" }))
      assert.deepStrictEqual(yield* refusal(replace(Diaries, uid, { entry: "x" }, by)), refused("NotPermitted", { act: "replace" }))
      assert.deepStrictEqual(yield* refusal(remove(Diaries, uid, { ...ifMatch("99"), caller: readingEditor })), refused("NotPermitted", { act: "delete" }))
      assert.deepStrictEqual(yield* refusal(history(Diaries, uid, by)), refused("NotPermitted", { act: "history" }))
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
      assert.strictEqual(one(yield* update(Diaries, uid, { entry: "moved" }, { caller: mover }))["last_updater_uid"], "max")
      assert.strictEqual(versionOf(yield* update(Diaries, uid, { entry: "mine" })), "3")
    })
  )

  it.effect("grants what all rules grant, and only that", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      assert.deepStrictEqual(yield* refusal(remove(Diaries, uid)), refused("NotPermitted", { act: "delete" }))
      yield* remove(Diaries, uid, { caller: inGroups("ann", "editors") })
    })
  )

  it.effect("shows a record without creator to no owner", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const made = yield* create(Letters, { batch, content: "x" }, { caller: nobody })
      assert.strictEqual((yield* refusal(get(Letters, uidOf(made), { caller: nobody })))["_tag"], "Unauthenticated")
      assert.strictEqual((yield* refusal(get(Letters, uidOf(made), { caller: ann })))["_tag"], "NotPermitted")
      assert.strictEqual(one(yield* get(Letters, uidOf(made), { caller: reader }))["creator_uid"], null)
    })
  )

  it.effect("says so when a write leaves its caller's sight", () =>
    Effect.gen(function* () {
      const made = yield* create(Letters, { content: "x" })
      assert.deepInclude({ ...made }, { created: true, visible: false, count: 1 })
      assert.isTrue((yield* create(Letters, { content: "x" }, { caller: reader })).visible)
      assert.isTrue((yield* create(Diaries, { entry: "x" })).visible)
    })
  )

  it.effect("filters a list and its count by the rules", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* Effect.forEach([ann, ann, bob], (caller) => create(Diaries, { batch, entry: "x" }, { caller }))
      const counted = queryOf(batch, { count: true, limit: 1 })
      const seen = Effect.fnUntraced(function* (caller: Caller.Caller) {
        const { count, total } = yield* list(Diaries, counted, { caller })
        return [count, total]
      })
      assert.deepStrictEqual(yield* seen(ann), [1, 2])
      assert.deepStrictEqual(yield* seen(bob), [1, 1])
      assert.deepStrictEqual(yield* seen(reader), [1, 3])
      assert.deepStrictEqual(yield* seen(inGroups("eve")), [0, 0])
    })
  )
}
