/** Contract: merging into a jsonb field. */
import { assert } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, get, update } from "../asking/ask.ts"
import { canonical, print } from "../asking/canonical.ts"
import { type Cases, uidOf } from "../asking/cases.ts"
import { Titles } from "../declared/resources.ts"

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
}
