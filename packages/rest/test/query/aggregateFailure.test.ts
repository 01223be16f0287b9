import { assert, describe, it } from "@effect/vitest"
import type { QueryFault } from "@pgcrest/core"
import { queryFailure } from "../../src/query/queryFailure.ts"

const told = (fault: QueryFault) => queryFailure({ parameter: "select", fault })
const [text, json] = [{ kind: "text" }, { kind: "json" }] as const

describe("what cannot be computed", () => {
  it.each<readonly [QueryFault, string]>([
    [
      { _tag: "AggregateUnfit", aggregate: "sum", field: "title", type: text },
      'asks for sum() of "title", which is of type text and has none'
    ],
    [
      { _tag: "AggregateUnfit", aggregate: "sum", field: null, type: null },
      "asks for sum() of the records themselves, which takes a field: field.sum()"
    ],
    [{ _tag: "AggregateUnknown", aggregate: "median" }, 'asks for "median", which is no aggregate'],
    [{ _tag: "AggregatesRefused", resource: "books" }, 'asks for an aggregate of "books", which allows none'],
    [{ _tag: "AggregateOfOne" }, "asks for an aggregate where there is one record at most"],
    [
      { _tag: "GroupUnfit", field: "raw", type: json },
      'names "raw" beside an aggregate, which is of type json and cannot be grouped by'
    ],
    [{ _tag: "RelationUngrouped", relation: "author" }, 'shows "author" beside an aggregate'],
    [
      { _tag: "OrderUngrouped", field: "price" },
      'names "price", which select does not show beside the aggregates'
    ]
  ])("is a problem of the parameter: %o", (fault, detail) => {
    const { _tag, errors } = { errors: [], ...told(fault) }
    assert.strictEqual(_tag, "QueryInvalid")
    assert.deepStrictEqual(
      errors.map((one) => ({ ...one })),
      [{ parameter: "select", code: "aggregate", detail }]
    )
  })

  it("names the aggregates that there are", () =>
    assert.include(
      JSON.stringify(told({ _tag: "AggregateUnknown", aggregate: "x" })),
      "count, sum, avg, min, max"
    ))
})
