/** Records in groups, of a store that has its rows at hand. */
import { cellsOf, type RowsOf } from "../query/evaluate.ts"
import { type GroupKey, groupKeys, groupOrder } from "../query/grouping.ts"
import { keyOf } from "../query/Projection.ts"
import type { Item, Selection } from "../query/Query.ts"
import { valueOf } from "../query/Term.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { aggregated } from "./aggregated.ts"
import { comparePlaces, compareRows } from "./compareRows.ts"
import { relatedRows } from "./related.ts"

/** What is told of each group of these rows, in order; without a column beside the aggregates all are one group, also none. */
export const groupsOf = (
  resource: Resource,
  { order, projection }: Pick<Selection, "order" | "projection">,
  rows: ReadonlyArray<Values>,
  rowsOf: RowsOf
): ReadonlyArray<Values> => {
  // By the key, so that a group is told by the first of its records, wherever equal values differ in how they are written.
  const inOrder = rows.toSorted(compareRows(resource, []))
  return split(projection, order, inOrder, rowsOf).map((group) => told(projection.items, group, rowsOf))
}

function split(
  projection: Selection["projection"],
  order: Selection["order"],
  rows: ReadonlyArray<Values>,
  rowsOf: RowsOf
): ReadonlyArray<ReadonlyArray<Values>> {
  const keys = groupKeys(projection)
  if (keys.length === 0) return [rows]
  const sorting = groupOrder(projection, order)
  const placed = rows.map((row) => {
    const cells = keys.map((key) => keyIn(key, row, rowsOf))
    return { row, place: sorting.map(({ at }) => cells[at] ?? null) }
  })
  const groups: Array<{ readonly place: ReadonlyArray<Cell>; readonly rows: Array<Values> }> = []
  for (const { place, row } of placed.toSorted((a, b) => comparePlaces(sorting, a.place, b.place))) {
    const last = groups.at(-1)
    if (last !== undefined && comparePlaces(sorting, last.place, place) === 0) last.rows.push(row)
    else groups.push({ place, rows: [row] })
  }
  return groups.map(({ rows }) => rows)
}

/** What a row has for a key; null where a link leads to nothing. */
function keyIn({ item, through: [first, ...rest] }: GroupKey, row: Values, rowsOf: RowsOf): Cell {
  if (first === undefined) return valueOf(item.column, cellsOf(row))
  const [other] = relatedRows(first, row, rowsOf)
  return other === undefined ? null : keyIn({ item, through: rest }, other, rowsOf)
}

function told(items: ReadonlyArray<Item>, rows: ReadonlyArray<Values>, rowsOf: RowsOf): Values {
  return Object.fromEntries(items.map((item) => [keyOf(item), valueIn(item, rows, rowsOf)]))
}

/** Of a record that is spread its values, which are null where there is none. */
function valueIn(item: Item, rows: ReadonlyArray<Values>, rowsOf: RowsOf): Cell {
  const first = rows.slice(0, 1)
  switch (item._tag) {
    case "Column":
      return first.map((row) => valueOf(item.column, cellsOf(row)))[0] ?? null
    case "Embed": {
      const reached = first.flatMap((row) => relatedRows(item.embed, row, rowsOf).slice(0, 1))
      return told(item.embed.projection.items, reached, rowsOf)
    }
    case "Aggregate":
      return aggregated(item, rows)
  }
}
