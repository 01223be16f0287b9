/** The records behind a place in an order, as conditions that an index answers by ranges. */
import type { OrderShape } from "../shape/SelectionShape.ts"
import type { Hole } from "../shape/Parting.ts"
import { castType } from "../sql/columns.ts"
import { sortedBy } from "../sql/order.ts"
import { comparable } from "../sql/sameValue.ts"
import { join, raw, type Sql, sql, value } from "../sql/Sql.ts"
import type { ColumnOf } from "../sql/term.ts"

/** A column of an order, with what the record at the place has for it. */
interface Key {
  readonly column: Sql
  readonly direction: "asc" | "desc"
  readonly nullsLast: boolean
  readonly nullable: boolean
  /** Null where the record has nothing. */
  readonly value: Sql | null
}

/**
 * One condition for each range, in the order in which their records stand: all that are behind the place, and none in two.
 * Where all columns that follow have one direction, one comparison of rows is the range.
 */
export const beyond = (
  order: ReadonlyArray<OrderShape>,
  place: ReadonlyArray<Hole | null>,
  columnOf: ColumnOf
): ReadonlyArray<Sql> => {
  const keys = order.map((one, at) => keyOf(one, place[at] ?? null, columnOf))
  const compared = comparedFrom(keys)
  return [
    ...rowRange(keys, compared),
    ...keys
      .map((key, at) => rangesAt(keys.slice(0, at), key, at, compared))
      .toReversed()
      .flat()
  ]
}

/** The ranges of records that are equal to the place in the columns before one, and behind it in that one. */
function rangesAt(before: ReadonlyArray<Key>, key: Key, at: number, compared: number): ReadonlyArray<Sql> {
  const behind = at < compared ? isBehind(key) : null
  const absent = at <= compared ? isAbsent(key) : null
  const equal = before.map(isEqual)
  return [behind, absent].flatMap((range) => (range === null ? [] : [join([...equal, range], " and ")]))
}

/** The order from its end to its start. */
export const reversed = (order: ReadonlyArray<OrderShape>): ReadonlyArray<OrderShape> =>
  order.map((one) => ({
    ...one,
    direction: one.direction === "asc" ? "desc" : "asc",
    nulls: one.nulls === "first" ? "last" : "first"
  }))

function keyOf(one: OrderShape, hole: Hole | null, columnOf: ColumnOf): Key {
  const { column, direction, nulls, of } = one
  const isOwn = of === null && column.steps.length === 0
  return {
    column: comparable(column, sortedBy(one, columnOf)),
    direction,
    nullsLast: nulls === "last",
    nullable: !isOwn || column.column.nullable,
    value: hole === null ? null : value(hole, castType(column.type))
  }
}

/**
 * From which column on all have one direction, and the place a value for each; those without a value would stand in the
 * midst of the range, but for the first column's.
 */
function comparedFrom(keys: ReadonlyArray<Key>): number {
  const last = keys.at(-1)?.direction
  const isEnd = ({ direction, value }: Key) => direction !== last || value === null
  const end = keys.findLastIndex(isEnd) + 1
  const first = keys.findLastIndex(({ nullable, nullsLast }) => nullable && nullsLast)
  return Math.max(end, first)
}

function rowRange(keys: ReadonlyArray<Key>, from: number): ReadonlyArray<Sql> {
  const compared = keys.slice(from)
  if (compared.length === 0) return []
  const operator = compared[0]?.direction === "asc" ? ">" : "<"
  const columns = join(
    compared.map(({ column }) => column),
    ", "
  )
  const values = join(
    compared.flatMap(({ value }) => value ?? []),
    ", "
  )
  const range = sql`(${columns}) ${raw(operator)} (${values})`
  return [join([...keys.slice(0, from).map(isEqual), range], " and ")]
}

function isEqual({ column, value }: Key): Sql {
  return value === null ? sql`${column} is null` : sql`${column} = ${value}`
}

/** The values behind the place's own; null for none. */
function isBehind({ column, direction, nullsLast, value }: Key): Sql | null {
  if (value === null) return nullsLast ? null : sql`${column} is not null`
  return sql`${column} ${raw(direction === "asc" ? ">" : "<")} ${value}`
}

/** The records without a value, where those stand behind all that have one; null for none. */
function isAbsent({ column, nullable, nullsLast, value }: Key): Sql | null {
  return nullable && nullsLast && value !== null ? sql`${column} is null` : null
}
