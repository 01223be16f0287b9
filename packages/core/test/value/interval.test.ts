import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { compareIntervals, parseInterval } from "../../src/value/interval.ts"
import { int } from "../arbitraries.ts"

describe("parseInterval", () => {
  it.each([
    ["P1Y2M3DT4H5M6.5S", "P1Y2M3DT4H5M6.5S"],
    ["P-1Y2M", "P-10M"],
    ["P14M", "P1Y2M"],
    ["P2W", "P14D"],
    ["P1W1D", "P8D"],
    ["PT90M", "PT1H30M"],
    ["PT36H", "PT36H"],
    ["PT1H-90M", "PT-30M"],
    ["PT-0.5S", "PT-0.5S"],
    ["PT0.1234567S", "PT0.123456S"],
    ["P0D", "PT0S"],
    ["00:00:00", "PT0S"],
    ["1 year 2 mons 3 days 04:05:06.5", "P1Y2M3DT4H5M6.5S"],
    ["-1 years -2 mons +3 days -04:05:06", "P-1Y-2M3DT-4H-5M-6S"],
    ["1 mon", "P1M"],
    ["-3 days", "P-3D"],
    ["100:00:00", "PT100H"],
    ["infinity", "infinity"],
    ["-infinity", "-infinity"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseInterval(text), Result.succeed(told)))

  it.each([
    "",
    "P",
    "PT",
    "P1DT",
    "P1.5D",
    "P1H",
    "PT1D",
    "P1D1Y",
    "P2147483648D",
    "P178956971Y",
    "PT2562047789H",
    "-P1D",
    "1 fortnight",
    "@ 1 day",
    "1:2:3",
    " 1 day"
  ])("refuses %j", (text) => assert.isTrue(Result.isFailure(parseInterval(text))))

  const part = int(-100_000, 100_000)
  const durations = Arbitrary.map(
    Arbitrary.all([part, part, part, part] as const),
    ([months, days, minutes, micros]) =>
      `P${months}M${days}DT${minutes}M${micros < 0 ? "-" : ""}0.${String(Math.abs(micros)).padStart(6, "0")}S`
  )

  it.prop("reads its own text again as the same text", { text: durations }, ({ text }) => {
    const once = Result.getOrThrow(parseInterval(text))
    assert.deepStrictEqual(parseInterval(once), Result.succeed(once))
    assert.strictEqual(compareIntervals(text, once), 0)
  })

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    parseInterval(text)
    parseInterval(`P${text}`)
    compareIntervals(text, "P1D")
  })
})

describe("compareIntervals", () => {
  it("takes a month for thirty days and a day for 24 hours", () => {
    assert.strictEqual(compareIntervals("P1M", "P30D"), 0)
    assert.strictEqual(compareIntervals("P1D", "PT24H"), 0)
    const ordered = ["-infinity", "P-1M", "PT-0.5S", "PT0S", "P29DT24H0.000001S", "P1Y", "P366D", "infinity"]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compareIntervals), ordered)
  })
})
