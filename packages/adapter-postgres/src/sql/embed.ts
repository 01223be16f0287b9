/** What is shown beside a record's own columns, each as one cell: what stands inside of JSON, and records of relations. */
import type { EmbedShape, ItemShape } from "../shape/SelectionShape.ts"
import { outputColumn } from "./columns.ts"
import { groupsSql } from "./groups.ts"
import { orderSql } from "./order.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"
import { onRow, termSql } from "./term.ts"
import { wantedRows } from "./wanted.ts"

/** The cell of an item, beside the row `alias`. */
export const itemSql = (item: ItemShape, alias: string): Sql => {
  switch (item._tag) {
    case "Column":
      return item.column.steps.length === 0
        ? outputColumn(alias, item.column.column)
        : termSql(item.column, onRow(alias))
    case "Embed":
      return embedSql(item.embed, alias)
    // One record is no group.
    case "Aggregate":
      return raw("null")
  }
}

/**
 * The related records as one text: the text of each record, as PostgreSQL writes rows of cells, one behind the other. That
 * takes half of what building JSON takes, and all cells are told by one serialiser, wherever they stand.
 */
function embedSql(embed: EmbedShape, outer: string): Sql {
  const { cells, found, order } = embed.groups === null ? recordsSql(embed, outer) : groupedSql(embed, outer)
  const record = sql`row(${cells})::text`
  if (embed.page === null) return sql`(select ${record} from ${found} limit 1)`
  const { limit, offset } = embed.page
  return sql`(select string_agg(embedded."row?", '') from (
    select ${record} as "row?" from ${found}
    order by ${order}
    limit ${value(limit, "bigint")} offset ${value(offset, "bigint")}
  ) as embedded)`
}

interface Told {
  readonly cells: Sql
  /** What stands behind `from`. */
  readonly found: Sql
  readonly order: Sql
}

function recordsSql(embed: EmbedShape, outer: string): Told {
  const { alias, items, order } = embed
  const cells = items.map((item) => itemSql(item, alias))
  return { cells: join(cells, ", "), found: wantedRows(embed, outer), order: orderSql(order, onRow(alias)) }
}

function groupedSql(embed: EmbedShape, outer: string): Told {
  const { by, values, ...told } = groupsSql(embed, embed.alias)
  return { ...told, found: sql`(select ${values} from ${wantedRows(embed, outer)}) as grouped${by}` }
}
