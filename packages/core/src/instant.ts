/** Dates and instants as text: RFC 3339, UTC, microseconds kept, as PostgreSQL holds them. */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Result from "effect/Result"

const dateGrammar = /^\d{4}-\d{2}-\d{2}$/u
const instantGrammar = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,6})\d*)?([Zz]|[+-]\d{2}:?\d{2})$/u

/** A calendar date from 0001-01-01 to 9999-12-31. */
export const parseDate = (text: string): Result.Result<string, string> =>
  isDate(text) ? Result.succeed(text) : Result.fail("must be a date such as 2026-11-25")

/** An instant with an offset, told in UTC; digits beyond the microsecond are cut off. */
export const parseInstant = (text: string): Result.Result<string, string> => {
  const [, date = "", time = "", fraction = "", offset = ""] = instantGrammar.exec(text) ?? []
  if (!isDate(date) || !isTime(time)) return notAnInstant
  const utc = DateTime.make(`${date}T${time}${rfcOffset(offset)}`)
  if (Option.isNone(utc)) return notAnInstant
  const iso = DateTime.formatIso(DateTime.toUtc(utc.value)).slice(0, 19)
  if (!isDate(iso.slice(0, 10))) return notAnInstant
  const digits = fraction.replace(/0+$/u, "")
  return Result.succeed(digits === "" ? `${iso}Z` : `${iso}.${digits}Z`)
}

/** The instant of a Clock reading in milliseconds. */
export const fromMillis = (millis: number): string =>
  DateTime.formatIso(DateTime.makeUnsafe(millis)).replace(/\.?0*Z$/u, "Z")

/** Orders two instants; the second without a fraction comes first. */
export const compareInstants = (left: string, right: string): number => {
  const a = left.slice(0, -1)
  const b = right.slice(0, -1)
  return a < b ? -1 : a > b ? 1 : 0
}

const notAnInstant = Result.fail("must be an instant with an offset, such as 2026-11-25T08:30:00Z")

function isDate(text: string): boolean {
  if (!dateGrammar.test(text) || text.startsWith("0000")) return false
  const day = DateTime.make(`${text}T00:00:00Z`)
  // 2026-02-30 is read as March: only a date that comes back unchanged exists.
  return Option.isSome(day) && DateTime.formatIso(DateTime.toUtc(day.value)).startsWith(text)
}

function isTime(text: string): boolean {
  const [hours = 24, minutes = 60, seconds = 60] = text.split(":").map(Number)
  return hours < 24 && minutes < 60 && seconds < 60
}

function rfcOffset(offset: string): string {
  if (offset === "z") return "Z"
  return offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset
}
