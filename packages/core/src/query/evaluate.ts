/** Whether a record fulfils a condition, of a store that has its records at hand. */
import type { Column } from "../resource/Column.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { like } from "../value/text.ts"
import { padded } from "../value/textCell.ts"
import type { Comparison, Operator, Predicate } from "./predicates.ts"
import { type Term, valueOf } from "./Term.ts"

/** The records of another resource, or of the same one. */
export type RowsOf = (resource: Resource) => Iterable<Values>

/** Where nothing is asked of other records, as by rules. */
export const unrelated: RowsOf = () => []

type CellOf = (column: Column) => Cell

/** Whether a record fulfils the condition: true, false, or unknown (null). Only true grants. */
export const evaluate = (predicate: Predicate, cellOf: CellOf, rowsOf: RowsOf = unrelated): boolean | null => {
  switch (predicate._tag) {
    case "Constant":
      return predicate.value
    case "Compare":
      return compared(predicate, valueOf(predicate.column, cellOf), predicate.value)
    case "Quantified": {
      const value = valueOf(predicate.column, cellOf)
      const each = predicate.values.map((one) => compared(predicate, value, one))
      return predicate.quantifier === "any" ? some(each) : every(each)
    }
    case "Is":
      return valueOf(predicate.column, cellOf) === predicate.value
    case "Like": {
      const { column, insensitive, pattern } = predicate
      const operator = insensitive ? "ilike" : "like"
      return compared({ column, operator }, valueOf(column, cellOf), pattern)
    }
    case "Exists": {
      const { link, through, where } = predicate
      return linked(link, cellOf, rowsOf, through).some((row) => evaluate(where, cellsOf(row), rowsOf) === true)
    }
    case "And":
      return every(predicate.predicates.map((part) => evaluate(part, cellOf, rowsOf)))
    case "Or":
      return some(predicate.predicates.map((part) => evaluate(part, cellOf, rowsOf)))
    case "Not":
      return not(evaluate(predicate.predicate, cellOf, rowsOf))
  }
}

/** What a record has for a column. */
export const cellsOf =
  (row: Values): CellOf =>
  ({ name }) =>
    row[name] ?? null

/** The records that a link leads to, in any order; by another resource's where `through` is true of them. */
export const linked = (
  { from, to, resource, through: join }: Link,
  cellOf: CellOf,
  rowsOf: RowsOf,
  through: Predicate
): ReadonlyArray<Values> => {
  const uid = cellOf(from)
  if (join === null) return [...rowsOf(resource)].filter((row) => isEqual(to, cellsOf(row)(to), uid))
  const between = [...rowsOf(join.resource)].filter(
    (row) =>
      isEqual(join.near, cellsOf(row)(join.near), uid) && evaluate(through, cellsOf(row), rowsOf) === true
  )
  return [...rowsOf(resource)].filter((row) =>
    between.some((one) => isEqual(to, cellsOf(row)(to), cellsOf(one)(join.far)))
  )
}

/** An integer key grows out of its type before what refers to it does: one is a number then, and the other a bigint. */
function isEqual({ cell }: Column, left: Cell, right: Cell): boolean {
  if (left === null || right === null) return false
  return typeof left === typeof right ? cell.compare(left, right) === 0 : String(left) === String(right)
}

const holds: Record<Comparison, (order: number) => boolean> = {
  eq: (order) => order === 0,
  neq: (order) => order !== 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
  gt: (order) => order > 0,
  gte: (order) => order >= 0
}

function compared(
  { column, operator }: { readonly column: Term; readonly operator: Operator },
  actual: Cell,
  operand: Cell
): boolean | null {
  if (actual === null || operand === null) return null
  if (operator !== "like" && operator !== "ilike") {
    return holds[operator](column.cell.compare(actual, operand))
  }
  const { type } = column
  // Blanks that fill up a char mean nothing to `=`, and something to LIKE.
  const text = type.kind === "char" ? padded(String(actual), type.length) : String(actual)
  return operator === "ilike" || type.kind === "citext"
    ? like(text.toLowerCase(), String(operand).toLowerCase())
    : like(text, String(operand))
}

function every(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(false) ? false : values.includes(null) ? null : true
}

function some(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
