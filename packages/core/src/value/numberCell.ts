/** Number columns: read from JSON numbers or operands without losing a digit. */
import * as Result from "effect/Result"
import { bigint, type Cell, integer } from "./ColumnType.ts"
import { ExactNumber } from "./ExactNumber.ts"

type Parsed = Result.Result<Cell, string>

const integerRule = Result.fail(`must be a whole number from ${integer.min} to ${integer.max}`)
const bigintRule = Result.fail(`must be a whole number from ${bigint.min} to ${bigint.max}`)
const floatRule = Result.fail("must be a number that fits a double")

/** The digits of a number, or null for anything else. */
export const digitsOf = (json: unknown): string | null =>
  typeof json === "number" || typeof json === "bigint"
    ? String(json)
    : json instanceof ExactNumber
      ? json.text
      : null

export const toInteger = (value: unknown): Parsed =>
  typeof value === "number" && Number.isInteger(value) && value >= integer.min && value <= integer.max
    ? Result.succeed(value === 0 ? 0 : value)
    : integerRule

export const parseInteger = (text: string): Parsed =>
  /^[+-]?\d{1,20}$/u.test(text) ? toInteger(Number(text)) : integerRule

export const toBigint = (digits: string | null): Parsed => {
  if (digits === null || !/^[+-]?\d{1,20}$/u.test(digits)) return bigintRule
  const value = BigInt(digits.replace("+", ""))
  return value >= bigint.min && value <= bigint.max ? Result.succeed(value) : bigintRule
}

export const toFloat = (value: unknown): Parsed => {
  const double = value instanceof ExactNumber ? Number(value.text) : value
  return typeof double === "number" && Number.isFinite(double)
    ? Result.succeed(double === 0 ? 0 : double)
    : floatRule
}

export const parseFloat = (text: string): Parsed =>
  /^[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?$/u.test(text) ? toFloat(Number(text)) : floatRule
