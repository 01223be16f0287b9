/** The order of records, of a store that has its rows at hand. */
import { cellsOf, evaluate, linked, type RowsOf, unrelated } from "../query/evaluate.ts"
import type { Sorting } from "../query/grouping.ts"
import type { Order } from "../query/Query.ts"
import { valueOf } from "../query/Term.ts"
import { wholeOrder } from "../query/wholeOrder.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"

/** Negative, zero or positive: rows in the order of a list, equal ones by their key. */
export const compareRows = (
  resource: Resource,
  order: ReadonlyArray<Order>,
  rowsOf: RowsOf = unrelated
): ((left: Values, right: Values) => number) => {
  const keys = wholeOrder(resource, order)
  const place = placeOf(resource, order, rowsOf)
  return (left, right) => comparePlaces(keys, place(left), place(right))
}

/** What a row has for each column of the whole order. */
export const placeOf = (
  resource: Resource,
  order: ReadonlyArray<Order>,
  rowsOf: RowsOf
): ((row: Values) => ReadonlyArray<Cell>) => {
  const keys = wholeOrder(resource, order)
  return (row) => keys.map((key) => sortedBy(key, row, rowsOf))
}

/** Negative, zero or positive, of two places in the order of these. */
export const comparePlaces = (
  keys: ReadonlyArray<Sorting>,
  left: ReadonlyArray<Cell>,
  right: ReadonlyArray<Cell>
): number => {
  for (const [at, key] of keys.entries()) {
    const by = compareCells(key, left[at] ?? null, right[at] ?? null)
    if (by !== 0) return by
  }
  return 0
}

function sortedBy({ column, of }: Order, row: Values, rowsOf: RowsOf): Cell {
  if (of === null) return valueOf(column, cellsOf(row))
  const other = linked(of.link, cellsOf(row), rowsOf, of.through).find(
    (one) => evaluate(of.wanted, cellsOf(one), rowsOf) === true
  )
  return other === undefined ? null : valueOf(column, cellsOf(other))
}

function compareCells({ column, direction, nulls }: Sorting, a: Cell, b: Cell): number {
  if (a === null || b === null) {
    const nullFirst = nulls === "first" ? -1 : 1
    return a === b ? 0 : a === null ? nullFirst : -nullFirst
  }
  return direction === "asc" ? column.cell.compare(a, b) : column.cell.compare(b, a)
}
