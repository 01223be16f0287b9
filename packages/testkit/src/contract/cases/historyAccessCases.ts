/** Contract: who may read which changes. */
import { assert } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { history, remove, replace } from "../asking/ask.ts"
import { bob, inGroups } from "../asking/by.ts"
import { type Cases, column, fresh, refusal } from "../asking/cases.ts"
import { Diaries, Letters, Parts } from "../declared/resources.ts"

export const historyAccessCases = (it: Cases): void => {
  it.effect("tells the history of what never was from nothing", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      assert.deepStrictEqual(yield* refusal(history(Parts, uid)), {
        _tag: "RecordNotFound",
        resource: "parts",
        uid
      })
    })
  )

  it.effect("keeps the history of a deleted record for those who saw its last image", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Diaries, uid, { entry: "x" })
      yield* remove(Diaries, uid, { caller: inGroups("ann", "editors") })
      assert.deepStrictEqual(column(yield* history(Diaries, uid), "operation"), ["delete", "create"])
      const auditor = inGroups("otto", "readers", "auditors")
      assert.strictEqual((yield* history(Diaries, uid, { caller: auditor })).count, 2)
      assert.strictEqual(
        (yield* refusal(history(Diaries, uid, { caller: inGroups("o", "auditors") })))["_tag"],
        "RecordNotFound"
      )
      assert.strictEqual(
        (yield* refusal(history(Diaries, uid, { caller: inGroups("r", "readers") })))["_tag"],
        "NotPermitted"
      )
    })
  )

  it.effect("leaves out the images that the caller may not see", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const caller = inGroups("rita", "readers", "editors")
      yield* replace(Diaries, uid, { entry: "x" }, { caller })
      yield* remove(Diaries, uid, { caller })
      yield* refusal(history(Diaries, uid, { caller: bob }))
      yield* replace(Diaries, uid, { entry: "mine" }, { caller: inGroups("bob", "readers") })
      assert.deepStrictEqual(column(yield* history(Diaries, uid, { caller: bob }), "version"), [3n])
    })
  )

  it.effect("pages what its caller may see, as if there were nothing else", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      const rita = { caller: inGroups("rita", "readers", "editors") }
      const bobAsReader = { caller: inGroups("bob", "readers", "editors") }
      for (const by of [bobAsReader, rita]) {
        yield* replace(Diaries, uid, { entry: "x" }, by)
        yield* remove(Diaries, uid, by)
      }
      yield* replace(Diaries, uid, { entry: "x" }, bobAsReader)
      const page = (limit: number, offset: number) =>
        Effect.map(history(Diaries, uid, { caller: bob, limit, offset }), (rows) => column(rows, "version"))
      assert.deepStrictEqual(yield* page(100, 0), [5n, 2n, 1n])
      assert.deepStrictEqual(yield* page(2, 0), [5n, 2n])
      assert.deepStrictEqual(yield* page(2, 2), [1n])
    })
  )

  it.effect("shows no history where a caller's groups hide all records", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Letters, uid, { content: "x" })
      const refused = { _tag: "RecordNotFound", resource: "letters", uid }
      assert.deepStrictEqual(yield* refusal(history(Letters, uid)), refused)
      assert.strictEqual((yield* history(Letters, uid, { caller: inGroups("rita", "readers") })).count, 1)
    })
  )
}
