import { assert, describe, it } from "@effect/vitest"
import { Caller, Conflict, RecordInvalid, seed } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { TestClock } from "effect/testing"
import { Authors, Books } from "./books.ts"
import { body, one, row, uid } from "./library.ts"
import * as ScriptedStore from "./ScriptedStore.ts"

const ann = Caller.user("ann")

describe("seed", () => {
  it.effect("creates the records in one unit, each in its caller's name, and answers them", () =>
    Effect.gen(function* () {
      yield* TestClock.setTime(Date.UTC(2026, 10, 25))
      const store = ScriptedStore.make(() => one())
      const records = yield* store.provide(seed(Books, [{ ...body, uid: uid.toUpperCase() }, body], ann))
      assert.deepStrictEqual<ReadonlyArray<unknown>>(records, [row, row])
      assert.deepStrictEqual(store.asked, ["begin", "Create", "Create", "commit"])
      const [first, second] = store.commands.map(({ stamp }) => stamp)
      assert.deepInclude(first, { operation: "create", uid, actor: "ann", at: "2026-11-25T00:00:00Z" })
      assert.deepInclude(second, { uid: "01a21000-8800-7000-8000-000000000000" })
      assert.deepNestedInclude(store.commands[0]?.command, {
        "values.title": body.title,
        "values.genres": []
      })
    })
  )

  it.effect("leaves none of them where the store refuses one", () =>
    Effect.gen(function* () {
      const conflict = new Conflict({ resource: "authors", fields: ["name"] })
      const store = ScriptedStore.make(() => conflict)
      const failed = yield* Effect.flip(store.provide(seed(Authors, [{ name: "Ann" }], ann)))
      assert.strictEqual(failed, conflict)
      assert.deepStrictEqual(store.asked, ["begin", "Create", "rollback"])
    })
  )

  it.effect.each([
    ["a value", { name: "" }, "name"],
    ["a uid", { name: "Ann", uid: "ann" }, "uid"]
  ] as const)(
    "fails with RecordInvalid for %s that makes no sense, and asks for nothing",
    ([, record, field]) =>
      Effect.gen(function* () {
        const store = ScriptedStore.make(() => one())
        const failed = yield* Effect.flip(store.provide(seed(Authors, [record], ann)))
        assert.instanceOf(failed, RecordInvalid)
        assert.deepStrictEqual(
          failed.faults.map(({ path }) => path),
          [[field]]
        )
        assert.deepStrictEqual(store.asked, ["begin", "rollback"])
      })
  )
})
