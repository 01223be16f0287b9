/** Intervals as ISO 8601 durations, as PostgreSQL's style iso_8601 prints them: months, days and microseconds apart. */
import * as Result from "effect/Result"
import { bigint, integer } from "./ColumnType.ts"
import { compareText } from "./text.ts"

interface Interval {
  readonly months: bigint
  readonly days: bigint
  readonly micros: bigint
}

const part = (unit: string) => String.raw`(?:(?<${unit}>[+-]?\d{1,19})${unit.charAt(0)})?`
const iso = new RegExp(
  `^P(?=.)${part("Years")}${part("Months")}${part("Weeks")}${part("Days")}` +
    String.raw`(?:T(?=.)${part("Hours")}${part("Minutes")}(?:(?<Seconds>[+-]?\d{1,19}(?:\.\d{1,100})?)S)?)?$`,
  "u"
)
const plain = (unit: string, word: string) => String.raw`(?: (?<${unit}>[+-]?\d{1,19}) ${word}s?)?`
const postgres = new RegExp(
  `^${plain("Years", "year")}${plain("Months", "mon")}${plain("Days", "day")}` +
    String.raw`(?: (?<Sign>[+-])?(?<Hours>\d{2,19}):(?<Minutes>\d{2}):(?<Seconds>\d{2}(?:\.\d{1,100})?))?$`,
  "u"
)

/** A duration such as `P1DT12H` or PostgreSQL's `1 day 12:00:00`, `infinity` or `-infinity`; fails with the rule that it breaks. */
export const parseInterval = (text: string): Result.Result<string, string> => {
  if (text === "infinity" || text === "-infinity") return Result.succeed(text)
  const interval = read(text)
  return interval === null ? notAnInterval : Result.succeed(print(interval))
}

/** Whether a text is an ISO 8601 duration that is longer than nothing. */
export const isDuration = (text: string): boolean => {
  const interval = iso.test(text) ? read(text) : null
  return interval !== null && spanOf(interval) > 0n
}

/** How long a duration is, in milliseconds: a month is thirty days, a day 24 hours. */
export const millisOf = (duration: string): number => {
  const interval = read(duration)
  return interval === null ? 0 : Number(spanOf(interval) / 1000n)
}

/** Orders as PostgreSQL does: a month is thirty days, a day 24 hours. */
export const compareIntervals = (left: string, right: string): number => {
  if (left === right) return 0
  if (left === "infinity" || right === "-infinity") return 1
  if (right === "infinity" || left === "-infinity") return -1
  const [a, b] = [read(left), read(right)]
  if (a === null || b === null) return compareText(left, right)
  const [x, y] = [spanOf(a), spanOf(b)]
  return x < y ? -1 : x > y ? 1 : 0
}

const notAnInterval = Result.fail(
  "must be a duration such as P1Y2M3DT4H5M6.5S, with decimals in its seconds alone"
)
const minute = 60_000_000n
const hour = 60n * minute

function read(text: string): Interval | null {
  const groups = (iso.exec(text) ?? postgres.exec(` ${text}`))?.groups
  if (groups === undefined) return null
  const whole = (unit: string) => BigInt((groups[unit] ?? "0").replace("+", ""))
  const time = whole("Hours") * hour + whole("Minutes") * minute + microsOf(groups["Seconds"] ?? "0")
  return within({
    months: whole("Years") * 12n + whole("Months"),
    days: whole("Weeks") * 7n + whole("Days"),
    micros: groups["Sign"] === "-" ? -time : time
  })
}

function within({ months, days, micros }: Interval): Interval | null {
  const isInteger = (value: bigint) => value >= integer.min && value <= integer.max
  const fits = isInteger(months) && isInteger(days) && micros >= bigint.min && micros <= bigint.max
  return fits ? { months, days, micros } : null
}

function microsOf(seconds: string): bigint {
  const [whole = "0", fraction = ""] = seconds.replace(/^[+-]/u, "").split(".")
  const micros = BigInt(whole) * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, "0"))
  return seconds.startsWith("-") ? -micros : micros
}

function print({ months, days, micros }: Interval): string {
  const date = shown(months / 12n, "Y") + shown(months % 12n, "M") + shown(days, "D")
  const time = shown(micros / hour, "H") + shown((micros % hour) / minute, "M") + seconds(micros % minute)
  return date + time === "" ? "PT0S" : `P${date}${time === "" ? "" : `T${time}`}`
}

function shown(value: bigint, unit: string): string {
  return value === 0n ? "" : `${value}${unit}`
}

function seconds(micros: bigint): string {
  if (micros === 0n) return ""
  const size = micros < 0n ? -micros : micros
  const fraction = String(size % 1_000_000n)
    .padStart(6, "0")
    .replace(/0+$/u, "")
  return `${micros < 0n ? "-" : ""}${size / 1_000_000n}${fraction === "" ? "" : `.${fraction}`}S`
}

function spanOf({ months, days, micros }: Interval): bigint {
  return micros + (months * 30n + days) * 24n * hour
}
