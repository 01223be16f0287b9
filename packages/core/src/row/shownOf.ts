/** What a projection shows of a row, of a store that has its rows at hand. */
import { cellsOf, type RowsOf, unrelated } from "../query/evaluate.ts"
import { isGrouped, keyOf } from "../query/Projection.ts"
import type { Embed, Item, Projection } from "../query/Query.ts"
import { valueOf } from "../query/Term.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { compareRows } from "./compareRows.ts"
import { groupsOf } from "./groups.ts"
import { relatedRows } from "./related.ts"

/** Each item's value by its name: a cell, rows of related records or of groups of them, or one such row or null. */
export const shownOf = ({ items }: Projection, row: Values, rowsOf: RowsOf = unrelated): Values =>
  Object.fromEntries(items.map((item) => [keyOf(item), valueIn(item, row, rowsOf)]))

function valueIn(item: Item, row: Values, rowsOf: RowsOf): Cell {
  switch (item._tag) {
    case "Column":
      return valueOf(item.column, cellsOf(row))
    case "Embed":
      return embedded(item.embed, row, rowsOf)
    // One record is no group.
    case "Aggregate":
      return null
  }
}

function embedded(embed: Embed, row: Values, rowsOf: RowsOf): Cell {
  const { limit, link, offset, order, projection } = embed
  const related = relatedRows(embed, row, rowsOf)
  const found = isGrouped(projection)
    ? groupsOf(link.resource, embed, related, rowsOf).slice(offset, offset + limit)
    : related
        .toSorted(compareRows(link.resource, order, rowsOf))
        .slice(offset, offset + limit)
        .map((one) => shownOf(projection, one, rowsOf))
  return link.many ? found : (found[0] ?? null)
}
