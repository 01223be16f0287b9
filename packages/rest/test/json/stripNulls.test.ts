import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { stripNulls } from "../../src/json/stripNulls.ts"

const stripped = (json: unknown): unknown => {
  if (Array.isArray(json)) return json.map(stripped)
  return typeof json === "object" && json !== null
    ? Object.fromEntries(
        Object.entries(json)
          .filter(([, value]) => value !== null)
          .map(([name, value]) => [name, stripped(value)])
      )
    : json
}

describe("stripNulls", () => {
  it.each([
    ["", ""],
    ["{}", "{}"],
    ['{"a":null}', "{}"],
    ['{"a":null,"b":1},{"a":null}', '{"b":1},{}'],
    ['{"a":1,"b":null,"c":[null,{"d":null}]}', '{"a":1,"c":[null,{}]}'],
    ['{"a": {"b": null, "c": 1.50}}', '{"a":{"c":1.50}}'],
    ['{"null":"null","a":"\\",null"}', '{"null":"null","a":"\\",null"}'],
    ['{"a":"\\\\","b":null}', '{"a":"\\\\"}'],
    ["[[null],[]]", "[[null],[]]"],
    ["null", "null"],
    ['{"a":12345678901234567890.10}', '{"a":12345678901234567890.10}']
  ])("makes of %s %s", (json, expected) => assert.strictEqual(stripNulls(json), expected))

  it.prop("leaves out the members that are null, and no others", [Schema.Json], ([json]) => {
    assert.deepStrictEqual(
      JSON.parse(stripNulls(JSON.stringify(json, null, 1))),
      JSON.parse(JSON.stringify(stripped(json)))
    )
  })

  it("takes any depth and length", () => {
    const deep = `${'{"a":'.repeat(20_000)}null${"}".repeat(20_000)}`
    assert.isTrue(stripNulls(deep).endsWith("{}".padEnd(20_001, "}")))
    const long = `{"a":"${'\\"'.repeat(1_000_000)}","b":null}`
    assert.strictEqual(stripNulls(long).length, long.length - ',"b":null'.length)
  })
})
