import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { splitArray } from "../../src/value/arrayText.ts"
import { cellType } from "../../src/value/CellType.ts"
import type { ElementType } from "../../src/value/ColumnType.ts"

const parse = (of: ElementType, text: string) =>
  cellType({ kind: "array", of }).parse?.(text) ?? Result.fail("not compared")

describe("PostgreSQL's notation of arrays", () => {
  it.each([
    ["{}", []],
    [" { } ", []],
    ["{a, b c ,d}", ["a", "b c", "d"]],
    ["{NULL,null,Null}", [null, null, null]],
    ['{"NULL","",\\null}', ["NULL", "", "null"]],
    [String.raw`{"a\"b","c\\d","{e,f}"}`, ['a"b', "c\\d", "{e,f}"]],
    [String.raw`{a\,b, \ c\ }`, ["a,b", " c "]],
    [
      "{{a,b},{c,NULL}}",
      [
        ["a", "b"],
        ["c", null]
      ]
    ],
    ["{{},{}}", [[], []]]
  ])("%s has the elements %j", (text, elements) => assert.deepStrictEqual(splitArray(text), elements))

  it.each([
    "",
    "a",
    "{",
    "}",
    "{a",
    "{a}b",
    "{a}}",
    "{,}",
    "{a,}",
    "{,a}",
    '{"a}',
    '{"a"b}',
    '{a"b"}',
    "{a{b}}",
    "{a\\",
    "[0:1]={a,b}",
    "{{{{{{{a}}}}}}}"
  ])("%s is none", (text) => assert.isUndefined(splitArray(text)))

  it("reads each element as its type does, and says what is none", () => {
    assert.deepStrictEqual(
      parse({ kind: "integer" }, "{{1,NULL},{ 2 ,3}}"),
      Result.succeed([
        [1, null],
        [2, 3]
      ])
    )
    assert.deepStrictEqual(
      parse({ kind: "integer" }, "{1,x}"),
      Result.fail("has an element that must be a whole number from -2147483648 to 2147483647")
    )
    assert.deepStrictEqual(
      parse({ kind: "text" }, "{{a},{b,c}}"),
      Result.fail("must have as many elements as the arrays beside it")
    )
    assert.deepStrictEqual(parse({ kind: "text" }, "{{a},b}"), Result.fail("must be an array"))
  })

  it("reads elements of JSON in quotes, and no dimensions of them", () => {
    assert.deepStrictEqual(
      parse({ kind: "jsonb" }, '{"{\\"a\\":1}","[1]",true}'),
      Result.succeed([{ a: 1 }, [1], true])
    )
    assert.deepStrictEqual(
      parse({ kind: "jsonb" }, "{{1},{2}}"),
      Result.fail("must hold no arrays, as its elements are JSON")
    )
  })

  it.prop("is read or refused, whatever the text", { text: Schema.String }, ({ text }) => {
    splitArray(`{${text}}`)
  })

  it("is soon read where it is long", () => {
    assert.lengthOf(splitArray(`{${"a ,".repeat(100_000)}a}`) ?? [], 100_001)
    assert.isUndefined(splitArray(`{${"a ".repeat(100_000)}`))
  })
})
