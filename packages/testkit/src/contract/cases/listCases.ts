/** Contract: lists, by every operator on every kind that has an order. */
import { assert } from "@effect/vitest"
import { type Column, type Predicate, type Values } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { create, list } from "../asking/ask.ts"
import { batchOf, sampled } from "../asking/batches.ts"
import { queryOf } from "../asking/by.ts"
import { print } from "../asking/canonical.ts"
import { type Cases, column, fresh } from "../asking/cases.ts"
import { kinds } from "../declared/kinds.ts"
import { Samples } from "../declared/resources.ts"

const comparisons: ReadonlyArray<readonly [Predicate.Comparison, (at: number, pivot: number) => boolean]> = [
  ["eq", (at, pivot) => at === pivot],
  ["neq", (at, pivot) => at !== pivot],
  ["lt", (at, pivot) => at < pivot],
  ["lte", (at, pivot) => at <= pivot],
  ["gt", (at, pivot) => at > pivot],
  ["gte", (at, pivot) => at >= pivot]
]

/** What a filter's operand is, once read from JSON. */
export const cellOf = (field: string, json: unknown): Values[string] => {
  const cell: Column["cell"] | undefined = Samples.columns.get(field)?.cell
  return cell === undefined ? null : Result.getOrElse(cell.fromJson(json), () => null)
}

/** One record per value, in an order that is not theirs, and one without a value where that may be. */
const filled = Effect.fnUntraced(function* (field: string, json: ReadonlyArray<unknown>) {
  const batch = yield* fresh
  const values = [...json.keys()].toSorted((a, b) => ((a * 7) % 5) - ((b * 7) % 5))
  const rows = field === "label" ? values : [...values, null]
  yield* Effect.forEach(rows, (at) =>
    create(Samples, { batch, label: String(at), small: at, [field]: at === null ? null : json[at] })
  )
  return batch
})

export const listCases = (it: Cases): void => {
  for (const { field, json } of kinds.filter(({ ordered }) => ordered)) {
    it.effect(`compares ${field} by its value with every operator, and null with none`, () =>
      Effect.gen(function* () {
        const batch = yield* filled(field, json)
        const cells = json.map((value) => cellOf(field, value))
        const found = Effect.fnUntraced(function* (filter: Predicate.Predicate) {
          const rows = yield* list(Samples, queryOf(Samples, batch, { filter, select: [field] }))
          return column(rows, field)
            .map((cell = null) => cells.findIndex((one) => print(one) === print(cell)))
            .toSorted((a, b) => a - b)
        })
        const pivot = Math.floor(json.length / 2)
        for (const [operator, holds] of comparisons) {
          const filter: Predicate.Predicate = {
            _tag: "Compare",
            column: sampled(field),
            operator,
            value: cells[pivot] ?? null
          }
          const expected = [...json.keys()].filter((at) => holds(at, pivot))
          assert.deepStrictEqual(yield* found(filter), expected, operator)
          const rest = [...json.keys()].filter((at) => !holds(at, pivot))
          assert.deepStrictEqual(yield* found({ _tag: "Not", predicate: filter }), rest, `not ${operator}`)
        }
        for (const [at, value = null] of cells.entries()) {
          const filter = { _tag: "Compare", column: sampled(field), operator: "eq", value } as const
          assert.deepStrictEqual(yield* found(filter), [at], String(value))
        }
        const [first = null, last = null] = [cells[0], cells.at(-1)]
        assert.deepStrictEqual(
          yield* found({
            _tag: "Quantified",
            quantifier: "any",
            operator: "eq",
            column: sampled(field),
            values: [last, first]
          }),
          [0, json.length - 1]
        )
        assert.deepStrictEqual(
          yield* found({
            _tag: "Quantified",
            quantifier: "any",
            operator: "eq",
            column: sampled(field),
            values: []
          }),
          []
        )
      })
    )

    it.effect(`orders by ${field}, up and down`, () =>
      Effect.gen(function* () {
        const batch = yield* filled(field, json)
        const cells = json.map((value) => cellOf(field, value))
        const ordered = Effect.fnUntraced(function* (direction: "asc" | "desc", nulls: "first" | "last") {
          const order = [{ column: sampled(field), of: null, direction, nulls }]
          return column(yield* list(Samples, queryOf(Samples, batch, { order })), field).map(print)
        })
        const up = cells.map(print)
        const none = field === "label" ? [] : ["null"]
        assert.deepStrictEqual(yield* ordered("asc", "last"), [...up, ...none])
        assert.deepStrictEqual(yield* ordered("asc", "first"), [...none, ...up])
        assert.deepStrictEqual(yield* ordered("desc", "first"), [...none, ...up.toReversed()])
        assert.deepStrictEqual(yield* ordered("desc", "last"), [...up.toReversed(), ...none])
      })
    )
  }

  for (const [field, stored, asked] of [
    ["loose", "1.50", "1.5"],
    ["exact", "2", "2.0"],
    ["span", "PT24H", "P1D"]
  ] as const)
    it.effect(`finds by ${field} what is equal, however it is written`, () =>
      Effect.gen(function* () {
        const batch = yield* batchOf({ [field]: stored })
        const predicate: Predicate.Predicate = {
          _tag: "Compare",
          column: sampled(field),
          operator: "eq",
          value: cellOf(field, asked)
        }
        const found = (filter: Predicate.Predicate) => list(Samples, queryOf(Samples, batch, { filter }))
        assert.strictEqual((yield* found(predicate)).count, 1)
        assert.strictEqual((yield* found({ _tag: "Not", predicate })).count, 0)
      })
    )
}
