/** What a projection shows of a row, of a store that has its rows at hand. */
import * as Predicate from "../query/Predicate.ts"
import { cellsOf, linked, type RowsOf, unrelated } from "../query/evaluate.ts"
import { keyOf } from "../query/Projection.ts"
import type { Embed, Projection } from "../query/Query.ts"
import { valueOf } from "../query/Term.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { compareRows } from "./compareRows.ts"
import { holds } from "./judge.ts"

/** Each item's value by its name: a cell, rows of related records, or one such row or null. */
export const shownOf = ({ items }: Projection, row: Values, rowsOf: RowsOf = unrelated): Values =>
  Object.fromEntries(
    items.map((item) => [
      keyOf(item),
      item._tag === "Column" ? valueOf(item.column, cellsOf(row)) : embedded(item.embed, row, rowsOf)
    ])
  )

function embedded(embed: Embed, row: Values, rowsOf: RowsOf): Cell {
  const { filter, limit, link, offset, order, projection, through, wanted } = embed
  const whole = Predicate.and(wanted, filter)
  const found = linked(link, cellsOf(row), rowsOf, through)
    .filter((one) => holds(whole, one, rowsOf))
    .toSorted(compareRows(link.resource, order, rowsOf))
    .slice(offset, offset + limit)
    .map((one) => shownOf(projection, one, rowsOf))
  return link.many ? found : (found[0] ?? null)
}
