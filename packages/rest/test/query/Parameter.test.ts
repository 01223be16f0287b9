import { assert, describe, it } from "vitest"
import { parameterOf } from "../../src/query/Parameter.ts"
import { limits } from "../samples.ts"

const asked = (key: string) => {
  const parameter = parameterOf(key, limits)
  if (parameter === null) return null
  const { asks, at } = parameter
  return [...at, asks._tag === "Condition" ? asks.field : asks._tag === "Word" ? asks.word : asks]
}
const field = (name: string, path: ReadonlyArray<string | number> = [], asText = false) => ({
  name,
  path,
  asText
})
const tree = (joined: "And" | "Or", not = false) => ({ _tag: "Tree", joined, not })

describe("the name of a parameter", () => {
  it.each([
    ["price", [field("price")]],
    [" price ", [field("price")]],
    ['"odd name"', [field("odd name")]],
    ['"a.b"', [field("a.b")]],
    ['"it""s"', [field('it"s')]],
    ['"it\\"s"', [field('it"s')]],
    ['"a\\\\b"', [field("a\\b")]],
    ["größe-in-mm", [field("größe-in-mm")]],
    ["meta->>colour", [field("meta", ["colour"], true)]],
    ["meta->size->0->>unit", [field("meta", ["size", 0, "unit"], true)]],
    ["meta->-1", [field("meta", [-1])]],
    ["meta->-0", [field("meta", [0])]],
    ['meta->"0"', [field("meta", ["0"])]],
    ['meta->"a.b"->>"c->d"', [field("meta", ["a.b", "c->d"], true)]],
    ["meta->2147483648", [field("meta", ["2147483648"])]],
    ["meta->-1a", [field("meta", ["-1a"])]],
    ["meta->a-b", [field("meta", ["a-b"])]],
    ["meta->!@#$%^&*_a", [field("meta", ["!@#$%^&*_a"])]]
  ])("names a field: %s", (key, parts) => assert.deepStrictEqual<unknown>(asked(key), parts))

  it.each([
    ["author.name", ["author", field("name")]],
    ["author.books.title", ["author", "books", field("title")]],
    ['"a.b"."c"', ["a.b", field("c")]],
    ["author.meta->>a", ["author", field("meta", ["a"], true)]],
    ["author.select", ["author", field("select")]],
    ["author.cursor", ["author", field("cursor")]],
    ["author.or", ["author", tree("Or")]],
    ["author.not.and", ["author", tree("And", true)]],
    ['"not".or', ["not", tree("Or")]],
    ["books.order", ["books", "order"]],
    ["author.books.limit", ["author", "books", "limit"]],
    ["books.offset", ["books", "offset"]]
  ])("leads to a place: %s", (key, parts) => assert.deepStrictEqual<unknown>(asked(key), parts))

  it.each([
    ["order", ["order"]],
    ["select", ["select"]],
    ["cursor", ["cursor"]],
    ["or", [tree("Or")]],
    ["not.and", [tree("And", true)]],
    ["not.order", ["not", "order"]],
    ['"order"', [field("order")]],
    ['author."or"', ["author", field("or")]],
    ["and->a", [field("and", ["a"])]],
    ["Order", [field("Order")]]
  ])("is a word of the grammar where it has no quotes: %s", (key, parts) =>
    assert.deepStrictEqual<unknown>(asked(key), parts)
  )

  it("leaves out by what number clients tell repeated filters apart, and takes no such word", () => {
    assert.deepStrictEqual<unknown>(asked("title[0]"), [field("title")])
    assert.deepStrictEqual<unknown>(asked("author.title[12]"), ["author", field("title")])
    assert.deepStrictEqual<unknown>(asked("title[]"), [field("title")])
    assert.deepStrictEqual<unknown>(asked('"title[0]"'), [field("title[0]")])
    assert.isNull(asked("limit[0]"))
    assert.isNull(asked("books.limit[0]"))
    assert.isNull(asked(" limit"))
    assert.isNull(asked("title[a]"))
  })

  it.each([
    "",
    " ",
    ".",
    "a.",
    ".a",
    "a..b",
    '"a',
    'a"b"',
    "a->",
    "a->>b->c",
    "a->b.c",
    "meta->>a.order",
    "a(b)",
    "a:b",
    "a,b",
    "a->\0",
    '"\ud800"'
  ])("is nothing: %j", (key) => assert.isNull(asked(key)))

  it("leads no deeper into JSON than a body does", () => {
    assert.isNotNull(asked(`a${"->b".repeat(limits.depth)}`))
    assert.isNull(asked(`a${"->b".repeat(limits.depth + 1)}`))
  })
})
