/** Contract: writing a whole record under the client's uid. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { get, replace } from "../asking/ask.ts"
import { bob, ifAny, ifMatch, ifNone, ifNoneMatch } from "../asking/by.ts"
import { atMillis, type Cases, fresh, one, refusal, versionOf } from "../asking/cases.ts"
import { hooked } from "../asking/hooked.ts"
import { Parts, Samples } from "../declared/resources.ts"

export const replaceCases = (it: Cases): void => {
  it.effect("creates the record under the client's uid", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const made = yield* replace(Parts, uid, { name: "x" })
      assert.isTrue(made.created)
      assert.deepInclude(one(made), {
        uid,
        version: 1n,
        name: "x",
        note: "none",
        rank: 7,
        creator_uid: "ann"
      })
    })
  )

  it.effect("writes over the whole record and keeps who created it, and when", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const before = one(
        yield* replace(Parts, uid, { name: "x", note: "a", rank: 1, place: 5 }).pipe(atMillis(1000))
      )
      const after = yield* replace(Parts, uid, { name: "y" }, { caller: bob }).pipe(atMillis(2000))
      assert.isFalse(after.created)
      assert.deepInclude(one(after), { name: "y", note: "none", rank: 7, place: null, version: 2n })
      assert.deepInclude(one(after), {
        creator_uid: "ann",
        last_updater_uid: "bob",
        created_at: before["created_at"]
      })
      assert.strictEqual(one(after)["last_updated_at"], "1970-01-01T00:00:02Z")
    })
  )

  it.effect("counts a version even when nothing differs", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x" })
      assert.strictEqual(versionOf(yield* replace(Parts, uid, { name: "x" })), "2")
      // Also where there is no hidden field, which counts as changed wherever it is named.
      yield* replace(Samples, uid, { label: "x" })
      assert.strictEqual(versionOf(yield* replace(Samples, uid, { label: "x" })), "2")
    })
  )

  it.effect("refuses to change fields that stay as created, by name", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "x", maker: "m", grade: 5 })
      const immutable = (...fields: ReadonlyArray<string>) => ({
        _tag: "FieldImmutable",
        resource: "parts",
        fields
      })
      assert.deepStrictEqual(
        yield* refusal(replace(Parts, uid, { name: "x", maker: "n", grade: 5 })),
        immutable("maker")
      )
      assert.deepStrictEqual(yield* refusal(replace(Parts, uid, { name: "x", grade: 5 })), immutable("maker"))
      assert.deepStrictEqual(
        yield* refusal(replace(Parts, uid, { name: "x", grade: 4 })),
        immutable("maker", "grade")
      )
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

  it.effect("obeys If-Match and If-None-Match of a record that is there", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "1" })
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      for (const by of [ifMatch("2"), ifMatch("2", "10", "01"), ifNone, ifNoneMatch("1", "2")]) {
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
      yield* hooked.replace(Parts, uid, { name: "x", counted: 7 })
      assert.strictEqual(one(yield* replace(Parts, uid, { name: "y", counted: 7 }))["counted"], 5)
      yield* replace(Parts, uid, { name: "z" })
      assert.strictEqual(one(yield* get(Parts, uid))["counted"], 5)
    })
  )
}
