import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { compareZonedTimes, parseTime, parseZonedTime } from "../../src/value/timeOfDay.ts"

describe("parseTime", () => {
  it.each([
    ["08:30", "08:30:00"],
    ["08:30:00", "08:30:00"],
    ["08:30:00.500", "08:30:00.5"],
    ["08:30:00.1234567", "08:30:00.123456"],
    ["08:30:00.0000001", "08:30:00"],
    ["24:00:00", "24:00:00"],
    ["24:00:00.000", "24:00:00"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseTime(text), Result.succeed(told)))

  it.each([
    "24:00:01",
    "24:00:00.000001",
    "24:01:00",
    "08:60",
    "08:30:60",
    "8:30",
    "08",
    "08:30Z",
    "08:30:00.",
    ""
  ])("refuses %j", (text) =>
    assert.deepStrictEqual(parseTime(text), Result.fail("must be a time such as 08:30:00"))
  )
})

describe("parseZonedTime", () => {
  it.each([
    ["08:30:00Z", "08:30:00+00"],
    ["08:30:00-00", "08:30:00+00"],
    ["08:30+02:00", "08:30:00+02"],
    ["08:30:00.50-0330", "08:30:00.5-03:30"],
    ["08:30:00+00:19:32", "08:30:00+00:19:32"],
    ["24:00:00-15:59:59", "24:00:00-15:59:59"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(parseZonedTime(text), Result.succeed(told)))

  it.each(["08:30:00", "08:30:00+16", "08:30:00+2", "08:30:00 +02", "24:00:01Z", ""])("refuses %j", (text) =>
    assert.deepStrictEqual(
      parseZonedTime(text),
      Result.fail("must be a time with an offset, such as 08:30:00+02")
    )
  )
})

describe("compareZonedTimes", () => {
  it("orders by the instant of one day, and those of one instant from east to west", () => {
    const ordered = [
      "00:00:00+02",
      "13:00:00+01",
      "12:00:00+00",
      "11:00:00-01",
      "12:00:00.5+00",
      "24:00:00-01"
    ]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compareZonedTimes), ordered)
  })
})
