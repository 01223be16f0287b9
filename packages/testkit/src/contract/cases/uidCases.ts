/** Contract: uids that clients name, as long as they may be. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { type Answering, get, history, remove, replace, update } from "../asking/ask.ts"
import { type Cases, fresh, one, refusal } from "../asking/cases.ts"
import { Notes } from "../declared/resources.ts"

/** A uid of this many bytes that does not become shorter when an index compresses it. */
const uidOf = Effect.fnUntraced(function* (bytes: number) {
  let uid = ""
  while (uid.length < bytes) uid += yield* fresh
  return uid.slice(0, bytes)
})

export const uidCases = (it: Cases): void => {
  it.effect("takes a uid of 512 bytes through all that can happen to a record", () =>
    Effect.gen(function* () {
      const uid = `${yield* uidOf(508)}😀`
      yield* replace(Notes, uid, { body: "x" })
      yield* update(Notes, uid, { body: "y" })
      assert.deepInclude(one(yield* get(Notes, uid)), { id: uid, body: "y" })
      yield* remove(Notes, uid)
      assert.strictEqual((yield* history(Notes, uid)).count, 3)
    })
  )

  it.effect("refuses to make a record of a longer one, and has none of it", () =>
    Effect.gen(function* () {
      for (const bytes of [513, 2_680, 20_000]) {
        const uid = yield* uidOf(bytes)
        assert.deepStrictEqual(yield* refusal(replace(Notes, uid, { body: "x" })), {
          _tag: "RecordInvalid",
          resource: "notes",
          faults: [{ path: ["id"], code: "type", detail: "must take at most 512 bytes" }]
        })
        const asked: ReadonlyArray<Answering<never, never>> = [
          get(Notes, uid),
          update(Notes, uid, { body: "x" }),
          remove(Notes, uid),
          history(Notes, uid)
        ]
        for (const each of asked) assert.strictEqual((yield* refusal(each))["_tag"], "RecordNotFound")
      }
    })
  )
}
