/** Contract: where a page is cut, whatever it begins at, and what is known to lie beyond. */
import { assert } from "@effect/vitest"
import type { Query } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { list } from "../asking/ask.ts"
import { batchOf } from "../asking/batches.ts"
import { type Cases, column } from "../asking/cases.ts"
import { by, meant, where } from "../asking/resolved.ts"
import { Samples } from "../declared/resources.ts"

/** Five samples, `a` to `e`, and what a page of them holds. */
const five = Effect.gen(function* () {
  const batch = yield* batchOf(...["a", "b", "c", "d", "e"].map((label) => ({ label })))
  const query = yield* meant(Samples, { filters: [where("batch", "eq", batch)], order: [by("label")] })
  const whole = yield* list(Samples, query)
  const page = (page: Query.Page) => list(Samples, { ...query, page })
  const told = (asked: Query.Page) =>
    Effect.map(page(asked), (rows) => [column(rows, "label").join(""), rows.more])
  return { page, place: whole.place(2), told }
})

export const cutCases = (it: Cases): void => {
  it.effect("knows whether there are more beyond a page that is full, and beyond one of none", () =>
    Effect.gen(function* () {
      const { place, told } = yield* five
      for (const [limit, offset, expected] of [
        [2, 1, ["bc", true]],
        [2, 3, ["de", false]],
        [5, 0, ["abcde", false]],
        [0, 4, ["", true]],
        [0, 5, ["", false]]
      ] as const)
        assert.deepStrictEqual(yield* told({ _tag: "Offset", limit, offset }), [...expected])
      for (const [_tag, limit, expected] of [
        ["After", 1, ["d", true]],
        ["After", 2, ["de", false]],
        ["After", 3, ["de", false]],
        ["After", 0, ["", true]],
        ["Before", 1, ["b", true]],
        ["Before", 2, ["ab", false]],
        ["Before", 3, ["ab", false]],
        ["Before", 0, ["", true]]
      ] as const)
        assert.deepStrictEqual(yield* told({ _tag, limit, place }), [...expected], `${limit} ${_tag}`)
    })
  )

  it.effect("tells the first of a page's records as it tells the page", () =>
    Effect.gen(function* () {
      const { page } = yield* five
      const rows = yield* page({ _tag: "Offset", limit: 4, offset: 1 })
      const first = rows.first(2)
      assert.strictEqual(first.count, 2)
      assert.deepStrictEqual(first.keys(), rows.keys().slice(0, 2))
      assert.deepStrictEqual(first.values(), rows.values().slice(0, 2))
      assert.strictEqual(`[${first.json()}]`, JSON.stringify(JSON.parse(`[${rows.json()}]`).slice(0, 2)))
      assert.strictEqual(rows.first(9).json(), rows.json())
      assert.deepStrictEqual([rows.first(0).count, rows.first(0).json()], [0, ""])
    })
  )
}
