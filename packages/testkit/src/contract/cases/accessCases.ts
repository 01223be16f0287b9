/** Contract: who may do what, and which refusal comes first. */
import { assert } from "@effect/vitest"
import { Caller } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, list, remove, replace, update } from "../asking/ask.ts"
import { ann, bob, inGroups, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh, nobody, one, refusal, uidOf } from "../asking/cases.ts"
import { diary, garbled, reader, refused } from "../asking/diaries.ts"
import { Claims, Diaries, Drafts, Finds, Letters, Parts } from "../declared/resources.ts"

export const accessCases = (it: Cases): void => {
  it.effect("lets the owner and a group see what others cannot tell from nothing", () =>
    Effect.gen(function* () {
      const uid = yield* diary()
      assert.strictEqual(one(yield* get(Diaries, uid))["entry"], "dear diary")
      assert.strictEqual(one(yield* get(Diaries, uid, { caller: reader }))["entry"], "dear diary")
      for (const caller of [bob, inGroups("rob", "Readers"), garbled]) {
        assert.deepStrictEqual(
          yield* refusal(get(Diaries, uid, { caller })),
          refused("RecordNotFound", { uid })
        )
      }
    })
  )

  it.effect("asks a guest to sign in as well, names one in a change, and nobody in the record", () =>
    Effect.gen(function* () {
      const guest = Caller.guest("eu-west-1:0198", "guest's")
      const uid = yield* diary()
      const refusedGet = yield* refusal(get(Diaries, uid, { caller: guest }))
      assert.deepStrictEqual(refusedGet, refused("Unauthenticated", { act: "get" }))
      const made = yield* create(Parts, { name: "x" }, { caller: guest })
      assert.deepInclude(one(made), { creator_uid: null, last_updater_uid: null })
      const [change] = (yield* history(Parts, uidOf(made), { caller: guest })).values()
      assert.deepInclude(Object(change), { actor: "guest:eu-west-1:0198" })
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
      const uid = uidOf(yield* create(Finds, { batch, what: "x" }, { caller: nobody }))
      const mine = uidOf(yield* create(Finds, { batch, what: "y" }))
      for (const caller of [ann, bob, inGroups(""), inGroups("null")]) {
        assert.deepStrictEqual(yield* refusal(get(Finds, uid, { caller })), {
          _tag: "RecordNotFound",
          resource: "finds",
          uid
        })
      }
      const seen = yield* list(Finds, queryOf(Finds, batch, { count: "exact" }))
      assert.deepStrictEqual([column(seen, "uid"), seen.total], [[mine], 1])
      const rita = yield* list(Finds, queryOf(Finds, batch), { caller: reader })
      assert.sameMembers([...column(rita, "creator_uid")], [null, "ann"])
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

  it.effect("lists nothing that may be got and not listed", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const [mine, hers] = [
        uidOf(yield* create(Claims, { batch, what: "x" }, { caller: bob })),
        uidOf(yield* create(Claims, { batch, what: "x" }))
      ]
      assert.strictEqual((yield* get(Claims, hers, { caller: bob })).count, 1)
      const listed = yield* list(Claims, queryOf(Claims, batch, { count: "exact" }), { caller: bob })
      assert.deepStrictEqual([column(listed, "uid"), listed.total], [[mine], 1])
    })
  )

  it.effect("makes no record that its caller may not leave behind, though anybody may make one", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      const refused = { _tag: "NewValuesRefused", resource: "claims" }
      const by = { caller: nobody }
      assert.deepStrictEqual(yield* refusal(create(Claims, { batch, what: "x" }, by)), refused)
      assert.deepStrictEqual(yield* refusal(replace(Claims, yield* fresh, { batch, what: "x" }, by)), refused)
      const all = queryOf(Finds, batch)
      assert.strictEqual((yield* list(Finds, all, { caller: reader })).count, 0)
    })
  )

  it.effect("lets those change a record who may make none", () =>
    Effect.gen(function* () {
      const [uid, editor] = [yield* fresh, { caller: inGroups("ann", "editors") }]
      yield* replace(Drafts, uid, { content: "x" }, { caller: inGroups("ann", "writers", "editors") })
      assert.strictEqual(one(yield* update(Drafts, uid, { content: "y" }, editor))["content"], "y")
      assert.strictEqual(one(yield* replace(Drafts, uid, { content: "z" }, editor))["content"], "z")
    })
  )

  it.effect("filters a list and its count by the rules", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* Effect.forEach([ann, ann, bob], (caller) => create(Diaries, { batch, entry: "x" }, { caller }))
      const counted = queryOf(Diaries, batch, { count: "exact", limit: 1 })
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
