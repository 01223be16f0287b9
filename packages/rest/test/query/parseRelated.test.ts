import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { limits, refusal } from "../samples.ts"
import type { Pairs } from "./read.ts"

const parsed = (pairs: Pairs) => Result.getOrThrow(parseQuery(pairs, limits, null))
const refused = (pairs: Pairs) => refusal(parseQuery(pairs, limits, null)).errors?.[0]
const of = (name: string) => ({ name, path: [], asText: false })
const equal = (name: string, text: string): QuerySyntax.ConditionSyntax => ({
  _tag: "Condition",
  field: of(name),
  operator: "eq",
  modifier: null,
  operand: { _tag: "Text", text },
  not: false
})
const term = (name: string) => ({ relation: null, field: of(name), direction: null, nulls: null })

describe("what is asked of relations", () => {
  it("is gathered by place, each once, beside what is asked of the records themselves", () => {
    const { filters, order, related } = parsed([
      ["books.limit", "5"],
      ["author.name", "eq.x"],
      ["name", "eq.y"],
      ["books.order", "title"],
      ["author.or", "(a.eq.1)"],
      ["order", "name"],
      ["author.books.offset", "2"],
      ["author.name[1]", "eq.z"]
    ])
    assert.deepStrictEqual(filters, [{ parameter: "name", filter: equal("name", "y") }])
    assert.deepStrictEqual(order, [term("name")])
    const or = { _tag: "Or", parts: [equal("a", "1")], not: false } as const
    assert.deepStrictEqual(related, [
      {
        parameter: "books.order",
        at: ["books"],
        filters: [],
        order: [term("title")],
        limit: 5,
        offset: null
      },
      {
        parameter: "author.name",
        at: ["author"],
        filters: [
          { parameter: "author.name", filter: equal("name", "x") },
          { parameter: "author.or", filter: or },
          { parameter: "author.name[1]", filter: equal("name", "z") }
        ],
        order: [],
        limit: null,
        offset: null
      },
      {
        parameter: "author.books.offset",
        at: ["author", "books"],
        filters: [],
        order: [],
        limit: null,
        offset: 2
      }
    ])
  })

  it("tells places apart by their names, not by how they are written", () => {
    const [one, other, ...more] = parsed([
      ["a.b.limit", "1"],
      ['"a"."b".offset', "1"],
      ['"a.b".limit', "1"]
    ]).related
    assert.deepStrictEqual([one?.at, other?.at, more], [["a", "b"], ["a.b"], []])
  })

  it.each(["order", "limit", "offset"])("refuses a second %s at a place", (word) =>
    assert.deepStrictEqual(
      refused([
        [`a.${word}`, ""],
        [word, ""],
        [`"a".${word}`, ""]
      ]),
      { parameter: `"a".${word}`, code: "repeated", detail: "must come once" }
    )
  )

  it("names the parameter of a place that is wrong", () => {
    assert.deepInclude(refused([["a.limit", `${limits.largestPage + 1}`]]), {
      parameter: "a.limit",
      code: "range"
    })
    assert.deepInclude(refused([["a.offset", "x"]]), { parameter: "a.offset", code: "range" })
    assert.deepInclude(refused([["a.order", "b.up"]]), { parameter: "a.order", code: "syntax" })
    assert.deepInclude(refused([["a.b", "in.1"]]), { parameter: "a.b", code: "syntax" })
  })
})

describe("a page", () => {
  it("begins at a cursor, as an answer told it", () =>
    assert.deepStrictEqual(
      parsed([
        ["cursor", "Pjx "],
        ["limit", "3"]
      ]).page,
      { limit: 3, offset: 0, cursor: "Pjx " }
    ))

  it("begins at one place alone", () =>
    assert.deepStrictEqual(
      refused([
        ["offset", "0"],
        ["cursor", "x"]
      ]),
      { parameter: "cursor", code: "conflict", detail: "is not taken together with offset" }
    ))
})
