import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { ExactNumber } from "@pgcrest/core"
import { parseJson } from "../../src/json/parseJson.ts"

const value = (text: string) => Result.getOrThrow(parseJson(text, { depth: 64 }))

describe("readJsonNumber", () => {
  it.prop("is a plain number for every double", [Schema.Finite], ([number]) => {
    assert.strictEqual(value(JSON.stringify(number)), JSON.parse(JSON.stringify(number)))
  })

  it.prop(
    "keeps every digit of every decimal on the way through",
    [Schema.BigInt, Schema.Int.check(Schema.isBetween({ minimum: -400, maximum: 400 }))],
    ([digits, exponent]) => {
      const source = `${digits}e${exponent}`
      const read = value(source)
      if (read instanceof ExactNumber) assert.strictEqual(read.text, source)
      else assert.strictEqual(sameDecimal(String(read), digits, exponent), true, source)
    },
    { arbitrary: { runs: 2000 } }
  )

  it.each([
    "0",
    "10.50",
    "0.1",
    "123456789012345",
    "1e3",
    "1E-7",
    "9007199254740991",
    "0.30000000000000004",
    "0e999",
    "5e-324",
    "0.00000000000000012345",
    "-0.00012345e-300",
    "1000000000000000000000",
    "1.50000000000000000000"
  ])("reads %s as a plain number", (source) => assert.strictEqual(value(source), Number(source)))

  it.each([
    "12345678901234567890.12",
    "9007199254740993",
    "-0.12345678901234567891",
    "1e400",
    "-1e400",
    "1e-400",
    "4.9e-324",
    "1.0000000000000000001",
    `1${"0".repeat(400)}`
  ])("keeps the text of %s, and prints it again", (source) => {
    assert.deepStrictEqual(value(source), new ExactNumber(source))
    assert.strictEqual(JSON.stringify(value(`{"a":[${source}]}`)), `{"a":[${source}]}`)
  })

  it("reads a million digits in linear time", () => {
    assert.instanceOf(value(`1${"0".repeat(1_000_000)}1`), ExactNumber)
    assert.instanceOf(value(`1e${"9".repeat(1_000_000)}`), ExactNumber)
  })
})

/** Whether a double's shortest text is digits × 10^exponent, told with integers only. */
function sameDecimal(text: string, digits: bigint, exponent: number): boolean {
  const [mantissa = "", power = "0"] = text.split("e")
  const [whole = "", fraction = ""] = mantissa.split(".")
  const shown = Number(power) - fraction.length
  const low = BigInt(Math.min(shown, exponent))
  return BigInt(whole + fraction) * 10n ** (BigInt(shown) - low) === digits * 10n ** (BigInt(exponent) - low)
}
