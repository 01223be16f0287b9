/** What real clients send, as they were heard: postgrest-js, ra-data-postgrest, refine. */
import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseNames } from "../../src/query/parseNames.ts"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { limits } from "../samples.ts"

const parsed = (query: string) => Result.getOrThrow(parseQuery([...new URLSearchParams(query)], limits, null))

/** A filter in few words. */
const told = (filter: QuerySyntax.FilterSyntax): unknown => {
  const not = filter.not ? ["not"] : []
  if (filter._tag !== "Condition") return [...not, filter._tag, ...filter.parts.map(told)]
  const { field, modifier, operand, operator } = filter
  const words = modifier === null ? [operator] : [operator, modifier]
  return [...not, field.name, ...field.path, ...words, ...operandOf(operand)]
}
const operandOf = (operand: QuerySyntax.OperandSyntax): ReadonlyArray<string> => {
  switch (operand._tag) {
    case "Text":
      return [operand.text]
    case "Pattern":
      return [operand.pattern]
    case "List":
      return operand.texts
    case "Patterns":
      return operand.patterns
  }
}
const shown = (items: ReadonlyArray<QuerySyntax.ItemSyntax> | null): unknown =>
  items?.map((item) => {
    if (item._tag === "All") return "*"
    return item._tag === "Relation" ? [item.name, shown(item.items)] : item.field?.name
  })
const sorted = (order: QuerySyntax.AskedSyntax["order"]) =>
  order.map(({ direction, field, nulls }) => [field.name, direction, nulls])
const filters = (query: string) => parsed(query).filters.map(({ filter }) => told(filter))

describe("postgrest-js", () => {
  it("lists with fields, filters, an order and a range", () => {
    const query = parsed(
      "select=id%2Ctitle&title=eq.a+b%26c&order=title.desc.nullslast%2Cid.asc&offset=0&limit=10"
    )
    assert.deepStrictEqual(shown(query.select), ["id", "title"])
    assert.deepStrictEqual(told(query.filters[0]?.filter ?? { _tag: "And", parts: [], not: false }), [
      "title",
      "eq",
      "a b&c"
    ])
    assert.deepStrictEqual(sorted(query.order), [
      ["title", "desc", "last"],
      ["id", "asc", null]
    ])
    assert.deepStrictEqual(query.page, { limit: 10, offset: 0, cursor: null })
  })

  it.each<[string, ReadonlyArray<unknown>]>([
    ["b=in.(1%2C%22x%2Cy%22%2Cz%22q)", ["b", "in", "1", "x,y", 'z"q']],
    ["b=in.(5%22+disk)", ["b", "in", '5" disk']],
    ["b=in.(%22a%22b%2Cc)", ["b", "in", '"a"b', "c"]],
    ["b=in.()", ["b", "in"]],
    ["tags=cs.%7Ba%2Cb+c%7D", ["tags", "cs", "{a,b c}"]],
    ["meta=cs.%7B%22a%22%3A1%7D", ["meta", "cs", '{"a":1}']],
    ["during=ov.%5B2000-01-01%2C2000-02-01)", ["during", "ov", "[2000-01-01,2000-02-01)"]],
    ["title=ilike.%25a%25", ["title", "ilike", "%a%"]],
    ["title=like(any).{%25a%25,b*}", ["title", "like", "any", "%a%", "b%"]],
    ["title=not.is.null", ["not", "title", "is", "null"]],
    ["title=isdistinct.x", ["title", "isdistinct", "x"]],
    ["title=wfts(english).fat+cat", ["title", "wfts", "english", "fat cat"]],
    ["meta-%3Esize-%3E%3Eunit=eq.mm", ["meta", "size", "unit", "eq", "mm"]],
    ["or=(a.eq.1,b.gt.2)", ["Or", ["a", "eq", "1"], ["b", "gt", "2"]]],
    [
      "information.cpe=eq.1".replace("information.cpe", "%22information.cpe%22"),
      ["information.cpe", "eq", "1"]
    ]
  ])("filters by %s", (query, filter) => assert.deepStrictEqual(filters(query), [filter]))

  it("asks about relations", () => {
    const { related, select } = parsed(
      "select=title,reviews(*)&reviews.or=(a.eq.1,b.gt.2)&reviews.order=at.desc&reviews.limit=5&reviews.offset=0"
    )
    assert.deepStrictEqual(shown(select), ["title", ["reviews", ["*"]]])
    const [{ at, filters = [], limit, offset, order = [] } = {}, ...more] = related
    assert.deepStrictEqual([at, limit, offset, more], [["reviews"], 5, 0, []])
    assert.deepStrictEqual(sorted(order), [["at", "desc", null]])
    assert.deepStrictEqual(
      filters.map(({ filter }) => told(filter)),
      [["Or", ["a", "eq", "1"], ["b", "gt", "2"]]]
    )
  })

  it("names columns in quotes", () =>
    assert.deepStrictEqual(
      parseNames({ parameter: "columns", text: '"title","isbn"' }, limits),
      Result.succeed(["title", "isbn"])
    ))
})

describe("ra-data-postgrest", () => {
  it("searches for several words in one field", () => {
    const query = parsed(
      "offset=25&limit=25&title[0]=ilike.*foo*&title[1]=ilike.*bar*&year=eq.2001&or=(a.lt.1,b.gt.2)&order=title.desc.nullslast&select=id,title,authors(*)"
    )
    assert.deepStrictEqual(
      query.filters.map(({ filter }) => told(filter)),
      [
        ["title", "ilike", "%foo%"],
        ["title", "ilike", "%bar%"],
        ["year", "eq", "2001"],
        ["Or", ["a", "lt", "1"], ["b", "gt", "2"]]
      ]
    )
    assert.deepStrictEqual(shown(query.select), ["id", "title", ["authors", ["*"]]])
    assert.deepStrictEqual(query.page, { limit: 25, offset: 25, cursor: null })
  })

  it.each<[string, ReadonlyArray<unknown>]>([
    ["id=eq.1", ["id", "eq", "1"]],
    ["id=in.(1,2,3)", ["id", "in", "1", "2", "3"]],
    ["and=(a.eq.1,b.eq.2)", ["And", ["a", "eq", "1"], ["b", "eq", "2"]]],
    [
      "or=(and(a.eq.1,b.eq.2),and(a.eq.3,b.eq.4))",
      ["Or", ["And", ["a", "eq", "1"], ["b", "eq", "2"]], ["And", ["a", "eq", "3"], ["b", "eq", "4"]]]
    ]
  ])("names records by %s", (query, filter) => assert.deepStrictEqual(filters(query), [filter]))
})

describe("refine", () => {
  it("filters by contents, and sorts inside of relations", () => {
    assert.deepStrictEqual(filters('or=(title.ilike."%a,b%",tags.cs.{x,y})&price=gte.1&price=lte.9'), [
      ["Or", ["title", "ilike", "%a,b%"], ["tags", "cs", "{x,y}"]],
      ["price", "gte", "1"],
      ["price", "lte", "9"]
    ])
    assert.deepStrictEqual(parsed("select=*,author(*)&author.order=name.asc").related[0]?.at, ["author"])
  })
})
