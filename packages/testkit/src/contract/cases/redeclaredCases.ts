/** Contract: history of what was written while the resource was declared otherwise. */
import { assert } from "@effect/vitest"
import { Api, Hooks, type QuerySyntax, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { asking, plain, remove, replace, update } from "../asking/ask.ts"
import { type Cases, column, fresh, one } from "../asking/cases.ts"
import { where } from "../asking/resolved.ts"
import { Memos, MemosOnce, MemosRetyped } from "../declared/resources.ts"

const once = asking(Api.make("contract", { resources: [MemosOnce] }))
const retyped = asking(Api.make("contract", { resources: [MemosRetyped] }))
const watching = Hooks.make(Memos, { afterRead: (rows) => Effect.succeed(rows) })
const ways = [
  ["as it is", asking(plain)],
  ["by a hook", asking(Api.make("contract", { resources: [Memos], hooks: [watching] }))]
] as const

/** Two changes of a memo that was written under the old declaration, and its uid. */
const memo = Effect.gen(function* () {
  const uid = yield* fresh
  const first = one(yield* once.replace(MemosOnce, uid, { text: "x", pin: "hush", mark: "hush" }))
  const second = one(yield* once.update(MemosOnce, uid, { text: "y" }))
  return { uid, images: [second, first] }
})

/** What is told of an image by a declaration that knows neither the pin nor the mark. */
const today = ({ pin, mark, ...image }: Readonly<Record<string, unknown>>) => {
  assert.deepStrictEqual([pin, mark], ["hush", "hush"])
  return image
}

export const redeclaredCases = (it: Cases): void => {
  for (const [way, asked] of ways) {
    it.effect(
      `shows no field that has become write-only or has gone, and none that an image lacks, ${way}`,
      () =>
        Effect.gen(function* () {
          const { uid, images } = yield* memo
          const changes = yield* asked.history(Memos, uid)
          assert.deepStrictEqual(column(changes, "after"), images.map(today))
          for (const name of ["pin", "mark", "hush", "colour"]) assert.notInclude(changes.json(), name)
          const printed: ReadonlyArray<{ readonly after: object }> = JSON.parse(`[${changes.json()}]`)
          const names = images.map((image) => Object.keys(today(image)).toSorted())
          assert.deepStrictEqual(
            printed.map(({ after }) => Object.keys(after).toSorted()),
            names
          )
        })
    )

    it.effect(`shows none of them where the images alone are chosen, after a delete too, ${way}`, () =>
      Effect.gen(function* () {
        const { uid, images } = yield* memo
        yield* remove(Memos, uid)
        const changes = yield* asked.history(Memos, uid, { select: ["after"] })
        assert.deepStrictEqual(column(changes, "after"), [null, ...images.map(today)])
        for (const name of ["pin", "mark", "hush", "colour"]) assert.notInclude(changes.json(), name)
      })
    )
  }

  it.effect("compares as null what an image holds that is no value of today's type", () =>
    Effect.gen(function* () {
      const { uid } = yield* memo
      const found = (filter: QuerySyntax.FilterSyntax) =>
        Effect.map(
          retyped.history(MemosRetyped, uid, { was: [{ parameter: "was.text", filter }] }),
          (changes) => column(changes, "version").map(Number)
        )
      assert.deepStrictEqual(yield* found(where("text", "is", "null")), [2])
      assert.deepStrictEqual(yield* found(where("text", "lt", "7")), [])
      assert.deepStrictEqual(yield* found(where("text", "lt", "7", true)), [])
      const held = { _tag: "Compare", operator: "neq", value: 7 } as const
      const ever = { ...held, column: Resource.columnOf(MemosRetyped, "text") }
      assert.strictEqual((yield* retyped.history(MemosRetyped, uid, { held: ever })).count, 0)
    })
  )

  it.effect("keeps in no change what was not shown when it was written, whatever is shown later", () =>
    Effect.gen(function* () {
      const uid = yield* fresh
      yield* replace(Memos, uid, { text: "x", pin: "hush" })
      yield* update(Memos, uid, { text: "y" })
      const changes = yield* once.history(MemosOnce, uid)
      assert.strictEqual(changes.count, 2)
      for (const image of column(changes, "after")) assert.notProperty(image, "pin")
      assert.notInclude(changes.json(), "hush")
    })
  )

  it.effect("shows them still by the declaration that they were written under", () =>
    Effect.gen(function* () {
      const { uid, images } = yield* memo
      const changes = yield* once.history(MemosOnce, uid)
      assert.deepStrictEqual(column(changes, "after"), images)
    })
  )
}
