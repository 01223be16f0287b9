import { assert, describe, it } from "@effect/vitest"
import * as Ndjson from "../../src/formats/Ndjson.ts"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { whole } from "../../src/response/Representation.ts"
import { Books } from "../samples.ts"

const writer = Result.getOrThrow(Ndjson.make().writer([]))
const { read } = Ndjson.make()
const told = (text: string) =>
  read?.(text, { columns: Books.columns, depth: 4, rows: 3 }) ?? assert.fail("reads nothing")
const rows = (text: string) => Result.getOrThrow(told(text))
const refused = (text: string) => Result.getOrThrow(Result.flip(told(text)))

describe("what is written as NDJSON", () => {
  it.each([
    ["", ""],
    ['{"a":1}', '{"a":1}\n'],
    ['{"a":1.50},{"a":"},{"}', '{"a":1.50}\n{"a":"},{"}\n'],
    ['{"a":{\n  "b": 1\r\n}}', '{"a":{   "b": 1  }}\n']
  ])("is of %j", (json, expected) => assert.strictEqual(whole(writer, json), expected))

  it("tells in a line of its own why it ends", () =>
    assert.strictEqual(writer.broken?.('{"status":503}'), '{"@problem":{"status":503}}\n'))

  it.prop(
    "is a line for each record",
    { objects: Schema.Array(Schema.Record(Schema.String, Schema.Json)) },
    ({ objects }) => {
      const texts = objects.map((object) => JSON.stringify(object))
      assert.strictEqual(whole(writer, texts.join(",")), texts.map((text) => `${text}\n`).join(""))
    }
  )
})

describe("what is read of NDJSON", () => {
  it("is an object of each line, blank ones aside", () => {
    assert.deepStrictEqual(rows('{"a":1}\r\n\n  \n{"a":{"b":[null]}}'), [{ a: 1 }, { a: { b: [null] } }])
    assert.deepStrictEqual(rows(""), [])
  })

  it("is refused where there are more than are taken", () => {
    assert.lengthOf(rows("{}\n{}\n{}\n"), 3)
    assert.deepInclude(refused("{}\n{}\n{}\n{}"), {
      _tag: "BodyTooLarge",
      detail: "The body has more rows; 3 are taken at most."
    })
  })

  it.each<[string, string, string, string]>([
    ['{"a":1}\n\n{"a":', "BodyMalformed", "Line 3", "#/1"],
    ['{"a":1}\n{"a":1,"a":2}', "BodyMalformed", "Line 2", "#/1/a"],
    ['{"a":[[[[1]]]]}', "BodyMalformed", "Line 1", "#/0"],
    ['{"a":1} {"a":2}', "BodyMalformed", "Line 1", "#/0"],
    ['[{"a":1}]', "BodyNotAnObject", "Line 1", "#/0"],
    ["{}\n5", "BodyNotAnObject", "Line 2", "#/1"]
  ])("refuses %j as %s", (text, tag, line, pointer) => {
    const failure = refused(text)
    assert.strictEqual(failure._tag, tag)
    assert.include(failure.detail, line)
    assert.strictEqual(failure.errors?.[0]?.pointer, pointer)
  })

  it("tells the one line that a fault is in, and its column", () => {
    const { detail, errors } = refused('{"a":1}\n{"a":}')
    assert.match(detail, /^Line 2 is not JSON that we read: column 6: /u)
    assert.match(errors?.[0]?.detail ?? "", /^column 6: /u)
  })
})
