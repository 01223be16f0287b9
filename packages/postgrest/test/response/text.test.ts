/** What is made of rows' JSON without reading a digit of it. */
import { assert, describe, it } from "vitest"
import { elementsOf, membersOf } from "../../src/response/members.ts"

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
