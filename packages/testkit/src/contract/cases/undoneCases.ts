/** Contract: what is tried happens in full, and nothing of it remains. */
import { assert } from "@effect/vitest"
import { ResourceStore, undone } from "@pgcrest/core"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { create, get, history, remove, replace, update } from "../asking/ask.ts"
import { type Cases, column, fresh, one, refusal, uidOf } from "../asking/cases.ts"
import { updating } from "../asking/stamped.ts"
import { Notes } from "../declared/resources.ts"

class Refused extends Data.TaggedError("Refused") {}

export const undoneCases = (it: Cases): void => {
  it.effect("answers a create that is undone as one that stays, and leaves neither record nor change", () =>
    Effect.gen(function* () {
      const rows = yield* undone(create(Notes, { body: "a" }))
      const uid = uidOf(rows)
      assert.strictEqual(one(rows)["body"], "a")
      assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
      assert.strictEqual((yield* refusal(history(Notes, uid)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("gives the version of a write that was undone to the next one that stays", () =>
    Effect.gen(function* () {
      const uid = uidOf(yield* create(Notes, { body: "a" }))
      const tried = yield* undone(update(Notes, uid, { body: "b" }))
      assert.strictEqual(one(tried)["body"], "b")
      yield* undone(replace(Notes, uid, { body: "c" }))
      yield* undone(remove(Notes, uid))
      assert.strictEqual(one(yield* get(Notes, uid))["body"], "a")
      yield* update(Notes, uid, { body: "d" })
      assert.deepStrictEqual(column(yield* history(Notes, uid), "version"), [2n, 1n])
    })
  )

  it.effect("undoes all that is done with the store, units too, and shows it what it did", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const seen = yield* undone(
        Effect.gen(function* () {
          yield* replace(Notes, uid, { body: "a" })
          const { unit } = yield* ResourceStore
          yield* unit((run) => Effect.flatMap(updating(Notes, uid, { body: "b" }), run))
          return one(yield* get(Notes, uid))["body"]
        })
      )
      assert.strictEqual(seen, "b")
      assert.strictEqual((yield* refusal(get(Notes, uid)))["_tag"], "RecordNotFound")
    })
  )

  it.effect("fails as the write does that is tried", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const refused = undone(Effect.andThen(replace(Notes, uid, { body: "a" }), new Refused()))
      assert.strictEqual((yield* refusal(refused))["_tag"], "Refused")
      assert.strictEqual(
        (yield* refusal(undone(update(Notes, uid, { body: "a" }))))["_tag"],
        "RecordNotFound"
      )
    })
  )
}
