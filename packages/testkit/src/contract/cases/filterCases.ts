/** Contract: filters that are not comparisons, trees of filters, pages and counts. */
import { assert } from "@effect/vitest"
import type { Predicate } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { type Cases } from "../asking/cases.ts"
import { batchOf, eq, labels, sampled } from "../asking/batches.ts"

type Filter = Predicate.Predicate
const like = (pattern: string, insensitive = false): Filter => ({
  _tag: "Like",
  column: sampled("label"),
  pattern,
  insensitive
})
const not = (predicate: Filter): Filter => ({ _tag: "Not", predicate })
const and = (...predicates: ReadonlyArray<Filter>): Filter => ({ _tag: "And", predicates })
const or = (...predicates: ReadonlyArray<Filter>): Filter => ({ _tag: "Or", predicates })
export const filterCases = (it: Cases): void => {
  it.effect("finds nulls and truths with is, and neither is ever unknown", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "f", truth: false }, { label: "n" }, { label: "t", truth: true })
      const is = (value: boolean | null): Filter => ({ _tag: "Is", column: sampled("truth"), value })
      assert.deepStrictEqual(yield* labels(batch, { filter: is(null) }), ["n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: is(true) }), ["t"])
      assert.deepStrictEqual(yield* labels(batch, { filter: is(false) }), ["f"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(is(true)) }), ["f", "n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(is(null)) }), ["f", "t"])
    })
  )

  it.effect(
    "matches like by character, with % and _ as wildcards and \\ before what is meant literally",
    () =>
      Effect.gen(function* () {
        const batch = yield* batchOf(
          ...["A_B", "a%b", "a_b", "ab", "axb", "a😀b", "a\\b", "a\nb"].map((label) => ({ label }))
        )
        assert.deepStrictEqual(yield* labels(batch, { filter: like("a_b") }), [
          "a\nb",
          "a%b",
          "a\\b",
          "a_b",
          "axb",
          "a😀b"
        ])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("a\\_b") }), ["a_b"])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("a\\%%") }), ["a%b"])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("%\\\\%") }), ["a\\b"])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("A%") }), ["A_B"])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("b") }), [])
        assert.deepStrictEqual(yield* labels(batch, { filter: like("%") }), [
          "A_B",
          "a\nb",
          "a%b",
          "a\\b",
          "a_b",
          "ab",
          "axb",
          "a😀b"
        ])
      })
  )

  it.effect("matches like with the blanks that fill up a char, which its comparisons leave out", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "a", padded: "ab" })
      const found = (pattern: string) =>
        labels(batch, { filter: { _tag: "Like", column: sampled("padded"), pattern, insensitive: false } })
      assert.deepStrictEqual(yield* found("ab"), [])
      assert.deepStrictEqual(yield* found("ab   "), ["a"])
      assert.deepStrictEqual(yield* found("a%"), ["a"])
      assert.deepStrictEqual(yield* labels(batch, { filter: eq("padded", "ab") }), ["a"])
    })
  )

  it.effect("takes null for one value where it asks whether two are distinct", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "1", small: 1 }, { label: "n" })
      const distinct: Filter = {
        _tag: "Relate",
        column: sampled("small"),
        operator: "isdistinct",
        value: null
      }
      assert.deepStrictEqual(yield* labels(batch, { filter: distinct }), ["1"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(distinct) }), ["n"])
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
      assert.deepStrictEqual(
        yield* labels(batch, { filter: and(not(not(small)), or(eq("label", "1"), eq("label", "2"))) }),
        ["1"]
      )
      const none: Filter = {
        _tag: "Quantified",
        quantifier: "any",
        operator: "eq",
        column: sampled("small"),
        values: []
      }
      assert.deepStrictEqual(yield* labels(batch, { filter: not(none) }), ["1", "2", "n"])
      const among: Filter = {
        _tag: "Quantified",
        quantifier: "any",
        operator: "eq",
        column: sampled("small"),
        values: [1]
      }
      assert.deepStrictEqual(yield* labels(batch, { filter: not(among) }), ["2"])
    })
  )

  it.effect("compares with any or all of a list as the Or or And of its comparisons, three-valued", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf({ label: "1", small: 1 }, { label: "2", small: 2 }, { label: "n" })
      const each = (
        quantifier: "any" | "all",
        operator: Predicate.Operator,
        values: ReadonlyArray<number | null>
      ): Filter => ({ _tag: "Quantified", quantifier, column: sampled("small"), operator, values })
      assert.deepStrictEqual(yield* labels(batch, { filter: each("any", "gt", [1, 5]) }), ["2"])
      assert.deepStrictEqual(yield* labels(batch, { filter: each("all", "lte", [2, 1]) }), ["1"])
      assert.deepStrictEqual(yield* labels(batch, { filter: each("all", "neq", [1, 3]) }), ["2"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(each("any", "neq", [1])) }), ["1"])
      assert.deepStrictEqual(yield* labels(batch, { filter: each("all", "gt", []) }), ["1", "2", "n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: each("any", "eq", [1, null]) }), ["1"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(each("any", "eq", [1, null])) }), [])
      const patterns = (quantifier: "any" | "all"): Filter => ({
        _tag: "Quantified",
        quantifier,
        column: sampled("label"),
        operator: "like",
        values: ["1%", "%n"]
      })
      assert.deepStrictEqual(yield* labels(batch, { filter: patterns("any") }), ["1", "n"])
      assert.deepStrictEqual(yield* labels(batch, { filter: not(patterns("all")) }), ["1", "2", "n"])
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
}
