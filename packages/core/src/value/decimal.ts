/** Decimal numbers as text, compared and normalised without losing a digit. */
import * as Result from "effect/Result"

interface Decimal {
  readonly negative: boolean
  /** Digits before and after the point, without leading zeros before it. */
  readonly whole: string
  readonly fraction: string
}

// PostgreSQL's numeric ends at 131,072 digits before the point; a thousand is more than any column here declares.
const mostDigits = 1000
const grammar = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/u

/** Reads `-12.50`, `1e3` or `.5` and writes it plainly, keeping trailing zeros. */
export const parseDecimal = (text: string): Result.Result<string, string> => {
  const parts = split(text)
  return parts === null ? notDecimal : Result.succeed(render(parts))
}

/**
 * Fits a decimal into numeric(precision, scale) as PostgreSQL prints it, or says why it does not. A negative scale counts
 * zeros before the point, one beyond the precision zeros behind it.
 */
export const fitDecimal = (text: string, precision: number, scale: number): Result.Result<string, string> => {
  const parts = split(text)
  if (parts === null) return notDecimal
  const [before, after] = [Math.max(precision - scale, 0), Math.max(scale, 0)]
  const fraction = parts.fraction.replace(/0+$/u, "")
  if (fraction.length > after) return Result.fail(`must have at most ${after} digits after the point`)
  if (parts.whole.length > before) return Result.fail(`must have at most ${before} digits before the point`)
  if (parts.whole !== "" && !endsInZeros(parts.whole, -scale))
    return Result.fail(`must end in ${-scale} zeros before the point`)
  if (fraction !== "" && !beginsWithZeros(fraction, scale - precision))
    return Result.fail(`must begin with ${scale - precision} zeros after the point`)
  return Result.succeed(render({ ...parts, fraction: fraction.padEnd(after, "0") }))
}

/** Orders two plain decimals by value: 1.0 equals 1.00. */
export const compareDecimals = (left: string, right: string): number => {
  const scale = Math.max(fractionDigits(left), fractionDigits(right))
  const a = scaled(left, scale)
  const b = scaled(right, scale)
  return a < b ? -1 : a > b ? 1 : 0
}

/** A decimal as JSON text. NaN is a string there, and a hook may make any text of it: what is no number must not end up bare. */
export const printDecimal = (text: string): string =>
  /^-?\d+(?:\.\d+)?$/u.test(text) ? text : JSON.stringify(text)

const notDecimal = Result.fail(`must be a decimal number of at most ${mostDigits} digits`)

function split(text: string): Decimal | null {
  const match = grammar.exec(text)
  if (match === null) return null
  const [, sign, whole = "", fraction = "", exponent = "0"] = match
  if (whole === "" && fraction === "") return null
  const shift = Number(exponent)
  if (Math.abs(shift) + whole.length + fraction.length > mostDigits) return null
  const digits = whole + fraction
  const point = whole.length + shift
  const padded =
    point > digits.length
      ? digits.padEnd(point, "0")
      : digits.padStart(digits.length - Math.min(point, 0), "0")
  const at = Math.max(point, 0)
  return {
    negative: sign === "-",
    whole: padded.slice(0, at).replace(/^0+/u, ""),
    fraction: padded.slice(at)
  }
}

function endsInZeros(digits: string, count: number): boolean {
  return count <= 0 || digits.endsWith("0".repeat(count))
}

function beginsWithZeros(digits: string, count: number): boolean {
  return count <= 0 || digits.startsWith("0".repeat(count))
}

function render({ negative, whole, fraction }: Decimal): string {
  const plain = (whole === "" ? "0" : whole) + (fraction === "" ? "" : `.${fraction}`)
  return negative && /[1-9]/u.test(plain) ? `-${plain}` : plain
}

function fractionDigits(plain: string): number {
  const point = plain.indexOf(".")
  return point < 0 ? 0 : plain.length - point - 1
}

function scaled(plain: string, scale: number): bigint {
  return BigInt(plain.replace(".", "") + "0".repeat(scale - fractionDigits(plain)))
}
