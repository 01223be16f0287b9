/** The order of jsonb: null, strings, numbers, booleans, arrays, objects; larger ones behind smaller ones. */
import type { Cell } from "./ColumnType.ts"
import { compareDecimals } from "./decimal.ts"
import { exactDigits, isObject } from "./jsonCell.ts"
import { membersOf } from "./jsonbText.ts"
import { compareText } from "./text.ts"

/** Negative, zero or positive, as PostgreSQL compares two values of jsonb. */
export const compareJsonb = (left: Cell, right: Cell): number => {
  // An array without elements stands before all scalars, and nowhere but at the root.
  const [a, b] = [isEmptyArray(left), isEmptyArray(right)]
  if (a !== b && (a ? isScalar(right) : isScalar(left))) return a ? -1 : 1
  return compareValues(left, right)
}

function compareValues(left: unknown, right: unknown): number {
  const byRank = rankOf(left) - rankOf(right)
  if (byRank !== 0) return byRank
  if (typeof left === "string" && typeof right === "string") return compareText(left, right)
  if (typeof left === "boolean") return Number(left) - Number(right)
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right)
  if (isObject(left) && isObject(right)) return compareLists(flat(left), flat(right))
  return compareDecimals(exactDigits(left) ?? "0", exactDigits(right) ?? "0")
}

/** By their number, then one by one. */
function compareLists(left: ReadonlyArray<unknown>, right: ReadonlyArray<unknown>): number {
  if (left.length !== right.length) return left.length - right.length
  for (const [at, one] of left.entries()) {
    const order = compareValues(one, right[at])
    if (order !== 0) return order
  }
  return 0
}

/** Names and values in turns, as they are compared. */
function flat(object: object): ReadonlyArray<unknown> {
  return membersOf(object).flat(1)
}

function rankOf(json: unknown): number {
  if (json === null) return 0
  if (typeof json === "string") return 1
  if (typeof json === "boolean") return 3
  return Array.isArray(json) ? 4 : isObject(json) ? 5 : 2
}

function isEmptyArray(json: Cell): boolean {
  return Array.isArray(json) && json.length === 0
}

function isScalar(json: Cell): boolean {
  return !Array.isArray(json) && !isObject(json)
}
