/** Contract: how records are counted: to the last, or up to a bound and no further. */
import { assert } from "@effect/vitest"
import type { Query } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, createMany, list } from "../asking/ask.ts"
import { queryOf } from "../asking/by.ts"
import { type Cases, fresh } from "../asking/cases.ts"
import { Marks } from "../declared/resources.ts"

export const countCases = (it: Cases): void => {
  it.effect("counts up to a bound as exactly as is asked, and beyond it tells that there are more", () =>
    Effect.gen(function* () {
      const batch = yield* fresh
      yield* createMany(
        Marks,
        Array.from({ length: 1000 }, () => ({ batch, label: "" }))
      )
      const told = Effect.fnUntraced(function* (count: Query.Count) {
        const rows = yield* list(Marks, queryOf(Marks, batch, { count, limit: 1 }))
        return [rows.count, rows.total, rows.counted]
      })
      for (const count of ["exact", "estimated", "capped"] as const)
        assert.deepStrictEqual(yield* told(count), [1, 1000, "exactly"], count)
      yield* create(Marks, { batch, label: "one more" })
      assert.deepStrictEqual(yield* told("exact"), [1, 1001, "exactly"])
      assert.deepStrictEqual(yield* told("capped"), [1, 1000, "more"])
      const [count, total, counted] = yield* told("estimated")
      assert.deepStrictEqual([count, counted], [1, "about"])
      assert.isAtLeast(Number(total), 1001)
    })
  )
}
