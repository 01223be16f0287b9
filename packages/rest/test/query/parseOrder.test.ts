import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseOrder } from "../../src/query/parseOrder.ts"
import { limits, refusal } from "../samples.ts"

const parse = (text: string) => parseOrder({ parameter: "books.order", text }, limits)
const term = (name: string, more: Partial<QuerySyntax.OrderSyntax> = {}): QuerySyntax.OrderSyntax => ({
  relation: null,
  field: { name, path: [], asText: false },
  direction: null,
  nulls: null,
  ...more
})
const inMeta = { field: { name: "meta", path: ["k"], asText: true } }

describe("parseOrder", () => {
  it.each<[string, ReadonlyArray<QuerySyntax.OrderSyntax>]>([
    ["", []],
    ["  ", []],
    ["a.desc.nullslast,b", [term("a", { direction: "desc", nulls: "last" }), term("b")]],
    [" a.asc , b.nullsfirst", [term("a", { direction: "asc" }), term("b", { nulls: "first" })]],
    ["meta->>k.desc", [term("", { ...inMeta, direction: "desc" })]],
    [
      "author(name).desc.nullsfirst",
      [term("name", { relation: "author", direction: "desc", nulls: "first" })]
    ],
    ["author( meta->>k )", [term("", { ...inMeta, relation: "author" })]],
    ['"a.desc".asc', [term("a.desc", { direction: "asc" })]],
    ["name,clients(name),id", [term("name"), term("name", { relation: "clients" }), term("id")]]
  ])("sorts by %s", (text, order) => assert.deepStrictEqual(parse(text), Result.succeed(order)))

  it.each([
    "a,",
    ",",
    "a.up",
    "a.ASC",
    "a.descc",
    "a.asc.desc",
    "a.nullsfirst.desc",
    "a.asc.nullslasttt",
    "a(b",
    "a(b,c)",
    "a()",
    "a(b)c",
    "*",
    "a->",
    "a::text"
  ])("refuses order=%s, and names the parameter that holds it", (text) =>
    assert.deepInclude(refusal(parse(text)).errors?.[0], { parameter: "books.order", code: "syntax" })
  )

  it("bounds how many fields it names", () => {
    const many = (count: number) => Array.from({ length: count }, (_, at) => `a${at}`).join()
    assert.isTrue(Result.isSuccess(parse(many(limits.items))))
    assert.deepInclude(refusal(parse(many(limits.items + 1))).errors?.[0], { code: "too-many" })
  })
})
