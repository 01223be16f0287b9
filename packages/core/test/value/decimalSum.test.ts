import { assert, describe, it } from "@effect/vitest"
import { divideDecimal, sumDecimals } from "../../src/value/decimalSum.ts"

describe("sumDecimals", () => {
  it.each([
    [["1", "2"], "3"],
    [["0.1", "0.20"], "0.30"],
    [["1.5", "-1.5"], "0.0"],
    [["-0.05", "0.01"], "-0.04"],
    [["1e-7", "1e+21"], "1000000000000000000000.0000001"],
    [["99999999999999999999", "1"], "100000000000000000000"],
    [["1", "NaN", "Infinity"], "NaN"],
    [["1", "Infinity"], "Infinity"],
    [["-Infinity", "-Infinity"], "-Infinity"],
    [["Infinity", "-Infinity"], "NaN"]
  ] as const)("adds %j to %s", (texts, sum) => assert.strictEqual(sumDecimals(texts), sum))
})

describe("divideDecimal", () => {
  // As PostgreSQL 15 and 18 answer `select sum / count`.
  it.each([
    ["0", 3, "0.00000000000000000000"],
    ["1", 1, "1.00000000000000000000"],
    ["2", 1, "2.0000000000000000"],
    ["1", 3, "0.33333333333333333333"],
    ["2", 3, "0.66666666666666666667"],
    ["-2", 3, "-0.66666666666666666667"],
    ["10", 3, "3.3333333333333333"],
    ["10000", 3, "3333.3333333333333333"],
    ["1", 9_999, "0.00010001000100010001"],
    ["1", 10_000, "0.000100000000000000000000"],
    ["9223372036854775807", 2, "4611686018427387904"],
    ["0.10", 2, "0.05000000000000000000"],
    ["NaN", 2, "NaN"],
    ["-Infinity", 2, "-Infinity"]
  ] as const)("divides %s by %i to %s", (sum, count, quotient) =>
    assert.strictEqual(divideDecimal(sum, count), quotient)
  )
})
