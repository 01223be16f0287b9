/** What is shown beside a record's own columns, each as one cell: what stands inside of JSON, and records of relations. */
import type { EmbedShape, ItemShape } from "../shape/SelectionShape.ts"
import { outputColumn } from "./columns.ts"
import { linkedRows } from "./linked.ts"
import { orderSql } from "./order.ts"
import { predicateSql } from "./predicate.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"
import { onRow, termSql } from "./term.ts"
import type { PredicateShape } from "../shape/PredicateShape.ts"

/** The cell of an item, beside the row `alias`. */
export const itemSql = (item: ItemShape, alias: string): Sql => {
  if (item._tag === "Embed") return embedSql(item.embed, alias)
  return item.column.steps.length === 0
    ? outputColumn(alias, item.column.column)
    : termSql(item.column, onRow(alias))
}

/**
 * The related records as one text: the text of each record, as PostgreSQL writes rows of cells, one behind the other. That
 * takes half of what building JSON takes, and all cells are told by one serialiser, wherever they stand.
 */
function embedSql(embed: EmbedShape, outer: string): Sql {
  const { alias, items, page, order } = embed
  const record = sql`row(${join(
    items.map((item) => itemSql(item, alias)),
    ", "
  )})::text`
  const rows = linkedRows(embed, onRow(outer), holds)
  const found = sql`${rows}${condition(embed.wanted, alias)}${condition(embed.filter, alias)}`
  if (page === null) return sql`(select ${record} from ${found} limit 1)`
  return sql`(select string_agg(embedded."row?", '') from (
    select ${record} as "row?" from ${found}
    order by ${orderSql(order, onRow(alias))}
    limit ${value(page.limit, "bigint")} offset ${value(page.offset, "bigint")}
  ) as embedded)`
}

function holds(predicate: PredicateShape, alias: string): Sql {
  return predicateSql(predicate, onRow(alias))
}

function condition(predicate: PredicateShape, alias: string): Sql {
  return predicate._tag === "Constant" && predicate.value === true
    ? raw("")
    : sql` and ${holds(predicate, alias)}`
}
