/** Contract: deleting a record. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, get, remove, update } from "../asking/ask.ts"
import { ifAny, ifMatch, ifNone, ifNoneMatch } from "../asking/by.ts"
import { canonical } from "../asking/canonical.ts"
import { type Cases, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { Parts, Samples } from "../declared/resources.ts"

export const deleteCases = (it: Cases): void => {
  it.effect("answers the chosen fields of the record that was, or none", () =>
    Effect.gen(function* () {
      const [first, other] = [yield* create(Parts, { name: "x" }), yield* create(Parts, { name: "y" })]
      assert.strictEqual((yield* remove(Parts, uidOf(first), { select: ["name"] })).json(), `{"name":"x"}`)
      const none = yield* remove(Parts, uidOf(other), { select: [] })
      assert.strictEqual(none.json(), "{}")
      assert.strictEqual(uidOf(none), uidOf(other))
    })
  )

  it.effect("answers a delete with the record as it was, and the record is gone", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x", secret: "hush" })
      const gone = yield* remove(Parts, uidOf(made))
      assert.strictEqual(canonical(gone.json()), canonical(made.json()))
      assert.deepInclude({ ...gone }, { _tag: "Written", count: 1, created: false, visible: true })
      assert.strictEqual((yield* refusal(get(Parts, uidOf(made))))["_tag"], "RecordNotFound")
    })
  )

  it.effect("fails with RecordNotFound the second time, and for what never was", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      yield* remove(Parts, uid)
      assert.deepStrictEqual(yield* refusal(remove(Parts, uid)), {
        _tag: "RecordNotFound",
        resource: "parts",
        uid
      })
      assert.strictEqual((yield* refusal(remove(Parts, yield* fresh)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("fails with StillReferenced while another resource's record refers to it", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Samples, { label: "x" }))
      const part = yield* create(Parts, { name: "x", sample_uid: uid })
      assert.deepStrictEqual(yield* refusal(remove(Samples, uid)), {
        _tag: "StillReferenced",
        resource: "samples",
        uid
      })
      yield* get(Samples, uid)
      yield* remove(Parts, uidOf(part))
      yield* remove(Samples, uid)
    })
  )

  it.effect("fails with StillReferenced while a record of the same resource refers to it", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "whole" }))
      yield* create(Parts, { name: "part", whole_uid: uid })
      assert.deepStrictEqual(yield* refusal(remove(Parts, uid)), {
        _tag: "StillReferenced",
        resource: "parts",
        uid
      })
    })
  )

  it.effect("deletes a record to which none refers but itself", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "whole" }))
      yield* update(Parts, uid, { whole_uid: uid })
      assert.strictEqual(one(yield* remove(Parts, uid))["whole_uid"], uid)
      assert.strictEqual((yield* refusal(get(Parts, uid)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("obeys If-Match and If-None-Match", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      for (const by of [ifMatch("2"), ifNone, ifNoneMatch("1")]) {
        assert.deepStrictEqual(yield* refusal(remove(Parts, uid, by)), mismatch)
      }
      yield* remove(Parts, uid, ifMatch("1"))
      assert.strictEqual((yield* refusal(remove(Parts, uid, ifAny)))["_tag"], "RecordNotFound")
    })
  )
}
