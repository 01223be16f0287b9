import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { splitObjects } from "../../src/value/splitObjects.ts"

describe("splitObjects", () => {
  it.each<[string, ReadonlyArray<string>]>([
    ["", []],
    ["{}", ["{}"]],
    ["{},{}", ["{}", "{}"]],
    ['{"a":1},{"a":2}', ['{"a":1}', '{"a":2}']],
    ['{"a":{"b":{}}},{"c":[{},{}]}', ['{"a":{"b":{}}}', '{"c":[{},{}]}']],
    ['{"a":"}"},{"}{":"{"}', ['{"a":"}"}', '{"}{":"{"}']],
    ['{"a":"\\""},{"a":"\\\\"}', ['{"a":"\\""}', '{"a":"\\\\"}']],
    ['{"a":"\\\\\\"},{"},{"b":1}', ['{"a":"\\\\\\"},{"}', '{"b":1}']],
    ['{"a": {"b": 1.50}},{"a":1e400}', ['{"a": {"b": 1.50}}', '{"a":1e400}']]
  ])("splits %s between the objects", (joined, objects) =>
    assert.deepStrictEqual(splitObjects(joined), objects)
  )

  it.prop(
    "gives back whatever objects were joined",
    { objects: Schema.Array(Schema.Record(Schema.String, Schema.Json)) },
    ({ objects }) => {
      const texts = objects.map((object) => JSON.stringify(object))
      assert.deepStrictEqual(splitObjects(texts.join(",")), texts)
    }
  )

  // Quotes, braces and backslashes in every order, which arbitrary strings hardly ever hold.
  const pieces = Schema.Array(Schema.Literals(['"', "\\", "{", "}", "[", "]", ",", ":", "a", "\n"]))
  it.prop(
    "is misled by no string, as a name or a value, at any depth",
    { objects: Schema.Array(Schema.Struct({ name: pieces, value: pieces, deep: Schema.Boolean })) },
    ({ objects }) => {
      const texts = objects.map(({ name, value, deep }) => {
        const flat = { [name.join("")]: value.join("") }
        return JSON.stringify(deep ? { [value.join("")]: [flat, { flat }] } : flat)
      })
      assert.deepStrictEqual(splitObjects(texts.join(",")), texts)
    },
    { arbitrary: { runs: 1000 } }
  )
})
