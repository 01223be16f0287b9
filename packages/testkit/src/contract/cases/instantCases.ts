/** Contract: the instants of a record and its changes. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { create, history, remove, replace, update } from "../asking/ask.ts"
import { atMillis, type Cases, column, fresh, one, uidOf } from "../asking/cases.ts"
import { Parts } from "../declared/resources.ts"

export const instantCases = (it: Cases): void => {
  it.effect("never lets a record's instants run backwards when the clock does", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Parts, uid, { name: "a" }).pipe(atMillis(5000))
      const back = one(yield* update(Parts, uid, { name: "b" }).pipe(atMillis(3000)))
      assert.strictEqual(back["last_updated_at"], "1970-01-01T00:00:05Z")
      yield* remove(Parts, uid).pipe(atMillis(2000))
      const again = one(yield* replace(Parts, uid, { name: "c" }).pipe(atMillis(1000)))
      assert.deepInclude(again, {
        created_at: "1970-01-01T00:00:05Z",
        last_updated_at: "1970-01-01T00:00:05Z",
        version: 4n
      })
      const changes = yield* history(Parts, uid)
      assert.deepStrictEqual(column(changes, "version"), [4n, 3n, 2n, 1n])
      assert.deepStrictEqual(new Set(column(changes, "at")), new Set(["1970-01-01T00:00:05Z"]))
    })
  )

  it.effect(
    "knows a part of a second for later than the second, and writes the later instant as it was",
    () =>
      Effect.gen(function* () {
        const uid = uidOf(yield* create(Parts, { name: "a" }).pipe(atMillis(5500)))
        const back = one(yield* update(Parts, uid, { name: "b" }).pipe(atMillis(5000)))
        assert.strictEqual(back["last_updated_at"], "1970-01-01T00:00:05.5Z")
        yield* remove(Parts, uid).pipe(atMillis(5050))
        const instants = column(yield* history(Parts, uid), "at")
        assert.deepStrictEqual(new Set(instants), new Set(["1970-01-01T00:00:05.5Z"]))
      })
  )
}
