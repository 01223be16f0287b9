/** Contract: filters that are not comparisons, trees of filters, pages and counts. */
import { assert } from "@effect/vitest"
import type { Predicate, Query } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list, queryOf } from "./ask.ts"
import { type Cases, column, fresh } from "./cases.ts"
import { Samples } from "./resources.ts"

type Filter = Predicate.Predicate
const eq = (field: string, value: string | number): Filter => ({ _tag: "Compare", field, operator: "eq", value })
const like = (pattern: string, insensitive = false): Filter => ({ _tag: "Like", field: "label", pattern, insensitive })
const not = (predicate: Filter): Filter => ({ _tag: "Not", predicate })
const and = (...predicates: ReadonlyArray<Filter>): Filter => ({ _tag: "And", predicates })
const or = (...predicates: ReadonlyArray<Filter>): Filter => ({ _tag: "Or", predicates })
const byLabel: ReadonlyArray<Query.Order> = [{ field: "label", direction: "asc", nulls: "last" }]

const batchOf = Effect.fnUntraced(function* (...rows: ReadonlyArray<object>) {
  const batch = yield* fresh
  yield* Effect.forEach(rows, (row) => create(Samples, { batch, label: "", ...row }))
  return batch
})
const labels = Effect.fnUntraced(function* (batch: string, query: Partial<Query.Query> = {}) {
  return column(yield* list(Samples, queryOf(batch, { order: byLabel, ...query })), "label")
})

export const filterCases = (it: Cases): void => {
  it.effect("finds nulls and truths with is, and neither is ever unknown", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "f", truth: false }, { label: "n" }, { label: "t", truth: true })
      const is = (value: boolean | null): Filter => ({ _tag: "Is", field: "truth", value })
      assert.deepStrictEqual(yield* labels(batch, { filter: is(null) }), ["n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: is(true) }), ["t"])
      assert.deepStrictEqual(yield* labels(batch, { filter: is(false) }), ["f"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(is(true)) }), ["f", "n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(is(null)) }), ["f", "t"])
    })
  )

  it.effect("matches like by character, with % and _ as wildcards and \\ before what is meant literally", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(...["a%b", "a_b", "ab", "axb", "a😀b", "a\\b", "a\nb"].map((label) => ({ label })))
      assert.deepStrictEqual(yield* labels(batch, { filter: like("a_b") }), ["a\nb", "a%b", "a\\b", "a_b", "axb", "a😀b"])
      assert.deepStrictEqual(yield* labels(batch, { filter: like("a\\_b") }), ["a_b"])
      assert.deepStrictEqual(yield* labels(batch, { filter: like("a\\%%") }), ["a%b"])
      assert.deepStrictEqual(yield* labels(batch, { filter: like("%\\\\%") }), ["a\\b"])
      assert.deepStrictEqual(yield* labels(batch, { filter: like("A%") }), [])
      assert.deepStrictEqual(yield* labels(batch, { filter: like("%") }), ["a\nb", "a%b", "a\\b", "a_b", "ab", "axb", "a😀b"])
    })
  )

  // Other letters depend on the database's collation: C folds ASCII only.
  it.effect("matches ilike whatever the case of ASCII letters", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "Straight" }, { label: "sTRAIT" }, { label: "other" })
      assert.deepStrictEqual(yield* labels(batch, { filter: like("STRA%T", true) }), ["Straight", "sTRAIT"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(like("%T", true)) }), ["other"])
    })
  )

  it.effect("joins filters three-valued: what is unknown is neither found nor found by not", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "1", small: 1 }, { label: "2", small: 2 }, { label: "n" })
      const small = eq("small", 1)
      assert.deepStrictEqual(yield* labels(batch, { filter: not(small) }), ["2"])
      assert.deepStrictEqual(yield* labels(batch, { filter: or(small, eq("label", "n")) }), ["1", "n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(and(small, eq("label", "n"))) }), ["1", "2"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(or(small, eq("label", "2"))) }), [])
      assert.deepStrictEqual(yield* labels(batch, { filter: and(not(not(small)), or(eq("label", "1"), eq("label", "2"))) }), ["1"])
      const none: Filter = { _tag: "In", field: "small", values: [] }
      assert.deepStrictEqual(yield* labels(batch, { filter: not(none) }), ["1", "2", "n"])
      const among: Filter = { _tag: "In", field: "small", values: [1] }
      assert.deepStrictEqual(yield* labels(batch, { filter: not(among) }), ["2"])
    })
  )

  it.effect("never takes an operand for SQL", () =>
    Effect.gen(function* () {
      const label = "'; drop table contract.samples; --"
      const batch = yield* batchOf({ label })
      assert.deepStrictEqual(yield* labels(batch, { filter: eq("label", label) }), [label])
      assert.deepStrictEqual(yield* labels(batch, { filter: like(`${label}"$1`) }), [])
    })
  )

  it.effect("breaks ties by uid, and orders by several fields", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ small: 1 }, { small: 2 }, { small: 1 }, { small: 2, label: "z" })
      const uids = column(yield* list(Samples, queryOf(batch)), "uid")
      assert.deepStrictEqual(uids, uids.toSorted())
      const order: ReadonlyArray<Query.Order> = [{ field: "small", direction: "desc", nulls: "first" }, ...byLabel]
      const rows = yield* list(Samples, queryOf(batch, { order }))
      assert.deepStrictEqual(column(rows, "uid"), [uids[1], uids[3], uids[0], uids[2]])
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

  it.effect("counts all that the filter finds, beside an empty page too, and only when asked", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a" }, { label: "b" }, { label: "b" })
      const told = Effect.fnUntraced(function* (query: Partial<Query.Query>) {
        const rows = yield* list(Samples, queryOf(batch, query))
        return [rows.count, rows.total, rows.json() === ""]
      })
      assert.deepStrictEqual(yield* told({ count: true, limit: 1 }), [1, 3, false])
      assert.deepStrictEqual(yield* told({ count: true, offset: 9 }), [0, 3, true])
      assert.deepStrictEqual(yield* told({ count: true, limit: 0, filter: eq("label", "b") }), [0, 2, true])
      assert.deepStrictEqual(yield* told({ count: true, filter: eq("label", "c") }), [0, 0, true])
      assert.deepStrictEqual(yield* told({ limit: 1 }), [1, null, false])
    })
  )

  it.effect("answers the chosen fields of each record, and knows its uid and version all the same", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a", small: 1 }, { label: "b" })
      const rows = yield* list(Samples, queryOf(batch, { order: byLabel, select: ["small", "label"], count: true }))
      assert.strictEqual(rows.json(), '{"small":1,"label":"a"},{"small":null,"label":"b"}')
      const whole = yield* list(Samples, queryOf(batch, { order: byLabel }))
      assert.deepStrictEqual(rows.metas(), whole.metas())
      assert.deepStrictEqual(whole.metas().map(({ version }) => version), ["1", "1"])
    })
  )
}
