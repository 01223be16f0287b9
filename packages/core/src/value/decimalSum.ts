/** Sums and averages of decimals, to the digit that PostgreSQL's numeric tells. */
import * as Result from "effect/Result"
import { parseDecimal } from "./decimal.ts"

/** A decimal as a whole number of its smallest places. */
interface Scaled {
  readonly whole: bigint
  /** Digits behind the point. */
  readonly scale: number
}

/** The sum, with as many digits behind the point as the longest of them has; NaN and the infinities count as in PostgreSQL. */
export const sumDecimals = (texts: ReadonlyArray<string>): string => {
  const endless = new Set(texts.filter(isEndless))
  if (endless.size > 0) return endless.size > 1 || endless.has("NaN") ? "NaN" : [...endless].join()
  const parts = texts.map(scaled)
  const scale = parts.reduce((most, one) => Math.max(most, one.scale), 0)
  const whole = parts.reduce((sum, one) => sum + one.whole * power(scale - one.scale), 0n)
  return render({ whole, scale })
}

/** A sum divided by a count of one or more, rounded half away from zero. */
export const divideDecimal = (sum: string, count: number): string => {
  if (isEndless(sum)) return sum
  const { whole, scale } = scaled(sum)
  const wanted = quotientScale(sum, scale, count)
  const above = (whole < 0n ? -whole : whole) * power(wanted - scale)
  const below = BigInt(count) * power(scale - wanted)
  const rounded = (2n * above + below) / (2n * below)
  return render({ whole: whole < 0n ? -rounded : rounded, scale: wanted })
}

const [leastDigits, mostPlaces, perGroup] = [16, 1000, 4]

/**
 * How many digits a quotient has behind its point: sixteen that count at least, as select_div_scale of PostgreSQL's
 * numeric.c estimates them by the first groups of four digits, and no fewer than the dividend.
 */
function quotientScale(sum: string, scale: number, count: number): number {
  const [dividend, divisor] = [leading(sum), leading(String(count))]
  const weight = dividend.weight - divisor.weight - (dividend.group <= divisor.group ? 1 : 0)
  return Math.min(Math.max(leastDigits - weight * perGroup, scale, 0), mostPlaces)
}

/** The first group of four digits that are not all zero, counted from the point, and where it stands. */
function leading(plain: string): { readonly weight: number; readonly group: number } {
  const [before = "", behind = ""] = plain.replace("-", "").split(".")
  const whole = before.padStart(inGroups(before), "0")
  const groups = (whole + behind.padEnd(inGroups(behind), "0")).match(/\d{4}/gu) ?? []
  const at = groups.findIndex((group) => group !== "0000")
  return at < 0
    ? { weight: 0, group: 0 }
    : { weight: whole.length / perGroup - 1 - at, group: Number(groups[at]) }
}

function inGroups({ length }: string): number {
  return Math.ceil(length / perGroup) * perGroup
}

function isEndless(text: string): boolean {
  return text === "NaN" || text === "Infinity" || text === "-Infinity"
}

function scaled(text: string): Scaled {
  const plain = Result.getOrElse(parseDecimal(text), () => "0")
  const point = plain.indexOf(".")
  return { whole: BigInt(plain.replace(".", "")), scale: point < 0 ? 0 : plain.length - point - 1 }
}

function render({ scale, whole }: Scaled): string {
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, "0")
  const at = digits.length - scale
  return `${whole < 0n ? "-" : ""}${digits.slice(0, at)}${scale === 0 ? "" : `.${digits.slice(at)}`}`
}

function power(places: number): bigint {
  return 10n ** BigInt(Math.max(places, 0))
}
