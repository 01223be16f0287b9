import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseSelect } from "../../src/query/parseSelect.ts"
import { limits, refusal } from "../samples.ts"

type Relation = QuerySyntax.RelationSyntax

const parsed = (text: string) => Result.getOrThrow(parseSelect(text, limits))
const all = { _tag: "All" } as const
const of = (name: string, path: ReadonlyArray<string> = [], asText = false) => ({ name, path, asText })
const field = (
  name: string,
  as: string | null = null,
  cast: string | null = null
): QuerySyntax.ItemSyntax => ({ _tag: "Field", as, field: of(name), cast })
const relation = (name: string, items: Relation["items"], more: Partial<Relation> = {}): Relation => ({
  _tag: "Relation",
  as: null,
  name,
  hint: null,
  join: null,
  spread: false,
  items,
  ...more
})
const aggregate = (
  aggregate: string,
  name: string | null,
  as: string | null = null,
  cast: string | null = null
) => ({ _tag: "Aggregate", as, field: name === null ? null : of(name), aggregate, cast }) as const

describe("parseSelect", () => {
  it.each([[undefined], [""], [" "], ["*"], [" * "]])("means all fields by %j", (text) =>
    assert.deepStrictEqual(parseSelect(text, limits), Result.succeed(null))
  )

  it.each<[string, ReadonlyArray<QuerySyntax.ItemSyntax>]>([
    ["a,b", [field("a"), field("b")]],
    [' a , \n"b" ', [field("a"), field("b")]],
    ["*,x:a", [all, field("a", "x")]],
    ["alias:col", [field("col", "alias")]],
    ["col::text", [field("col", null, "text")]],
    ["price::double precision", [field("price", null, "double precision")]],
    ['"a:b":"c::d"::int4', [field("c::d", "a:b", "int4")]],
    ["alias:col->>k::text", [{ _tag: "Field", as: "alias", field: of("col", ["k"], true), cast: "text" }]],
    ["count()", [aggregate("count", null)]],
    ["n: count() ::int4", [aggregate("count", null, "n", "int4")]],
    ["price.sum()", [aggregate("sum", "price")]],
    ["total:price.sum()::text", [aggregate("sum", "price", "total", "text")]],
    ["count", [field("count")]],
    ["id.count()", [aggregate("count", "id")]]
  ])("shows fields: %s", (text, items) => assert.deepStrictEqual(parsed(text), items))

  it.each<[string, ReadonlyArray<QuerySyntax.ItemSyntax>]>([
    ["rel(a,b)", [relation("rel", [field("a"), field("b")])]],
    ["rel( * ), x", [relation("rel", [all]), field("x")]],
    ["rel()", [relation("rel", [])]],
    ["rel!left(a)", [relation("rel", [field("a")], { join: "left" })]],
    ["alias:rel!hint!inner(*)", [relation("rel", [all], { as: "alias", hint: "hint", join: "inner" })]],
    ["alias:rel!inner!hint(*)", [relation("rel", [all], { as: "alias", hint: "hint", join: "inner" })]],
    ['rel!"inner"(*)', [relation("rel", [all], { hint: "inner" })]],
    ["rel ! hint ( a )", [relation("rel", [field("a")], { hint: "hint" })]],
    ["...rel(name)", [relation("rel", [field("name")], { spread: true })]],
    [
      "...alias:rel!hint(name)",
      [relation("rel", [field("name")], { as: "alias", hint: "hint", spread: true })]
    ],
    [
      "a(b(c()),...d(*))",
      [relation("a", [relation("b", [relation("c", [])]), relation("d", [all], { spread: true })])]
    ],
    ['"count"()', [relation("count", [])]]
  ])("shows relations: %s", (text, items) => assert.deepStrictEqual(parsed(text), items))

  const coded = (text: string) => {
    const [error] = refusal(parseSelect(text, limits)).errors ?? []
    return [error?.parameter, error?.code]
  }

  it.each([
    "a,",
    ",a",
    "a,,b",
    "a b(",
    "a)",
    "a(b",
    "a(b))",
    "a(,)",
    "()",
    "*a",
    "a::",
    "a:: ,b",
    "a:",
    ":a",
    "a:b:c",
    "a!b",
    "a!(b)",
    "a!b!c(d)",
    "a!inner!left(b)",
    "a->b(c)",
    "a->>b->c",
    "a.sum",
    "a.sum(b)",
    "a.",
    "a::int.sum()",
    "...a",
    "...*",
    "x:...a(b)",
    "clients(name[])",
    '"a',
    "a;b",
    "\0",
    '"\ud800"'
  ])("refuses select=%s", (text) => assert.deepStrictEqual(coded(text), ["select", "syntax"]))

  it("tells what it could not read, and no more of it than 40 characters", () => {
    const told = (text: string) => refusal(parseSelect(text, limits)).errors?.[0]?.detail ?? ""
    assert.include(told("title,author(name"), 'holds "author(name", which is not of the form')
    assert.include(told(`title,${"(".repeat(500)}`), `"${"(".repeat(40)}"`)
  })

  it("bounds how deep relations are nested, and how much is named", () => {
    const nested = (levels: number): string => (levels === 0 ? "a" : `a(${nested(levels - 1)})`)
    assert.isNotNull(parsed(nested(limits.relationLevels)))
    assert.deepStrictEqual(coded(nested(limits.relationLevels + 1)), ["select", "too-many"])
    const many = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`).join()
    assert.strictEqual(parsed(many(limits.items))?.length, limits.items)
    assert.deepStrictEqual(coded(many(limits.items + 1)), ["select", "too-many"])
    assert.deepStrictEqual(coded(`a(${many(limits.items)})`), ["select", "too-many"])
  })
})
