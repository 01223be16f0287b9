import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { toHstore } from "../../src/value/hstore.ts"

const rules = (json: unknown) => {
  const cell = toHstore(json)
  return Result.isFailure(cell) ? cell.failure.map(({ path, detail }) => [...path, detail].join(" ")) : null
}

describe("toHstore", () => {
  it("takes texts and null by name", () => {
    for (const json of [{}, { a: "1", "": "", b: null }])
      assert.deepStrictEqual(toHstore(json), Result.succeed(json))
  })

  it("names every member that breaks its rule", () => {
    assert.deepStrictEqual(rules(["a"]), ["must be an object"])
    assert.deepStrictEqual(rules({ a: 1, b: "c", d: "\u0000", e: {} }), [
      "a must be a string or null",
      "d must not contain the character U+0000",
      "e must be a string or null"
    ])
    assert.deepStrictEqual(rules({ "\ud800": "a" }), [
      "has a name that must not contain half of a surrogate pair"
    ])
    assert.lengthOf(rules(Object.fromEntries(Array.from({ length: 200 }, (_, at) => [at, at]))) ?? [], 100)
  })

  it.prop("never throws, whatever the JSON", { json: Schema.Json }, ({ json }) => {
    toHstore(json)
  })
})
