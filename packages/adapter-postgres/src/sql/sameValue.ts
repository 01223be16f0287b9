/** When two values of a column are compared, in a filter and as what a write would change. */
import type { Column, ColumnType } from "@pgcrest/core"
import { castType } from "./columns.ts"
import { raw, type Sql, sql } from "./Sql.ts"

/** A column's value as it is compared: an enum's as its own type, since domains over one have no operators. */
export const comparable = ({ type }: Column, cell: Sql): Sql =>
  type.kind === "enum" && type.type !== null ? sql`${cell}::${raw(castType(type))}` : cell

/** Whether two values of a column are one and the same: what shows a difference is a change, also where the type's own `=` sees none. */
export const isSameValue = (column: Column, left: Sql, right: Sql): Sql =>
  sql`${shownOf(column, left)} is not distinct from ${shownOf(column, right)}`

/** Whether they are two. */
export const isOtherValue = (column: Column, left: Sql, right: Sql): Sql =>
  sql`${shownOf(column, left)} is distinct from ${shownOf(column, right)}`

function shownOf(column: Column, value: Sql): Sql {
  const { type } = column
  if (comparedAsText(type)) return sql`${value}::text`
  switch (type.kind) {
    // A collation may take two texts for one.
    case "text":
    case "char":
      return sql`${value} collate "C"`
    // varchar[] and text[] have no operator between them.
    case "array":
      return sql`${value}::${raw(castType(type))}`
    default:
      return comparable(column, value)
  }
}

/** Types without an equality that is known, and those whose equality is of less than what they show. */
function comparedAsText(type: ColumnType): boolean {
  switch (type.kind) {
    case "json":
    case "citext":
    case "interval":
    case "other":
      return true
    case "array":
      return comparedAsText(type.of)
    default:
      return false
  }
}
