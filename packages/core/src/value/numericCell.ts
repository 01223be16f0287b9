/** Columns of decimals: every digit kept, with NaN and the infinities that PostgreSQL's numeric has. */
import * as Result from "effect/Result"
import type { Cell } from "./ColumnType.ts"
import { compareDecimals, fitDecimal, parseDecimal, printDecimal } from "./decimal.ts"
import { digitsOf, printCell } from "./numberCell.ts"
import { compareText } from "./text.ts"

type Parsed = Result.Result<Cell, string>

/** A JSON number, or a string of its digits, as the column holds it. */
export const toNumeric = (
  json: unknown,
  { precision, scale }: { readonly precision: number | null; readonly scale: number | null }
): Parsed => {
  const digits = typeof json === "string" ? json : digitsOf(json)
  if (digits === null) return Result.fail("must be a number")
  if (json === "NaN") return Result.succeed("NaN")
  // A column that counts digits has no room for what has no end.
  return precision === null ? parseNumeric(digits) : fitDecimal(digits, precision, scale ?? 0)
}

/** An operand, which may have more digits than the column. */
export const parseNumeric = (text: string): Parsed =>
  places.has(text) ? Result.succeed(text) : parseDecimal(text)

/** Orders by value: 1.0 equals 1.00, and NaN is greater than all. */
export const compareNumerics = (left: Cell, right: Cell): number => {
  const [a, b] = [String(left), String(right)]
  const [x, y] = [places.get(a) ?? 0, places.get(b) ?? 0]
  if (x !== 0 || y !== 0) return Math.sign(x - y)
  return isPlain(a) && isPlain(b) ? compareDecimals(a, b) : compareText(a, b)
}

/** Bare digits; what an old image holds may be of another type than the column is today. */
export const printNumeric = (cell: Cell): string =>
  typeof cell === "string" ? printDecimal(cell) : printCell(cell)

// What is not finite, by where it stands beside all that is.
const places: ReadonlyMap<string, number> = new Map([
  ["-Infinity", -1],
  ["Infinity", 1],
  ["NaN", 2]
])

function isPlain(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(text)
}
