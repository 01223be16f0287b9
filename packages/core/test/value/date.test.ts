import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { calendarDay, daysOf } from "../../src/value/calendar.ts"
import { compareDates, dateParts, daysOfDate, parseDate } from "../../src/value/date.ts"
import { int } from "../arbitraries.ts"

const [first, last] = [-2_440_588, 2_145_042_905]

describe("parseDate", () => {
  it.each([
    "0001-01-01",
    "2024-02-29",
    "2000-02-29",
    "9999-12-31",
    "10000-01-01",
    "5874897-12-31",
    "0044-03-15 BC",
    "0001-02-29 BC",
    "4714-11-24 BC",
    "infinity",
    "-infinity"
  ])("accepts %s", (text) => assert.deepStrictEqual(parseDate(text), Result.succeed(text)))

  it.each([
    "0000-01-01",
    "0000-01-01 BC",
    "2026-02-29",
    "1900-02-29",
    "2026-02-30",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "2026-1-1",
    "010000-01-01",
    "5874898-01-01",
    "4714-11-23 BC",
    "0004-02-29 BC",
    "-0001-01-01",
    "2026-11-25T00:00:00Z",
    "today",
    "Infinity",
    ""
  ])("refuses %j", (text) =>
    assert.deepStrictEqual(parseDate(text), Result.fail("must be a date such as 2026-11-25"))
  )

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    parseDate(text)
  })
})

describe("compareDates", () => {
  it("puts in the order of time what its text does not", () => {
    const ordered = [
      "-infinity",
      "0045-01-01 BC",
      "0044-12-31 BC",
      "0001-01-01",
      "9999-12-31",
      "10000-01-01",
      "infinity"
    ]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compareDates), ordered)
  })
})

describe("days", () => {
  it.each([
    ["1970-01-01", 0],
    ["2000-03-01", 11_017],
    ["0001-01-01", -719_162],
    ["0001-12-31 BC", -719_163],
    ["4714-11-24 BC", first],
    ["5874897-12-31", last]
  ])("counts %s as %d", (text, days) => {
    assert.strictEqual(daysOfDate(text), days)
    assert.strictEqual(dateParts(days).join(""), text)
  })

  it.prop("are told and counted back", { days: int(first, last) }, ({ days }) => {
    assert.strictEqual(daysOf(calendarDay(days)), days)
    assert.strictEqual(daysOfDate(dateParts(days).join("")), days)
  })

  it.prop("follow each other in the calendar", { days: int(first, last - 1) }, ({ days }) => {
    const [today, next] = [calendarDay(days), calendarDay(days + 1)]
    const monthsLater = (next.year - today.year) * 12 + next.month - today.month
    assert.strictEqual(next.day, monthsLater === 0 ? today.day + 1 : 1)
    assert.include([0, 1], monthsLater)
  })
})
