/** Calendar dates as PostgreSQL writes them: `2026-11-25`, `12026-01-01`, `0044-03-15 BC`, `infinity`. */
import * as Result from "effect/Result"
import { calendarDay, daysOf } from "./calendar.ts"
import { compareText } from "./text.ts"

/** The first day that a date or an instant can be on, 4714-11-24 BC, in days after 1970-01-01. */
export const firstDay = -2_440_588
// 5874897-12-31.
const lastDay = 2_145_042_905

const grammar = /^(\d{4}|[1-9]\d{4,6})-(\d{2})-(\d{2})( BC)?$/u

/** A calendar date from 4714-11-24 BC to 5874897-12-31, or `infinity` or `-infinity`. */
export const parseDate = (text: string): Result.Result<string, string> =>
  daysOfDate(text) === null ? notADate : Result.succeed(text)

/** How many days a date is after 1970-01-01; null for what is no date. */
export const daysOfDate = (text: string): number | null => {
  if (text === "infinity" || text === "-infinity") return text === "infinity" ? Infinity : -Infinity
  const [, year = "0000", month, day, bc] = grammar.exec(text) ?? []
  if (year === "0000") return null
  const days = daysOf({
    year: bc === undefined ? Number(year) : 1 - Number(year),
    month: Number(month),
    day: Number(day)
  })
  return days === null || days < firstDay || days > lastDay ? null : days
}

/** The date so many days after 1970-01-01, in two parts: what stands behind the date stands also behind a time. */
export const dateParts = (days: number): readonly [date: string, era: "" | " BC"] => {
  const { year, month, day } = calendarDay(days)
  const shown = String(year > 0 ? year : 1 - year).padStart(4, "0")
  return [`${shown}-${twoDigits(month)}-${twoDigits(day)}`, year > 0 ? "" : " BC"]
}

/** Orders two dates by time. */
export const compareDates = (left: string, right: string): number => {
  if (left.length === 10 && right.length === 10) return compareText(left, right)
  const [a, b] = [daysOfDate(left), daysOfDate(right)]
  if (a === null || b === null) return compareText(left, right)
  return a < b ? -1 : a > b ? 1 : 0
}

/** A whole number below 100 with both its digits. */
export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value))

const notADate = Result.fail("must be a date such as 2026-11-25")
