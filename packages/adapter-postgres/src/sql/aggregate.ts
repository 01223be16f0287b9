/** What is computed of the records of a group, as SQL; it fails of no value. */
import type { ColumnType, Query } from "@pgcrest/core"
import { raw, type Sql, sql } from "./Sql.ts"

/** An aggregate of the values `cell`, which are of a type; of equal ones the first by `nth` is told. */
export interface Computing {
  readonly aggregate: Query.Aggregate
  readonly cell: Sql
  readonly of: ColumnType
  /** What comes out. */
  readonly type: ColumnType
  readonly nth: Sql
}

export const aggregateSql = ({ aggregate, cell, nth, of, type }: Computing): Sql => {
  switch (aggregate) {
    case "count":
      return sql`count(${cell})`
    case "sum":
    case "avg":
      return isInexact(of)
        ? doubleOf(sql`${raw(aggregate)}(${cell}::text::numeric)`, type)
        : sql`${raw(aggregate)}(${cell})`
    case "min":
      return isLoose(of) ? firstOf(cell, sql`${cell} asc nulls last, ${nth}`) : sql`min(${cell})`
    case "max":
      return isLoose(of) ? firstOf(cell, sql`${cell} desc nulls last, ${nth}`) : sql`max(${cell})`
  }
}

/** The first of values in this order. */
export const firstOf = (cell: Sql, order: Sql): Sql => sql`(array_agg(${cell} order by ${order}))[1]`

/** Whether values that are equal can be written in several ways, of which PostgreSQL tells any. */
export const isLoose = (type: ColumnType): boolean => {
  switch (type.kind) {
    case "numeric":
      return type.precision === null
    case "text":
      return type.collation !== undefined
    case "array":
    case "range":
    case "multirange":
      return isLoose(type.of)
    default:
      return loose.has(type.kind)
  }
}

const loose: ReadonlySet<ColumnType["kind"]> = new Set(["citext", "interval", "jsonb", "other"])

function isInexact({ kind }: ColumnType): boolean {
  return kind === "real" || kind === "float"
}

// Half of the least value, and the first that is nearer to nothing that the type has than to its greatest.
const bounds = {
  real: { least: "7.006492321624086e-46", most: "3.40282356779733e38" },
  float: { least: "2.4703282292062328e-324", most: "1.797693134862315807e308" }
} as const

/**
 * The nearest double of a sum of decimals. A sum of doubles is another one in another order, and fails where it, or its
 * way there, has no end; PostgreSQL's avg fails of squares.
 */
function doubleOf(exact: Sql, type: ColumnType): Sql {
  const { least, most } = type.kind === "real" ? bounds.real : bounds.float
  const near = sql`case when abs(${exact}) < ${raw(least)} then 0 when abs(${exact}) >= ${raw(most)} and ${exact} <> 'NaN' then sign(${exact}) * 'Infinity'::numeric else ${exact} end`
  const double = sql`(${near})::double precision`
  return type.kind === "real" ? sql`${double}::real` : double
}
