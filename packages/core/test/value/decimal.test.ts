import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { compareDecimals, fitDecimal, parseDecimal, printDecimal } from "../../src/value/decimal.ts"
import { decimal, int } from "../arbitraries.ts"

const runs = { arbitrary: { runs: 500 } }

describe("parseDecimal", () => {
  it.each([
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0.00"],
    ["+5", "5"],
    ["007", "7"],
    [".5", "0.5"],
    ["-.5", "-0.5"],
    ["5.", "5"],
    ["1.50", "1.50"],
    ["1e3", "1000"],
    ["1.25E+1", "12.5"],
    ["1.25e2", "125"],
    ["1e-3", "0.001"],
    ["-12e-1", "-1.2"],
    ["0e5", "0"],
    ["10e-1", "1.0"]
  ])("writes %s as %s", (text, plain) => assert.deepStrictEqual(parseDecimal(text), Result.succeed(plain)))

  it.each([
    "",
    "-",
    ".",
    "e5",
    "1e",
    "1e1.5",
    "1 ",
    "1\n",
    "0x10",
    "1,5",
    "NaN",
    "Infinity",
    "٣",
    "--1",
    "1e999999"
  ])("refuses %j", (text) => assert.isTrue(Result.isFailure(parseDecimal(text))))

  it("holds a thousand digits, wherever an exponent puts them, and no more", () => {
    assert.isTrue(Result.isSuccess(parseDecimal("9".repeat(1000))))
    assert.isTrue(Result.isFailure(parseDecimal("9".repeat(1001))))
    assert.isTrue(Result.isSuccess(parseDecimal("1e999")))
    assert.isTrue(Result.isFailure(parseDecimal("1e1000")))
    assert.isTrue(Result.isFailure(parseDecimal("1e-1000")))
  })

  it.prop(
    "reads its own text again as the same text",
    { given: decimal },
    ({ given }) => {
      const once = Result.getOrThrow(parseDecimal(given.text))
      assert.deepStrictEqual(parseDecimal(once), Result.succeed(once))
    },
    runs
  )

  it.prop(
    "moves the point as an exponent says",
    { given: decimal, shift: int(-30, 30) },
    ({ given, shift }) => {
      const moved = Result.getOrThrow(parseDecimal(`${given.text}e${shift}`))
      const places = given.scale - shift
      const plain = given.units * (places < 0 ? 10n ** BigInt(-places) : 1n)
      const [whole = "", fraction = ""] = moved.split(".")
      assert.strictEqual(BigInt(whole + fraction.padEnd(Math.max(places, 0), "0")), plain)
    },
    runs
  )

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    parseDecimal(text)
    fitDecimal(text, 10, 2)
  })
})

describe("fitDecimal", () => {
  it("writes every digit of the scale, as PostgreSQL prints them", () => {
    assert.deepStrictEqual(fitDecimal("5", 10, 2), Result.succeed("5.00"))
    assert.deepStrictEqual(fitDecimal("5.100000", 10, 2), Result.succeed("5.10"))
    assert.deepStrictEqual(fitDecimal("-0", 10, 2), Result.succeed("0.00"))
    assert.deepStrictEqual(fitDecimal("-0.001", 3, 3), Result.succeed("-0.001"))
    assert.deepStrictEqual(fitDecimal("12e1", 3, 0), Result.succeed("120"))
    assert.deepStrictEqual(fitDecimal("0.5", 1, 1), Result.succeed("0.5"))
  })

  it("takes scales that begin before the point, or end far behind it", () => {
    assert.deepStrictEqual(fitDecimal("99.9e3", 3, -2), Result.succeed("99900"))
    assert.deepStrictEqual(fitDecimal("-0.0", 3, -2), Result.succeed("0"))
    assert.deepStrictEqual(fitDecimal("150", 3, -2), Result.fail("must end in 2 zeros before the point"))
    assert.deepStrictEqual(
      fitDecimal("0.5", 3, -2),
      Result.fail("must have at most 0 digits after the point")
    )
    assert.deepStrictEqual(
      fitDecimal("100000", 3, -2),
      Result.fail("must have at most 5 digits before the point")
    )
    assert.deepStrictEqual(fitDecimal("-0.00099", 2, 5), Result.succeed("-0.00099"))
    assert.deepStrictEqual(fitDecimal("0", 2, 5), Result.succeed("0.00000"))
    assert.deepStrictEqual(fitDecimal("0.001", 2, 5), Result.fail("must begin with 3 zeros after the point"))
    assert.deepStrictEqual(fitDecimal("1", 2, 5), Result.fail("must have at most 0 digits before the point"))
  })

  it("refuses digits that the column would round off or cannot hold", () => {
    assert.deepStrictEqual(
      fitDecimal("0.005", 10, 2),
      Result.fail("must have at most 2 digits after the point")
    )
    assert.deepStrictEqual(
      fitDecimal("100", 4, 2),
      Result.fail("must have at most 2 digits before the point")
    )
    assert.deepStrictEqual(fitDecimal("1", 1, 1), Result.fail("must have at most 0 digits before the point"))
    assert.deepStrictEqual(
      fitDecimal("ten", 4, 2),
      Result.fail("must be a decimal number of at most 1000 digits")
    )
  })

  it.prop(
    "agrees with whole-number arithmetic",
    { given: decimal, precision: int(1, 20), scale: int(0, 20) },
    ({ given, precision, scale }) => {
      const shown = Math.min(scale, precision)
      const units = given.units * 10n ** BigInt(shown)
      const divisor = 10n ** BigInt(given.scale)
      const exact = units % divisor === 0n
      const absolute = units < 0n ? -units : units
      const fits = exact && absolute / divisor < 10n ** BigInt(precision)
      const fitted = fitDecimal(given.text, precision, shown)
      assert.strictEqual(Result.isSuccess(fitted), fits)
      if (!Result.isSuccess(fitted)) return
      assert.strictEqual(BigInt(fitted.success.replace(".", "")), units / divisor)
      assert.strictEqual(fitted.success.split(".")[1]?.length ?? 0, shown)
    },
    runs
  )
})

describe("compareDecimals", () => {
  it("takes 1.0 for 1.00, and -0.5 for less than 0", () => {
    assert.strictEqual(compareDecimals("1.0", "1.00"), 0)
    assert.strictEqual(compareDecimals("-0.5", "0"), -1)
    assert.strictEqual(compareDecimals("10", "9.999"), 1)
  })

  it.prop(
    "orders as whole-number arithmetic does",
    { a: decimal, b: decimal },
    ({ a, b }) => {
      const [left, right] = [a.units * 10n ** BigInt(b.scale), b.units * 10n ** BigInt(a.scale)]
      const expected = left < right ? -1 : left > right ? 1 : 0
      const [x, y] = [Result.getOrThrow(parseDecimal(a.text)), Result.getOrThrow(parseDecimal(b.text))]
      assert.strictEqual(compareDecimals(x, y), expected)
      assert.strictEqual(compareDecimals(y, x) + expected, 0)
    },
    runs
  )
})

describe("printDecimal", () => {
  it("keeps every digit", () => {
    assert.strictEqual(printDecimal("12345678901234567890.10"), "12345678901234567890.10")
  })

  it("writes what JSON has no number for as a string, and never bare text", () => {
    assert.strictEqual(printDecimal("NaN"), '"NaN"')
    assert.strictEqual(printDecimal("-Infinity"), '"-Infinity"')
    assert.strictEqual(printDecimal("for free"), '"for free"')
  })
})
