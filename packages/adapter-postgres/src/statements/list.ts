/** Many records: filtered, ordered, a page of them, and a count where one is whole. */
import type { Query, Resource } from "@pgcrest/core"
import type { ListShape } from "../shape/Shape.ts"
import * as Result from "effect/Result"
import { of } from "../sql/columns.ts"
import { outputOf } from "../rows/output.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { isOpen, onRow } from "./rule.ts"
import type { Statement } from "./Statement.ts"

export const list = (shape: ListShape): Statement => {
  const { resource, projection, order, count } = shape
  const output = outputOf(resource, projection)
  const whole: Selection = {
    columns: output.list("record"),
    from: source(resource, "now"),
    where: conditions(shape),
    order: orderSql(resource, order),
    limit: sql`limit ${value(shape.limit, "bigint")} offset ${value(shape.offset, "bigint")}`
  }
  return {
    ...render(count ? countedPage(whole) : page(whole, "")),
    read: (rows) => {
      if (!count) return Result.succeed(output.found(rows, null))
      const total = Number(rows[0]?.at(-1) ?? 0)
      const found = rows.filter((row) => row.at(-2) !== null)
      return Result.succeed(output.found(found, total))
    }
  }
}

interface Selection {
  readonly columns: Sql
  readonly from: Sql
  /** Null where all are whole for. */
  readonly where: Sql | null
  readonly order: Sql
  readonly limit: Sql
}

/** The page that is whole for, each line but the first behind `indent`. */
function page({ columns, from, where, order, limit }: Selection, indent: string): Sql {
  const lines = [
    sql`select ${columns}`,
    sql`from ${from}`,
    ...(where === null ? [] : [sql`where ${where}`]),
    sql`order by ${order}`,
    limit
  ]
  return join(lines, `\n${indent}`)
}

/** The page and how many there are in all: the count stands beside an empty page too, and the order leans on no join. */
function countedPage(whole: Selection): Sql {
  const { columns, from, where, order } = whole
  const placed = sql`${columns}, row_number() over (order by ${order}) as "place?"`
  return sql`select page.*, total.count
from (
  select count(*) as count
  from ${from}${where === null ? raw("") : sql`\n  where ${where}`}
) as total
left join (
  ${page({ ...whole, columns: placed }, "  ")}
) as page on true
order by page."place?"`
}

/** What a record must fulfil to be listed: the caller's rules and the client's filter. */
function conditions({ see, using, filter }: ListShape): Sql | null {
  const wanted = [see, using, filter].filter((rule) => !isOpen(rule))
  return wanted.length === 0
    ? null
    : join(
        wanted.map((rule) => predicateSql(rule, onRow("record"))),
        " and "
      )
}

/** The uid last, so that equal records keep their places from page to page. */
function orderSql({ key }: Resource.Resource, order: ReadonlyArray<Query.Order>): Sql {
  const keys = order.map(
    ({ column, direction, nulls }) => sql`${of("record", column)} ${raw(`${direction} nulls ${nulls}`)}`
  )
  return join([...keys, ...key.columns.map((column) => of("record", column))], ", ")
}
