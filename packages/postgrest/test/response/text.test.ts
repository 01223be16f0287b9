/** What is made of rows' JSON without reading a digit of it. */
import { Projection } from "@pgcrest/core"
import { shownFields } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { csv } from "../../src/response/csv.ts"
import { elementsOf, membersOf } from "../../src/response/members.ts"
import { Books } from "../clients/api.ts"

describe("members", () => {
  it("are told as they stand", () => {
    assert.deepStrictEqual(membersOf('{"a":1.50,"b":"x,}","c":[1,{"d":2}]},{"a":null,"b":"","c":{}}'), [
      ["1.50", '"x,}"', '[1,{"d":2}]'],
      ["null", '""', "{}"]
    ])
    assert.deepStrictEqual(membersOf('{"a": [], "b" : {"c": 1} }'), [["[]", '{"c": 1}']])
    assert.deepStrictEqual(membersOf("{}"), [[]])
    assert.deepStrictEqual(membersOf(""), [])
    assert.deepStrictEqual(elementsOf('[1,"a,b",{"c":[2]}]'), ["1", '"a,b"', '{"c":[2]}'])
    assert.deepStrictEqual(elementsOf("[]"), [])
  })
})

describe("lines of commas", () => {
  const written = (projection: Projection.Projection, json: string) => {
    const { head, write, tail } = Result.getOrThrow(csv.writer(shownFields(projection)))
    return head + write(json) + tail
  }
  const line = (name: string, json: string) => {
    const column = Books.columns.get(name)
    return written(Projection.of(column === undefined ? [] : [column]), `{"${name}":${json}}`)
  }
  const cases: ReadonlyArray<readonly [column: string, json: string, text: string]> = [
    ["title", '"plain"', "plain"],
    ["title", '"a b"', '"a b"'],
    ["title", '"a,b"', '"a,b"'],
    ["title", '"say \\"x\\""', '"say ""x"""'],
    ["title", '"a\\\\b"', '"a\\\\b"'],
    ["title", '"a\\nb"', '"a\nb"'],
    ["title", '""', '""'],
    ["isbn", "null", ""],
    ["price", "12345678901234567890.10", "12345678901234567890.10"],
    ["lent", "true", "t"],
    ["lent", "false", "f"],
    ["genres", '["a","b c",null,"NULL",""]', '"{a,""b c"",NULL,""NULL"",""""}"'],
    ["genres", "[]", "{}"],
    ["meta", '{"a": [1]}', '"{""a"": [1]}"'],
    ["bought_at", '"2026-01-02T03:04:05.6Z"', '"2026-01-02 03:04:05.6+00"']
  ]
  it.each(cases)("tell %s %s as %s", (name, json, text) =>
    assert.strictEqual(line(name, json), `${name}\n${text}`)
  )

  it("begin with the names of what is shown, whether there are rows or not", () =>
    assert.strictEqual(written(Projection.whole(Books), "").split(",").length, Books.columns.size))
})
