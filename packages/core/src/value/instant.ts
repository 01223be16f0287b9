/** Instants as text: RFC 3339, UTC, microseconds kept, as PostgreSQL holds them; and times on a wall, without an offset. */
import * as Result from "effect/Result"
import { dateParts, daysOfDate, firstDay, twoDigits } from "./date.ts"
import { secondsOfOffset } from "./offset.ts"
import { compareText } from "./text.ts"

const grammar =
  /^(\d{4,6}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d*)?([Zz]|[+-]\d{2}(?::?\d{2}(?::\d{2})?)?)?( BC)?$/u
const daySeconds = 86_400
// Up to the end of the year 294276.
const [first, end] = [firstDay * daySeconds, 106_762_940 * daySeconds]

/** Seconds after 1970-01-01T00:00:00, and the digits of their fraction without zeros at its end. */
interface Moment {
  readonly seconds: number
  readonly fraction: string
}

/**
 * An instant with an offset (RFC 3339, or PostgreSQL's own text), told in UTC; digits beyond the microsecond are cut off.
 * Years have more than four digits where they need them, those before the first stand before ` BC`, and `infinity` and
 * `-infinity` stay what they are. Fails with the rule that the text breaks.
 */
export const parseInstant = (text: string): Result.Result<string, string> => {
  if (isInfinite(text)) return Result.succeed(text)
  const [moment, offset] = momentOf(text)
  return moment === null || offset === null ? notAnInstant : Result.succeed(render(moment, "Z"))
}

/** What a clock on a wall shows: a date and a time without an offset, to the microsecond. */
export const parseLocal = (text: string): Result.Result<string, string> => {
  if (isInfinite(text)) return Result.succeed(text)
  const [moment, offset] = momentOf(text)
  return moment === null || offset !== null ? notLocal : Result.succeed(render(moment, ""))
}

/** The instant of a Clock reading in milliseconds. Counted by hand: a DateTime per request took 11 µs of a `get`. */
export const fromMillis = (millis: number): string => {
  const seconds = Math.floor(millis / 1000)
  const fraction = String(millis - seconds * 1000).padStart(3, "0")
  return render({ seconds, fraction: withoutZeros(fraction) }, "Z")
}

/** Orders two instants as `parseInstant` tells them: negative, zero or positive; the second without a fraction comes first. */
export const compareInstants = (left: string, right: string): number => {
  if (!isUsual(left) || !isUsual(right)) return compareMoments(left, right)
  const a = left.slice(0, -1)
  const b = right.slice(0, -1)
  return a < b ? -1 : a > b ? 1 : 0
}

/** Orders two times on a wall as `parseLocal` tells them. */
export const compareLocals = (left: string, right: string): number => compareMoments(left, right)

const notAnInstant = Result.fail("must be an instant with an offset, such as 2026-11-25T08:30:00Z")
const notLocal = Result.fail("must be a date and a time without an offset, such as 2026-11-25T08:30:00")

/** The moment in UTC, or as it is where no offset is told. */
function momentOf(text: string): readonly [Moment | null, offset: number | null] {
  const [, date = "", hours, minutes, seconds, fraction = "", zone, bc = ""] = grammar.exec(text) ?? []
  const days = daysOfDate(`${date}${bc}`)
  const offset = zone === undefined ? null : secondsOfOffset(zone)
  if (days === null || (zone !== undefined && offset === null)) return [null, null]
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return [null, null]
  const ofDay = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - (offset ?? 0)
  const all = days * daySeconds + ofDay
  return all < first || all >= end
    ? [null, null]
    : [{ seconds: all, fraction: withoutZeros(fraction) }, offset]
}

function render({ seconds, fraction }: Moment, zone: "Z" | ""): string {
  const days = Math.floor(seconds / daySeconds)
  const ofDay = seconds - days * daySeconds
  const [date, era] = dateParts(days)
  const [hours, minutes] = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60]
  const time = `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(ofDay % 60)}`
  return `${date}T${time}${fraction === "" ? "" : `.${fraction}`}${zone}${era}`
}

function compareMoments(left: string, right: string): number {
  const [a, b] = [keyOf(left), keyOf(right)]
  if (a === null || b === null) return compareText(left, right)
  return a.seconds === b.seconds ? compareText(a.fraction, b.fraction) : a.seconds < b.seconds ? -1 : 1
}

function keyOf(text: string): Moment | null {
  return isInfinite(text)
    ? { seconds: text === "infinity" ? Infinity : -Infinity, fraction: "" }
    : momentOf(text)[0]
}

function isInfinite(text: string): boolean {
  return text === "infinity" || text === "-infinity"
}

/** A year of four digits and no era: the text is in the order of time. */
function isUsual(text: string): boolean {
  return text.charCodeAt(4) === 45 && text.endsWith("Z")
}

function withoutZeros(digits: string): string {
  let end = digits.length
  while (end > 0 && digits.charCodeAt(end - 1) === 48) end--
  return digits.slice(0, end)
}
