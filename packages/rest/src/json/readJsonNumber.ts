/** Numbers of a JSON text (RFC 8259 §6), without losing a digit. */
import { ExactNumber } from "@pgcrest/core"
import { expected, type JsonCursor } from "./JsonCursor.ts"

/** Reads the number that starts at the cursor: a double where that prints the same decimal again, else its text. */
export const readJsonNumber = (cursor: JsonCursor): number | ExactNumber | undefined => {
  const { text } = cursor
  const start = cursor.at
  const whole = wholeEnd(cursor, text.charCodeAt(start) === minus ? start + 1 : start)
  if (whole === undefined) return undefined
  const fraction = text.charCodeAt(whole) === dot ? digits(cursor, whole + 1) : whole
  if (fraction === undefined) return undefined
  const end = (text.charCodeAt(fraction) | 0x20) === letterE ? exponentEnd(cursor, fraction + 1) : fraction
  if (end === undefined) return undefined
  cursor.at = end
  const source = text.slice(start, end)
  const value = Number(source)
  // Up to 15 digits without an exponent survive in any double.
  return (end === fraction && source.length <= 15) || isExact(source, value) ? value : new ExactNumber(source)
}

const minus = 0x2d
const plus = 0x2b
const dot = 0x2e
const zero = 0x30
const letterE = 0x65

function wholeEnd(cursor: JsonCursor, start: number): number | undefined {
  const end = digits(cursor, start)
  const leadingZero = end !== undefined && end > start + 1 && cursor.text.charCodeAt(start) === zero
  return leadingZero ? expected(cursor, start + 1, "no digit behind a leading zero") : end
}

function exponentEnd(cursor: JsonCursor, start: number): number | undefined {
  const sign = cursor.text.charCodeAt(start)
  return digits(cursor, sign === plus || sign === minus ? start + 1 : start)
}

function digits(cursor: JsonCursor, start: number): number | undefined {
  let at = start
  while (isDigit(cursor.text.charCodeAt(at))) at++
  return at === start ? expected(cursor, at, "a digit") : at
}

/** Whether the shortest text of the double is the same decimal; false for 1e400 (Infinity) and 1e-400 (0). */
function isExact(source: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  const [written, kept] = [decimal(source), decimal(String(value))]
  return written.digits === kept.digits && (written.digits === "" || written.exponent === kept.exponent)
}

/** 0.digits × 10^exponent, without zeros at either end; loops, since a regular expression for `0+$` is quadratic. */
function decimal(text: string): { readonly digits: string; readonly exponent: number } {
  const [mantissa = "", exponent = "0"] = text.toLowerCase().split("e")
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".")
  const all = whole + fraction
  let first = 0
  while (all.charCodeAt(first) === zero) first++
  let last = all.length
  while (last > first && all.charCodeAt(last - 1) === zero) last--
  return { digits: all.slice(first, last), exponent: Number(exponent) + whole.length - first }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= 0x39
}
