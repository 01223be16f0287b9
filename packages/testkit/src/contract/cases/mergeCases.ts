/** Contract: merging into fields of JSON. */
import { assert } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, update } from "../asking/ask.ts"
import { canonical, print } from "../asking/canonical.ts"
import { type Cases, uidOf } from "../asking/cases.ts"
import { Samples, Titles } from "../declared/resources.ts"

export const mergeCases = (it: Cases): void => {
  it.effect("merges an object into a jsonb field: null removes, other values replace, digits stay", () =>
    Effect.gen(function* () {
      const kept = new ExactNumber("12345678901234567890.10")
      const doc = { kept, deep: { a: 1, b: [1, 2] }, gone: true }
      const uid = uidOf(yield* create(Titles, { name: "x", doc }))
      const merged = yield* update(
        Titles,
        uid,
        { doc: { gone: null, deep: { a: null, b: [3] }, more: {} } },
        { merge: true }
      )
      assert.strictEqual(canonical(merged.json()).includes(print(kept)), true)
      const read = yield* get(Titles, uid, { select: ["doc"] })
      assert.strictEqual(canonical(read.json()), print({ doc: { kept, deep: { b: [3] }, more: {} } }))
      yield* update(Titles, uid, { doc: { fresh: 1 } })
      assert.strictEqual(
        (yield* get(Titles, uid, { select: ["doc"] })).json().replaceAll(" ", ""),
        '{"doc":{"fresh":1}}'
      )
    })
  )

  it.effect("merges an object into a json field alike", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Samples, { label: "x", raw: { a: 1, deep: { b: 2, gone: true } } }))
      yield* update(Samples, uid, { raw: { deep: { gone: null, c: 3 } } }, { merge: true })
      const read = yield* get(Samples, uid, { select: ["raw"] })
      assert.strictEqual(canonical(read.json()), print({ raw: { a: 1, deep: { b: 2, c: 3 } } }))
    })
  )
}
