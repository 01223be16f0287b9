import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { splitList, unquote } from "../../src/query/splitList.ts"

describe("splitList", () => {
  it.each<[string, ReadonlyArray<string>]>([
    ["()", []],
    ["(a)", ["a"]],
    ["(a,b)", ["a", "b"]],
    ["(,)", ["", ""]],
    ['("a,b",c)', ['"a,b"', "c"]],
    ['("a\\",b",c)', ['"a\\",b"', "c"]],
    ['("a)",b)', ['"a)"', "b"]],
    ["(or(a,b),c)", ["or(a,b)", "c"]],
    ["(a\\,b)", ["a\\", "b"]]
  ])("splits %s at the outermost commas", (text, items) => assert.deepStrictEqual(splitList(text), items))

  it.each(["", "(", ")", "a", "(a", "a)", "(a))", "(()", ")(", "(a),(b)", '("a)', '("a\\")', " (a)"])(
    "answers null for %j, which is no list",
    (text) => assert.isNull(splitList(text))
  )

  it.prop("splits what unquote puts together again", { items: Schema.Array(Schema.String) }, ({ items }) => {
    const quoted = items.map((item) => `"${item.replaceAll(/["\\]/g, "\\$&")}"`)
    assert.deepStrictEqual(splitList(`(${quoted.join(",")})`)?.map(unquote), items)
  })
})

describe("unquote", () => {
  it.each([
    ['"a"', "a"],
    ['""', ""],
    ['"a\\"b"', 'a"b'],
    ['"a\\\\b"', "a\\b"],
    ['"a\\b"', "ab"],
    ["a", "a"],
    ['"', '"'],
    ['a"', 'a"'],
    ["a\\b", "a\\b"],
    ["", ""]
  ])("reads %j as %j", (item, text) => assert.strictEqual(unquote(item), text))
})
