/** Contract: what other records forbid. */
import { assert } from "@effect/vitest"
import { ResourceStore } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, history, replace, update } from "../asking/ask.ts"
import { type Cases, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { bob } from "../asking/by.ts"
import { Folders, Parts } from "../declared/resources.ts"
import { creating } from "../asking/stamped.ts"

const conflict = (...fields: ReadonlyArray<string>) => ({ _tag: "Conflict", resource: "parts", fields })
const missing = (...fields: ReadonlyArray<string>) => ({
  _tag: "ReferenceMissing",
  resource: "parts",
  fields
})

export const conflictCases = (it: Cases): void => {
  it.effect("fails with Conflict, naming the field, on a second record of one value", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      yield* create(Parts, { name: "x", code })
      const other = yield* create(Parts, { name: "y" })
      assert.deepStrictEqual(yield* refusal(create(Parts, { name: "z", code })), conflict("code"))
      assert.deepStrictEqual(yield* refusal(update(Parts, uidOf(other), { code })), conflict("code"))
      assert.deepStrictEqual(
        yield* refusal(replace(Parts, uidOf(other), { name: "y", code })),
        conflict("code")
      )
      assert.deepStrictEqual(
        yield* refusal(replace(Parts, yield* fresh, { name: "y", code })),
        conflict("code")
      )
      assert.deepInclude(one(yield* get(Parts, uidOf(other))), { code: null, version: 1n })
      assert.strictEqual((yield* history(Parts, uidOf(other))).count, 1)
    })
  )

  it.effect("fails with Conflict, naming both fields, on a second record of one pair", () =>
    Effect.gen(function* () {
      const shelf = yield* fresh
      yield* create(Parts, { name: "x", shelf, place: 1 })
      yield* create(Parts, { name: "x", shelf, place: 2 })
      assert.deepStrictEqual(
        yield* refusal(create(Parts, { name: "x", shelf, place: 1 })),
        conflict("shelf", "place")
      )
    })
  )

  it.effect("fails with Conflict, naming no fields, on a uid that is taken", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Parts, { name: "x" }))
      const { run } = yield* ResourceStore
      assert.deepStrictEqual(
        yield* refusal(Effect.flatMap(creating(Parts, uid, { name: "y" }), run)),
        conflict()
      )
      assert.deepInclude(one(yield* get(Parts, uid)), { name: "x", version: 1n })
    })
  )

  it.effect("takes null for unlike null", () =>
    Effect.gen(function* () {
      const shelf = yield* fresh
      yield* create(Parts, { name: "x", shelf, place: null, code: null })
      yield* create(Parts, { name: "x", shelf, place: null, code: null })
    })
  )

  it.effect("lets a record keep its own unique values", () =>
    Effect.gen(function* () {
      const [code, uid] = [yield* fresh, yield* fresh]
      yield* replace(Parts, uid, { name: "x", code })
      yield* replace(Parts, uid, { name: "y", code })
      yield* update(Parts, uid, { name: "z", code })
    })
  )

  it.effect("fails with ReferenceMissing, naming the field, for a reference to nothing", () =>
    Effect.gen(function* () {
      const [nothing, uid] = [yield* fresh, uidOf(yield* create(Parts, { name: "x" }))]
      assert.deepStrictEqual(
        yield* refusal(create(Parts, { name: "y", sample_uid: nothing })),
        missing("sample_uid")
      )
      assert.deepStrictEqual(yield* refusal(update(Parts, uid, { whole_uid: nothing })), missing("whole_uid"))
      assert.deepStrictEqual(
        yield* refusal(replace(Parts, uid, { name: "y", sample_uid: nothing })),
        missing("sample_uid")
      )
    })
  )

  it.effect("names one reference at a time, and a taken value before it", () =>
    Effect.gen(function* () {
      const [nothing, code] = [yield* fresh, yield* fresh]
      const both = { name: "y", sample_uid: nothing, whole_uid: nothing }
      assert.deepInclude([missing("sample_uid"), missing("whole_uid")], yield* refusal(create(Parts, both)))
      yield* create(Parts, { name: "x", code })
      assert.deepStrictEqual(yield* refusal(create(Parts, { ...both, code })), conflict("code"))
    })
  )

  it.effect("lets a record refer to itself", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      assert.strictEqual(one(yield* replace(Parts, uid, { name: "x", whole_uid: uid }))["whole_uid"], uid)
      yield* update(Parts, uid, { name: "y" })
    })
  )

  it.effect("tells a taken value also where its record is out of sight", () =>
    Effect.gen(function* () {
      const code = yield* fresh
      const conflict = { _tag: "Conflict", resource: "folders", fields: ["code"] }
      yield* create(Folders, { name: "ann's", code })
      const other = uidOf(yield* create(Folders, { name: "bob's" }, { caller: bob }))
      for (const refused of [
        create(Folders, { name: "bob's", code }, { caller: bob }),
        update(Folders, other, { code }, { caller: bob }),
        replace(Folders, other, { name: "bob's", code }, { caller: bob })
      ])
        assert.deepStrictEqual(yield* refusal(refused), conflict)
    })
  )
}
