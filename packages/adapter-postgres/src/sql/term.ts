/** What a query names of a record, as SQL: a column, or the way into its JSON, whose steps are parameters. */
import type { Column, ColumnType } from "@pgcrest/core"
import type { TermShape } from "../shape/TermShape.ts"
import { of } from "./columns.ts"
import { join, type Sql, sql, value } from "./Sql.ts"

/** What stands for a column where a condition is judged. */
export type ColumnOf = (column: Column) => Sql

/** The columns of the row `alias`. */
export const onRow =
  (alias: string): ColumnOf =>
  (column) =>
    of(alias, column)

/** In parentheses where it is more than a column. JSON's null is SQL's, as everywhere. */
export const termSql = ({ asText, column, steps, type }: TermShape, columnOf: ColumnOf): Sql => {
  if (steps.length === 0) return columnOf(column)
  const last = steps.length - 1
  const way = steps.map(({ by, hole }, at) => {
    const step = value(hole, by === "name" ? "text" : "integer")
    return asText && at === last ? sql` ->> ${step}` : sql` -> ${step}`
  })
  const found = sql`(${columnOf(column)}${join(way, "")})`
  return asText ? found : withoutNull(type, found)
}

/** JSON whose null is SQL's. */
export const withoutNull = (type: ColumnType, json: Sql): Sql =>
  type.kind === "jsonb"
    ? sql`nullif(${json}, 'null')`
    : sql`(case when json_typeof(${json}) <> 'null' then ${json} end)`
