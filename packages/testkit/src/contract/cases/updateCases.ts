/** Contract: setting some fields of a record. */
import { assert } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, update } from "../asking/ask.ts"
import { bob, ifAny, ifMatch, ifNone, ifNoneMatch } from "../asking/by.ts"
import { canonical } from "../asking/canonical.ts"
import { atMillis, type Cases, fresh, one, refusal, uidOf, versionOf } from "../asking/cases.ts"
import { kinds } from "../declared/kinds.ts"
import { Parts, Samples } from "../declared/resources.ts"

export const updateCases = (it: Cases): void => {
  it.effect("sets the named fields and leaves the others", () =>
    Effect.gen(function* () {
      const made = yield* create(Parts, { name: "x", note: "a", place: 5 }).pipe(atMillis(1000))
      const after = one(
        yield* update(Parts, uidOf(made), { name: "y", place: null }, { caller: bob }).pipe(atMillis(2000))
      )
      assert.deepInclude(after, {
        name: "y",
        note: "a",
        place: null,
        version: 2n,
        creator_uid: "ann",
        last_updater_uid: "bob"
      })
      assert.deepInclude(after, {
        created_at: "1970-01-01T00:00:01Z",
        last_updated_at: "1970-01-01T00:00:02Z"
      })
      assert.deepStrictEqual(one(yield* get(Parts, uidOf(made))), after)
    })
  )

  it.effect("sets every kind of field", () =>
    Effect.gen(function* () {
      const made = yield* create(Samples, { label: "x" })
      const values = Object.fromEntries(kinds.map(({ field, json }) => [field, json.at(-1)]))
      const after = yield* update(Samples, uidOf(made), values)
      assert.strictEqual(versionOf(after), "2")
      assert.strictEqual(canonical((yield* get(Samples, uidOf(made))).json()), canonical(after.json()))
      assert.strictEqual(versionOf(yield* update(Samples, uidOf(made), values)), "2")
    })
  )

  it.effect("answers an update that changes nothing with the same version and leaves no change", () =>
    Effect.gen(function* () {
      const doc = { a: 1, b: [1.5] }
      const made = yield* create(Samples, {
        label: "x",
        exact: "1.5",
        doc,
        raw: doc,
        docs: [doc],
        words: ["a"]
      }).pipe(atMillis(1000))
      const again = { b: [new ExactNumber("1.50")], a: 1 }
      const same = {
        label: "x",
        exact: new ExactNumber("1.50"),
        doc: again,
        raw: again,
        docs: [again],
        words: ["a"]
      }
      for (const values of [{}, { label: "x" }, same, { small: null }]) {
        const after = yield* update(Samples, uidOf(made), values, { caller: bob })
        assert.deepInclude(one(after), { version: 1n, last_updater_uid: "ann" })
        assert.isTrue(after.visible)
      }
      assert.deepStrictEqual(one(yield* get(Samples, uidOf(made))), one(made))
      assert.strictEqual((yield* history(Samples, uidOf(made))).count, 1)
    })
  )

  it.effect(
    "refuses to change fields that stay as created, naming them in the order of their declaration",
    () =>
      Effect.gen(function* () {
        const made = yield* create(Parts, { name: "x", maker: "m" })
        const refused = yield* refusal(update(Parts, uidOf(made), { name: "y", grade: 4, maker: null }))
        assert.deepStrictEqual(refused, {
          _tag: "FieldImmutable",
          resource: "parts",
          fields: ["maker", "grade"]
        })
        assert.strictEqual(one(yield* get(Parts, uidOf(made)))["name"], "x")
        const same = yield* update(Parts, uidOf(made), { name: "y", maker: "m", grade: 3 })
        assert.deepInclude(one(same), { name: "y", version: 2n })
      })
  )

  it.effect("fails with RecordNotFound for a record that is not there, whatever the condition", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      for (const by of [{}, ifAny, ifNone, ifMatch("1")]) {
        assert.deepStrictEqual(yield* refusal(update(Parts, uid, { name: "x" }, by)), {
          _tag: "RecordNotFound",
          resource: "parts",
          uid
        })
      }
    })
  )

  it.effect("answers the chosen fields of the record as it is then, or none", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const some = yield* update(Parts, uid, { name: "y" }, { select: ["note", "name"] })
      assert.strictEqual(some.json(), `{"note":"none","name":"y"}`)
      const none = yield* update(Parts, uid, { name: "z" }, { select: [] })
      assert.strictEqual(none.json(), "{}")
      assert.deepStrictEqual(none.keys(), [{ uid, version: "3" }])
      assert.isTrue(none.visible)
    })
  )

  it.effect("obeys If-Match and If-None-Match", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "1" }))
      const mismatch = { _tag: "VersionMismatch", resource: "parts", uid }
      for (const by of [ifMatch("2"), ifMatch(), ifNone, ifNoneMatch("3", "1")]) {
        assert.deepStrictEqual(yield* refusal(update(Parts, uid, { name: "no" }, by)), mismatch)
      }
      assert.strictEqual(versionOf(yield* update(Parts, uid, { name: "2" }, ifMatch("1", "7"))), "2")
      assert.strictEqual(versionOf(yield* update(Parts, uid, { name: "3" }, ifAny)), "3")
      assert.strictEqual(versionOf(yield* update(Parts, uid, { name: "4" }, ifNoneMatch("1"))), "4")
    })
  )

  it.effect("takes what shows a difference for a change, also where the type itself sees none", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Samples, { label: "x", span: "P1M", exact: 1.5, address: "10.0.0.1" }))
      yield* update(Samples, uid, { span: "P30D" })
      assert.strictEqual(one(yield* get(Samples, uid))["span"], "P30D")
      const same = yield* update(Samples, uid, { span: "P30D", exact: "1.500", address: "10.0.0.1/32" })
      assert.deepInclude(one(same), { version: 2n })
    })
  )
}
