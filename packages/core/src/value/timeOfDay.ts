/** Times of a day as PostgreSQL writes them: `08:30:00.25`, with an offset `08:30:00+02`. */
import * as Result from "effect/Result"
import { twoDigits } from "./date.ts"
import { secondsOfOffset } from "./offset.ts"
import { compareText } from "./text.ts"

const timeGrammar = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6})\d*)?)?$/u
const zonedGrammar = /^([\d:.]+)([Zz]|[+-]\d{2}(?::?\d{2}(?::\d{2})?)?)$/u
// PostgreSQL's own bound of an offset that it keeps.
const widestOffset = 16 * 3600

/** A time from 00:00:00 to 24:00:00; digits beyond the microsecond are cut off. Fails with the rule that the text breaks. */
export const parseTime = (text: string): Result.Result<string, string> => {
  const [, hours = "25", minutes = "", seconds = "00", digits = ""] = timeGrammar.exec(text) ?? []
  const fraction = digits.replace(/0+$/u, "")
  const time = `${hours}:${minutes}:${seconds}${fraction === "" ? "" : `.${fraction}`}`
  const exists = Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60
  return exists || time === "24:00:00" ? Result.succeed(time) : notATime
}

/** A time with an offset of less than 16 hours, which is kept. */
export const parseZonedTime = (text: string): Result.Result<string, string> => {
  const [, time = "", offset = ""] = zonedGrammar.exec(text) ?? []
  const [read, ahead] = [parseTime(time), secondsOfOffset(offset)]
  return Result.isFailure(read) || ahead === null || Math.abs(ahead) >= widestOffset
    ? notAZonedTime
    : Result.succeed(read.success + offsetText(ahead))
}

/** Orders two times with offsets by their instant of one day, those of one instant from east to west. */
export const compareZonedTimes = (left: string, right: string): number => {
  const [a, b] = [keyOf(left), keyOf(right)]
  if (a === null || b === null) return compareText(left, right)
  return a.utc === b.utc ? Math.sign(b.ahead - a.ahead) : a.utc < b.utc ? -1 : 1
}

const notATime = Result.fail("must be a time such as 08:30:00")
const notAZonedTime = Result.fail("must be a time with an offset, such as 08:30:00+02")

function offsetText(ahead: number): string {
  const size = Math.abs(ahead)
  const [minutes, seconds] = [Math.floor(size / 60) % 60, size % 60]
  const rest = seconds > 0 ? `:${twoDigits(minutes)}:${twoDigits(seconds)}` : `:${twoDigits(minutes)}`
  return `${ahead < 0 ? "-" : "+"}${twoDigits(Math.floor(size / 3600))}${minutes + seconds > 0 ? rest : ""}`
}

/** Microseconds in UTC, and how many seconds the clock is ahead. */
function keyOf(text: string): { readonly utc: number; readonly ahead: number } | null {
  const [, time = "", offset = ""] = zonedGrammar.exec(text) ?? []
  const ahead = secondsOfOffset(offset)
  const [, hours, minutes, seconds, fraction = ""] = timeGrammar.exec(time) ?? []
  if (ahead === null || hours === undefined) return null
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) - ahead
  return { utc: whole * 1_000_000 + Number(fraction.padEnd(6, "0")), ahead }
}
