/** What operators say of two values. */
import * as Result from "effect/Result"
import type { Cell } from "../value/ColumnType.ts"
import { matchRegex } from "../value/matchRegex.ts"
import { parseRegex } from "../value/parseRegex.ts"
import { like } from "../value/text.ts"
import { padded } from "../value/textCell.ts"
import { type Comparison, isMatching, type Matching, type Operator, type Predicate } from "./predicates.ts"
import type { Term } from "./Term.ts"

/** An operator, and the column whose type says what it means. */
interface Operation {
  readonly column: Term
  readonly operator: Operator
}

/** Whether an operator holds of two values; unknown of null. */
export const compared = ({ column, operator }: Operation, actual: Cell, operand: Cell): boolean | null => {
  if (actual === null || operand === null) return null
  return isMatching(operator)
    ? matches[operator](textIn(column, actual), String(operand), column)
    : holds[operator](column.cell.compare(actual, operand))
}

/** The same of what has no opposite; two nulls are not distinct, and one is. */
export const related = (
  { column, operator, value }: Extract<Predicate, { readonly _tag: "Relate" }>,
  actual: Cell
): boolean | null => {
  const { compare, relations } = column.cell
  if (operator === "isdistinct")
    return actual === null || value === null ? actual !== value : compare(actual, value) !== 0
  return actual === null || value === null ? null : (relations[operator]?.(actual, value) ?? null)
}

const holds: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0
}

const matches: Record<Matching, (text: string, pattern: string, column: Term) => boolean> = {
  like: (text, pattern, { type }) => (type.kind === "citext" ? isLike(text, pattern) : like(text, pattern)),
  ilike: isLike,
  match: (text, pattern) => isFound(text, pattern, false),
  imatch: (text, pattern) => isFound(text, pattern, true)
}

function isLike(text: string, pattern: string): boolean {
  return like(text.toLowerCase(), pattern.toLowerCase())
}

function isFound(text: string, pattern: string, insensitive: boolean): boolean {
  const regex = parseRegex(pattern)
  return Result.isSuccess(regex) && matchRegex(regex.success, text, insensitive)
}

// Blanks that fill up a char mean nothing to `=`, and something to LIKE.
function textIn({ type }: Term, actual: Cell): string {
  return type.kind === "char" ? padded(String(actual), type.length) : String(actual)
}
