/** Dates of HTTP (RFC 9110 §5.6.7): three forms are read, one is written. */
import { instantOf, parseInstant } from "@pgcrest/core"
import * as Result from "effect/Result"

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

const day = `(?:${days.join("|")})`
const month = `(?<month>${months.join("|")})`
const time = "(?<time>\\d{2}:\\d{2}:\\d{2})"
// IMF-fixdate, then those of RFC 850 and of asctime.
const forms = [
  `${day}, (?<day>\\d{2}) ${month} (?<year>\\d{4}) ${time} GMT`,
  `(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day, (?<day>\\d{2})-${month}-(?<year>\\d{2}) ${time} GMT`,
  `${day} ${month} (?<day>[ \\d]\\d) ${time} (?<year>\\d{4})`
].map((form) => new RegExp(`^${form}$`, "u"))

/** The last instant of the second that a date names, RFC 3339 in UTC; null for what is no date. */
export const parseHttpDate = (text: string): string | null => {
  for (const form of forms) {
    const groups = form.exec(text)?.groups
    if (groups !== undefined) return lastInstantOf(groups)
  }
  return null
}

/**
 * An instant as a date, its fraction of a second cut off, and none later than the clock (RFC 9110 §8.8.2.1); null for
 * what no date is of, as years of more than four digits.
 */
export const renderHttpDate = (instant: string, millis: number): string | null => {
  if (!written.test(instant)) return null
  const [year, month, day] = [instant.slice(0, 4), Number(instant.slice(5, 7)), instant.slice(8, 10)]
  const midnight = Date.UTC(Number(year), month - 1, Number(day))
  if (midnight + millisOfDay(instant) > millis) return renderHttpDate(instantOf(millis), millis)
  const weekday = days[(((midnight / dayMillis + 4) % 7) + 7) % 7]
  return `${weekday}, ${day} ${months[month - 1]} ${year} ${instant.slice(11, 19)} GMT`
}

const written = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/u
const dayMillis = 86_400_000

function millisOfDay(instant: string): number {
  const part = (at: number) => Number(instant.slice(at, at + 2))
  return 1000 * (3600 * part(11) + 60 * part(14) + part(17))
}

function lastInstantOf({ year = "", month = "", day = "", time = "" }: Readonly<Record<string, string>>) {
  const number = String(months.indexOf(month) + 1).padStart(2, "0")
  // A leap second is of the minute that it ends.
  const instant = `${fullYear(year)}-${number}-${day.replace(" ", "0")}T${time.replace(/60$/u, "59")}.999999Z`
  return Result.getOrElse(parseInstant(instant), () => null)
}

/** One of two digits is not far in the future; too early a date refuses a write, and leaves a read whole. */
function fullYear(year: string): string {
  if (year.length === 4) return year
  return Number(year) < 77 ? `20${year}` : `19${year}`
}
