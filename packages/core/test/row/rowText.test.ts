import { assert, describe, it } from "@effect/vitest"
import { ExactNumber, Field, parseRow, printRow, Resource, type Values } from "@pgcrest/core"
import * as Result from "effect/Result"

/** One field of each column type, and one that nobody is shown. */
const Samples = Resource.make("samples", {
  fields: {
    words: Field.text,
    truth: Field.boolean,
    small: Field.integer,
    big: Field.bigint,
    exact: Field.numeric(30, 6),
    real: Field.float,
    day: Field.date,
    moment: Field.timestamptz,
    link: Field.uuid,
    mood: Field.literals(["low", "high"], "mood"),
    texts: Field.array("text"),
    doc: Field.jsonb(),
    secret: Field.optional(Field.writeOnly(Field.text))
  },
  access: {}
})
const row: Values = {
  uid: "0192abcd-0000-7000-8000-00000000000f",
  words: 'a "b" \\ \n\u2028😀',
  truth: false,
  small: -2_147_483_648,
  big: 9_007_199_254_740_993n,
  exact: "123456789012345678901234.500000",
  real: 5e-324,
  day: "0001-01-01",
  moment: "2026-11-25T03:53:58.123456Z",
  link: "7f000000-0000-4000-8000-00000000000a",
  mood: "high",
  texts: ["", "null", '{"'],
  doc: { kept: new ExactNumber("12345678901234567890.10"), big: new ExactNumber("1e399"), "": [null, {}] },
  secret: "hush",
  version: 9_223_372_036_854_775_807n,
  created_at: "0001-01-01T00:00:00Z",
  last_updated_at: "9999-12-31T23:59:59.999999Z",
  creator_uid: null,
  last_updater_uid: "ann"
}
const read = (text: string) => Result.getOrThrow(parseRow(Samples, text))

describe("a row as text", () => {
  it("comes back as it was, whatever the column's type, hidden fields and every digit included", () => {
    assert.deepStrictEqual(read(printRow(Samples, row)), row)
  })

  it("has what the row has: null is a value, and a column without one, as one that has come since, stays without", () => {
    const part = { words: "", secret: null }
    assert.strictEqual(printRow(Samples, part), '{"words":"","secret":null}')
    assert.deepStrictEqual(read('{"words":"","secret":null}'), part)
  })

  it("leaves out what is no column of the resource today", () => {
    assert.notProperty(read('{"gone":1}'), "gone")
  })

  it("names each column that cannot hold what the text has for it", () => {
    const failed = Result.flip(parseRow(Samples, '{"small":1.5,"truth":true,"texts":["a",1]}'))
    const paths = Result.getOrThrow(failed).faults.map(({ path }) => path.join("."))
    assert.deepStrictEqual(paths, ["small", "texts.1"])
  })

  it("is refused where the text is no JSON object", () => {
    for (const text of ["", "null", "[]", "{", '"{}"'])
      assert.isTrue(Result.isFailure(parseRow(Samples, text)), text)
  })
})
