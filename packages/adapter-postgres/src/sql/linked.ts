/** The rows that a link leads to, as SQL: what stands behind `from`, up to the conditions that follow with `and`. */
import type { LinkedShape, PredicateShape } from "../shape/PredicateShape.ts"
import { of } from "./columns.ts"
import { type Sql, sql } from "./Sql.ts"
import { sourceAs } from "./source.ts"
import type { ColumnOf } from "./term.ts"

/** From the row whose columns `columnOf` gives; `holds` is a condition on the row of an alias. */
export const linkedRows = (
  { alias, at, between, betweenAt, link, through }: LinkedShape,
  columnOf: ColumnOf,
  holds: (predicate: PredicateShape, alias: string) => Sql
): Sql => {
  const { from, resource, to, through: join } = link
  const rows = sourceAs(resource, at, alias)
  if (join === null) return sql`${rows} where ${of(alias, to)} = ${columnOf(from)}`
  const known = sql`${of(between, join.near)} = ${columnOf(from)} and ${holds(through, between)}`
  return sql`${rows} where ${of(alias, to)} in (select ${of(between, join.far)} from ${sourceAs(join.resource, betweenAt, between)} where ${known})`
}
