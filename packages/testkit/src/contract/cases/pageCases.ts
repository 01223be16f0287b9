/** Contract: order, pages, counts and chosen fields of a list. */
import { assert } from "@effect/vitest"
import type { Query } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { list, replace } from "../asking/ask.ts"
import { type Listing, queryOf } from "../asking/by.ts"
import { type Cases, column, fresh } from "../asking/cases.ts"
import { batchOf, byLabel, eq, labels, sampled } from "../asking/batches.ts"
import { Samples } from "../declared/resources.ts"

export const pageCases = (it: Cases): void => {
  it.effect("breaks ties by uid, and orders by several fields", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ small: 1 }, { small: 2 }, { small: 1 }, { small: 2, label: "z" })
      const uids = column(yield* list(Samples, queryOf(Samples, batch)), "uid")
      assert.deepStrictEqual(uids, uids.toSorted())
      const order: ReadonlyArray<Query.Order> = [
        { column: sampled("small"), of: null, direction: "desc", nulls: "first" },
        ...byLabel
      ]
      const rows = yield* list(Samples, queryOf(Samples, batch, { order }))
      assert.deepStrictEqual(column(rows, "uid"), [uids[1], uids[3], uids[0], uids[2]])
    })
  )

  it.effect(
    "orders records by what is asked and by uid in the direction of the last column, in whatever order they were written",
    () =>
      Effect.gen(function* () {
        const batch = yield* fresh
        const uids = (yield* Effect.all([fresh, fresh, fresh, fresh])).toSorted()
        const [a, b, c, d] = uids
        for (const [uid, small, label] of [
          [d, 1, "x"],
          [b, 1, "x"],
          [c, 2, "z"],
          [a, 2, "y"]
        ] as const)
          yield* replace(Samples, String(uid), { batch, small, label })
        const listed = Effect.fnUntraced(function* (...fields: ReadonlyArray<string>) {
          const order = fields.map((name): Query.Order => ({
            column: sampled(name),
            of: null,
            direction: "desc",
            nulls: "first"
          }))
          return column(yield* list(Samples, queryOf(Samples, batch, { order })), "uid")
        })
        assert.deepStrictEqual(yield* listed(), uids)
        assert.deepStrictEqual(yield* listed("small"), [c, a, d, b])
        assert.deepStrictEqual(yield* listed("small", "label"), [c, a, d, b])
      })
  )

  it.effect("answers the page that limit and offset cut out, an empty one past the end", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(...["a", "b", "c", "d"].map((label) => ({ label })))
      assert.deepStrictEqual(yield* labels(batch, { limit: 2 }), ["a", "b"])
      assert.deepStrictEqual(yield* labels(batch, { limit: 2, offset: 3 }), ["d"])
      assert.deepStrictEqual(yield* labels(batch, { limit: 2, offset: 4 }), [])
      assert.deepStrictEqual(yield* labels(batch, { limit: 0 }), [])
    })
  )

  it.effect("orders records without a value among themselves by what is asked next, then by uid", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "b" }, { label: "c", small: 1 }, { label: "a" }, { label: "b" })
      const order: ReadonlyArray<Query.Order> = [
        { column: sampled("small"), of: null, direction: "asc", nulls: "last" },
        ...byLabel
      ]
      const rows = yield* list(Samples, queryOf(Samples, batch, { order }))
      assert.deepStrictEqual(column(rows, "label"), ["c", "a", "b", "b"])
      const [, , ...alike] = column(rows, "uid")
      assert.deepStrictEqual(alike, alike.toSorted())
    })
  )

  it.effect("answers as many records as the limit allows, more than a hundred too", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(...Array.from({ length: 120 }, () => ({})))
      const counts = [110, 1000].map((limit) => list(Samples, queryOf(Samples, batch, { limit })))
      assert.deepStrictEqual(
        (yield* Effect.all(counts)).map(({ count }) => count),
        [110, 120]
      )
    })
  )

  it.effect("counts all that the filter finds, beside an empty page too, and only when asked", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a" }, { label: "b" }, { label: "b" })
      const told = Effect.fnUntraced(function* (query: Listing) {
        const rows = yield* list(Samples, queryOf(Samples, batch, query))
        return [rows.count, rows.total, rows.json() === ""]
      })
      assert.deepStrictEqual(yield* told({ count: "exact", limit: 1 }), [1, 3, false])
      assert.deepStrictEqual(yield* told({ count: "exact", offset: 9 }), [0, 3, true])
      assert.deepStrictEqual(yield* told({ count: "exact", limit: 0, filter: eq("label", "b") }), [
        0,
        2,
        true
      ])
      assert.deepStrictEqual(yield* told({ count: "exact", filter: eq("label", "c") }), [0, 0, true])
      assert.deepStrictEqual(yield* told({ limit: 1 }), [1, null, false])
    })
  )

  it.effect("counts few exactly where it might leave the rest to a plan, and tells what is of a plan", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a" }, { label: "b" }, { label: "b" })
      const told = Effect.fnUntraced(function* (query: Listing) {
        const rows = yield* list(Samples, queryOf(Samples, batch, query))
        return [rows.count, rows.total, rows.counted]
      })
      for (const count of ["estimated", "capped"] as const) {
        assert.deepStrictEqual(yield* told({ count, limit: 1 }), [1, 3, "exactly"])
        assert.deepStrictEqual(yield* told({ count, offset: 9 }), [0, 3, "exactly"])
      }
      const [count, total, counted] = yield* told({ count: "planned", limit: 2 })
      assert.deepStrictEqual([count, counted], [2, "about"])
      assert.isNumber(total)
    })
  )

  it.effect("answers the chosen fields of each record, and knows its uid and version all the same", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a", small: 1 }, { label: "b" })
      const rows = yield* list(
        Samples,
        queryOf(Samples, batch, { order: byLabel, select: ["small", "label"], count: "exact" })
      )
      assert.strictEqual(rows.json(), '{"small":1,"label":"a"},{"small":null,"label":"b"}')
      const whole = yield* list(Samples, queryOf(Samples, batch, { order: byLabel }))
      assert.deepStrictEqual(rows.keys(), whole.keys())
      assert.deepStrictEqual(
        whole.keys().map(({ version }) => version),
        ["1", "1"]
      )
    })
  )
}
