/** By what rows are sorted, as SQL. */
import type { OrderShape } from "../shape/SelectionShape.ts"
import { linkedRows } from "./linked.ts"
import { predicateSql } from "./predicate.ts"
import { comparable } from "./sameValue.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"
import { type ColumnOf, onRow, termSql } from "./term.ts"

/** What stands behind `order by`. */
export const orderSql = (order: ReadonlyArray<OrderShape>, columnOf: ColumnOf): Sql =>
  join(
    order.map((one) => sql`${sortedBy(one, columnOf)}${raw(directionOf(one))}`),
    ", "
  )

/** ` desc nulls last`; without a word where PostgreSQL would do the same. */
export const directionOf = ({ direction, nulls }: Pick<OrderShape, "direction" | "nulls">): string => {
  const usual = direction === "asc" ? "last" : "first"
  return `${direction === "asc" ? "" : " desc"}${nulls === usual ? "" : ` nulls ${nulls}`}`
}

/** The value that a row is sorted by: its own, or that of the record that a link leads to. */
export const sortedBy = ({ column, of }: OrderShape, columnOf: ColumnOf): Sql => {
  if (of === null) return termSql(column, columnOf)
  const holds = (one: typeof of.wanted, alias: string) => predicateSql(one, onRow(alias))
  const value = comparable(column, termSql(column, onRow(of.alias)))
  return sql`(select ${value} from ${linkedRows(of, columnOf, holds)} and ${holds(of.wanted, of.alias)} limit 1)`
}
