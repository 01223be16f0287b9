import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { ExactNumber } from "@pgcrest/core"
import { printJson } from "../../src/batch/printJson.ts"

describe("a body as text", () => {
  it.prop("is what JSON.stringify writes, and takes as much room", [Schema.Json], ([json]) => {
    const text = JSON.stringify(json)
    const room = { characters: text.length }
    assert.strictEqual(printJson(json, room), text)
    assert.strictEqual(room.characters, 0)
    assert.isNull(printJson(json, { characters: text.length - 1 }))
  })

  it("keeps every digit, and members of any name", () => {
    const json = { a: [new ExactNumber("1e400")], ...JSON.parse('{"__proto__":{"b":[]}}') }
    assert.strictEqual(printJson(json, { characters: 100 }), '{"a":[1e400],"__proto__":{"b":[]}}')
  })

  it("ends with the room, however often one value is named", () => {
    const doubled = Array.from({ length: 60 }).reduce<ReadonlyArray<unknown>>((half) => [half, half], [])
    assert.isNull(printJson(JSON.parse(JSON.stringify([])), { characters: 1 }))
    // 2^60 brackets.
    assert.isNull(printJson(Object(doubled), { characters: 10_000 }))
  })
})
