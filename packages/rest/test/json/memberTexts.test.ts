import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { memberTexts } from "../../src/json/memberTexts.ts"

describe("memberTexts", () => {
  it.each<[string, ReadonlyArray<ReadonlyArray<string>>]>([
    ["", []],
    ["{}", [[]]],
    [
      '{"a":1,"b":"x"},{"a":2,"b":null}',
      [
        ["1", '"x"'],
        ["2", "null"]
      ]
    ],
    ['{"a": {"b": [1, "}"]} , "c":1.50}', [['{"b": [1, "}"]}', "1.50"]]],
    ['{"a":"\\"}{\\\\"}', [['"\\"}{\\\\"']]],
    ['{"a":[]},{},{"b":{}}', [["[]"], [], ["{}"]]]
  ])("parts %s", (joined, expected) => assert.deepStrictEqual(memberTexts(joined), expected))

  it.prop(
    "gives back the values of whatever objects were joined",
    { objects: Schema.Array(Schema.Record(Schema.String, Schema.Json)) },
    ({ objects }) => {
      const joined = objects.map((object) => JSON.stringify(object)).join(",")
      const expected = objects.map((object) => Object.values(object).map((value) => JSON.stringify(value)))
      assert.deepStrictEqual(memberTexts(joined), expected)
    }
  )
})
