/** Contract: writing a whole record under the client's uid. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { bob, create, get, history, ifAny, ifMatch, ifNone, ifNoneMatch, inGroups, remove, replace } from "./ask.ts"
import { atMillis, type Cases, column, fresh, one, refusal, uidOf, versionOf } from "./cases.ts"
import { Diaries, Letters, Notes, Parts } from "./resources.ts"

export const replaceCases = (it: Cases): void => {
  it.effect("creates the record under the client's uid", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* replace(Parts, uid, { name: "x" })
      assert.isTrue(made.created)
      assert.deepInclude(one(made), { uid, version: 1n, name: "x", note: "none", rank: 7, creator_uid: "ann" })
    })
  )

  it.effect("writes over the whole record and keeps who created it, and when", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const before = one(yield* replace(Parts, uid, { name: "x", note: "a", rank: 1, place: 5 }).pipe(atMillis(1000)))
      const after = yield* replace(Parts, uid, { name: "y" }, { caller: bob }).pipe(atMillis(2000))
      assert.isFalse(after.created)
      assert.deepInclude(one(after), { name: "y", note: "none", rank: 7, place: null, version: 2n })
      assert.deepInclude(one(after), { creator_uid: "ann", last_updater_uid: "bob", created_at: before["created_at"] })
      assert.strictEqual(one(after)["last_updated_at"], "1970-01-01T00:00:02Z")
    })
  )

  it.effect("counts a version even when nothing differs", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x" })
      assert.strictEqual(versionOf(yield* replace(Parts, uid, { name: "x" })), "2")
    })
  )

  it.effect("refuses to change fields that stay as created, by name", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x", maker: "m", grade: 5 })
      const immutable = (...fields: ReadonlyArray<string>) => ({ _tag: "FieldImmutable", resource: "parts", fields })
      assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "x", maker: "n", grade: 5 })), immutable("maker"))
      assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "x", grade: 5 })), immutable("maker"))
      const same = yield* replace(Parts, uid, { name: "y", maker: "m", grade: 5 })
      assert.deepInclude(one(same), { name: "y", maker: "m", grade: 5 })
    })
  )

  it.effect("does not reset a write-once field to the database's default", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x", grade: 5 })
      const refused = yield* refusal(replace(Parts, uid, { name: "x" }))
      assert.deepStrictEqual(refused, { _tag: "FieldImmutable", resource: "parts", fields: ["grade"] })
      assert.strictEqual(one(yield* get(Parts, uid))["grade"], 5)
    })
  )

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

  it.effect("obeys If-Match and If-None-Match of a record that is there", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "1" })
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      for (const by of [ifMatch("2"), ifMatch("2", "0"), ifNone, ifNoneMatch("1", "2")]) {
        assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "no" }, by)), mismatch)
      }
      assert.strictEqual(versionOf(yield* replace(Parts, uid, { name: "2" }, ifMatch("5", "1"))), "2")
      assert.strictEqual(versionOf(yield* replace(Parts, uid, { name: "3" }, ifAny)), "3")
      assert.strictEqual(versionOf(yield* replace(Parts, uid, { name: "4" }, ifNoneMatch("2"))), "4")
    })
  )

  it.effect("obeys If-Match and If-None-Match of a record that is not there", () =>
    Effect.gen(function* () {
      const [uid, other] = [yield* fresh, yield* fresh]
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "x" }, ifMatch("1"))), mismatch)
      assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "x" }, ifAny)), mismatch)
      assert.isTrue((yield* replace(Parts, uid, { name: "x" }, ifNone)).created)
      assert.isTrue((yield* replace(Parts, other, { name: "x" }, ifNoneMatch("1"))).created)
    })
  )

  it.effect("keeps what hooks wrote into fields that clients only read", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x", counted: 5 })
      assert.strictEqual(one(yield* replace(Parts, uid, { name: "y", counted: 7 }))["counted"], 0)
    })
  )
}
