/** Whether a record fulfils a condition, of a store that has its records at hand. */
import type { Column } from "../resource/Column.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { compared, related } from "./compared.ts"
import { matchingOf, type Predicate } from "./predicates.ts"
import { valueOf } from "./Term.ts"

/** The records of another resource, or of the same one. */
export type RowsOf = (resource: Resource) => Iterable<Values>

/** Where nothing is asked of other records, as by rules. */
export const unrelated: RowsOf = () => []

type CellOf = (column: Column) => Cell

/** Whether a record fulfils the condition: true, false, or unknown (null). Only true grants. */
export const evaluate = (
  predicate: Predicate,
  cellOf: CellOf,
  rowsOf: RowsOf = unrelated
): boolean | null => {
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
    case "Like":
    case "Match": {
      const { column, pattern } = predicate
      return compared({ column, operator: matchingOf(predicate) }, valueOf(column, cellOf), pattern)
    }
    case "Relate":
      return related(predicate, valueOf(predicate.column, cellOf))
    // PostgreSQL alone knows what a language makes of words: see `isSearched`.
    case "Search":
      return null
    case "Exists": {
      const { link, through, where } = predicate
      return linked(link, cellOf, rowsOf, through).some(
        (row) => evaluate(where, cellsOf(row), rowsOf) === true
      )
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

function every(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(false) ? false : values.includes(null) ? null : true
}

function some(values: ReadonlyArray<boolean | null>): boolean | null {
  return values.includes(true) ? true : values.includes(null) ? null : false
}

function not(value: boolean | null): boolean | null {
  return value === null ? null : !value
}
