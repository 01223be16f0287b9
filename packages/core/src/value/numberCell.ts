/** Number columns: read from JSON numbers or operands without losing a digit. */
import * as Result from "effect/Result"
import { bigint, type Cell } from "./ColumnType.ts"
import { parseDecimal } from "./decimal.ts"
import { ExactNumber } from "./ExactNumber.ts"

type Parsed = Result.Result<Cell, string>

/** The first and the last value of a type. */
export interface Span {
  readonly min: number
  readonly max: number
}

const bigintRule = Result.fail(`must be a whole number from ${bigint.min} to ${bigint.max}`)
const floatRule = Result.fail("must be a number that fits a double")
const realRule = Result.fail("must be a number that fits a double of 32 bits")

/** The digits of a number, or null for anything else. */
export const digitsOf = (json: unknown): string | null =>
  typeof json === "number" || typeof json === "bigint"
    ? String(json)
    : json instanceof ExactNumber
      ? json.text
      : null

export const toWhole = (value: unknown, { min, max }: Span): Parsed =>
  typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
    ? Result.succeed(value === 0 ? 0 : value)
    : Result.fail(`must be a whole number from ${min} to ${max}`)

export const parseWhole = (text: string, span: Span): Parsed =>
  toWhole(/^[+-]?\d{1,20}$/u.test(text) ? Number(text) : null, span)

/** Also from a string of digits: a browser has no other way to tell more than 53 bits. */
export const toBigint = (json: unknown): Parsed =>
  parseBigint(typeof json === "string" ? json : digitsOf(json))

export const parseBigint = (digits: string | null): Parsed => {
  if (digits === null || !/^[+-]?\d{1,20}$/u.test(digits)) return bigintRule
  const value = BigInt(digits.replace("+", ""))
  return value >= bigint.min && value <= bigint.max ? Result.succeed(value) : bigintRule
}

/** A double; NaN and the infinities are strings in JSON, which has no numbers for them. */
export const toFloat = (value: unknown): Parsed => {
  if (typeof value === "string") return isUnreal(value) ? Result.succeed(Number(value)) : floatRule
  const double = value instanceof ExactNumber ? finite(value.text) : value
  return typeof double === "number" ? Result.succeed(double === 0 ? 0 : double) : floatRule
}

export const parseFloat = (text: string): Parsed => toFloat(isDouble(text) ? finite(text) : text)

/** The nearest double of 32 bits, which JavaScript holds as one of 64. */
export const toReal = (value: unknown): Parsed => rounded(toFloat(value))

export const parseReal = (text: string): Parsed => rounded(parseFloat(text))

/** A double in the fewest digits that tell it from its neighbours, as PostgreSQL has them: none of them halfway to one. */
export const printFloat = (cell: Cell): string => {
  if (typeof cell !== "number" || !isHalfway(String(cell), cell, 53)) return printCell(cell)
  for (let digits = 1; digits < 17; digits++) {
    const longer = cell.toPrecision(digits)
    if (Number(longer) === cell && !isHalfway(longer, cell, 53)) return longer
  }
  return cell.toPrecision(17)
}

/** The same of a double of 32 bits: 0.1, not 0.10000000149011612. */
export const printReal = (cell: Cell): string => {
  if (typeof cell !== "number" || !Number.isFinite(cell)) return printCell(cell)
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(cell.toPrecision(digits))
    if (Math.fround(short) === cell && !isHalfway(String(short), cell, 24)) return String(short)
  }
  return String(Number(cell.toPrecision(9)))
}

/** A cell as JSON text, NaN and the infinities as strings: what an old image holds may be of another type than its column. */
export const printCell = (cell: Cell): string => {
  if (typeof cell === "bigint") return String(cell)
  return JSON.stringify(typeof cell === "number" && !Number.isFinite(cell) ? String(cell) : cell)
}

/** Orders numbers, false before true; NaN equals itself and is greater than all, as in PostgreSQL. */
export const compareNumbers = (left: Cell, right: Cell): number => {
  const [a, b] = [Number(left), Number(right)]
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b))
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * Whether a text of a number of so many bits is as near to one of its neighbours, which JavaScript takes where it reads it
 * back. Only whole numbers can be: what is halfway between others has more digits than any text here.
 */
function isHalfway(text: string, cell: number, bits: number): boolean {
  if (!Number.isFinite(cell) || Math.abs(cell) < 2 ** bits) return false
  const [whole = ""] = Result.getOrElse(parseDecimal(text), () => "").split(".")
  const value = BigInt(Math.abs(cell))
  const off = BigInt(whole.replace("-", "")) - value
  const half = 1n << BigInt(value.toString(2).length - bits - 1)
  // Below a power of two they stand twice as close.
  const below = (value & (value - 1n)) === 0n ? half / 2n : half
  return off !== 0n && (off === half || off === -below)
}

function isDouble(text: string): boolean {
  return /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/u.test(text)
}

function finite(digits: string): number | null {
  const double = Number(digits)
  return Number.isFinite(double) ? double : null
}

function isUnreal(text: string): boolean {
  return text === "NaN" || text === "Infinity" || text === "-Infinity"
}

function rounded(double: Parsed): Parsed {
  if (Result.isFailure(double)) return realRule
  const real = Math.fround(Number(double.success))
  return Number.isFinite(real) || !Number.isFinite(double.success)
    ? Result.succeed(real === 0 ? 0 : real)
    : realRule
}
