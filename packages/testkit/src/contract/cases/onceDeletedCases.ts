/** Contract: making again what is not seen, or not there any more. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, history, remove, replace } from "../asking/ask.ts"
import { bob, inGroups } from "../asking/by.ts"
import { type Cases, column, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { Diaries, Letters, Notes, Parts, Places, Stays } from "../declared/resources.ts"

export const onceDeletedCases = (it: Cases): void => {
  it.effect("goes on counting under a uid that was deleted", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Notes, uid, { body: "x" })
      yield* remove(Notes, uid)
      const again = yield* replace(Notes, uid, { body: "y" }, { caller: bob })
      assert.isTrue(again.created)
      assert.strictEqual(one(again)["creator_uid"], "bob")
      const changes = yield* history(Notes, uid)
      assert.deepStrictEqual(column(changes, "version"), [3n, 2n, 1n])
      assert.deepStrictEqual(column(changes, "operation"), ["create", "delete", "create"])
      const part = yield* create(Parts, { name: "x" })
      yield* remove(Parts, uidOf(part))
      assert.strictEqual(versionOf(yield* replace(Parts, uidOf(part), { name: "x" })), "3")
    })
  )

  it.effect("fails with Conflict, naming no fields, over a record that the caller does not see", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const taken = { _tag: "Conflict", resource: "diaries", fields: [] }
      yield* replace(Diaries, uid, { entry: "x" })
      assert.deepStrictEqual(yield* refusal(replace(Diaries, uid, { entry: "y" }, { caller: bob })), taken)
      assert.deepInclude(one(yield* get(Diaries, uid)), { entry: "x", creator_uid: "ann" })
      yield* remove(Diaries, uid, { caller: inGroups("ann", "editors") })
      assert.deepStrictEqual(yield* refusal(replace(Diaries, uid, { entry: "y" }, { caller: bob })), taken)
      assert.strictEqual(versionOf(yield* replace(Diaries, uid, { entry: "z" })), "3")
    })
  )

  it.effect("fails with Conflict over a deleted record of a kind that the caller never sees", () =>
    Effect.gen(function* () {
      const [uid, reader] = [yield* fresh, inGroups("rita", "readers")]
      yield* replace(Letters, uid, { content: "x" }, { caller: reader })
      yield* remove(Letters, uid, { caller: reader })
      const refused = yield* refusal(replace(Letters, uid, { content: "y" }))
      assert.deepStrictEqual(refused, { _tag: "Conflict", resource: "letters", fields: [] })
    })
  )

  it.effect(
    "fails with Conflict, naming the key, over a record that its caller does not see or never saw",
    () =>
      Effect.gen(function* () {
        const place = yield* fresh
        const body = { place, batch: place }
        const taken = { _tag: "Conflict", resource: "places", fields: ["place"] }
        const refusals = Effect.gen(function* () {
          assert.deepStrictEqual(yield* refusal(create(Places, body, { caller: bob })), taken)
          assert.deepStrictEqual(yield* refusal(replace(Places, place, body, { caller: bob })), taken)
        })
        assert.strictEqual(uidOf(yield* create(Places, body)), place)
        yield* refusals
        yield* remove(Places, place)
        yield* refusals
        assert.strictEqual(versionOf(yield* create(Places, body)), "3")
      })
  )

  it.effect("frees what several fields identify for everybody, once it is gone", () =>
    Effect.gen(function* () {
      const place = yield* fresh
      const body = { place, batch: place }
      const uid = uidOf(yield* create(Stays, body))
      assert.strictEqual((yield* refusal(create(Stays, body, { caller: bob })))["_tag"], "Conflict")
      yield* remove(Stays, uid)
      assert.strictEqual(versionOf(yield* create(Stays, body, { caller: bob })), "3")
    })
  )
}
