import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseItemQuery } from "../../src/query/parseItemQuery.ts"
import { limits, refusal } from "../samples.ts"
import type { Pairs } from "./read.ts"

const parsed = (pairs: Pairs) => Result.getOrThrow(parseItemQuery(pairs, limits))
const codes = (pairs: Pairs) => refusal(parseItemQuery(pairs, limits)).errors?.map(({ code }) => code)
const name = (name: string): QuerySyntax.FieldSyntax => ({ name, path: [], asText: false })

describe("the query of one record", () => {
  it("asks for its fields, or for all of them", () => {
    assert.deepStrictEqual(parsed([["select", "title"]]), {
      select: [{ _tag: "Field", as: null, field: name("title"), cast: null }],
      related: []
    })
    for (const all of [[], [["select", ""]], [["select", "*"]]] as const)
      assert.deepStrictEqual(parsed(all), { select: null, related: [] })
  })

  it("asks about relations as a list does", () =>
    assert.deepStrictEqual(
      parsed([
        ["select", "books()"],
        ["books.order", "title.desc"],
        ["books.limit", "3"]
      ]).related,
      [
        {
          parameter: "books.order",
          at: ["books"],
          filters: [],
          order: [{ relation: null, field: name("title"), direction: "desc", nulls: null }],
          limit: 3,
          offset: null
        }
      ]
    ))

  it.each([
    "title",
    "limit",
    "offset",
    "order",
    "cursor",
    "or",
    "not.and",
    "nothing",
    "",
    "a->",
    "books..limit"
  ])("neither filters nor parts the record itself: %j is not taken", (parameter) =>
    assert.deepStrictEqual(codes([[parameter, "eq.x"]]), ["unknown"])
  )

  it("takes its word once", () =>
    assert.deepStrictEqual(
      codes([
        ["select", ""],
        ["select", ""]
      ]),
      ["repeated"]
    ))
})
