/** Many records: filtered, ordered, a page of them, and a count where one is asked. */
import { type Command, Predicate, type Query, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { of } from "../sql/columns.ts"
import { outputOf } from "../rows/output.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import type { Input, Statement } from "./Statement.ts"

type List = Input<Command.List<Resource.Resource>>

export const list = (input: List): Omit<Statement<List>, "name"> => {
  const { resource, query } = input.command
  const output = outputOf(resource, query.projection)
  const asked: Asked = {
    columns: output.list("record"),
    from: source(resource, "now"),
    where: conditions(input),
    order: orderSql(resource, query.order)
  }
  return {
    ...render(query.count ? countedPage(asked) : page(asked, "")),
    read: (rows) => {
      if (!query.count) return Result.succeed(output.rows(rows))
      const total = Number(rows[0]?.at(-1) ?? 0)
      const found = rows.filter((row) => row.at(-2) !== null)
      return Result.succeed(output.rows(found, { total }))
    }
  }
}

interface Asked {
  readonly columns: Sql<unknown>
  readonly from: Sql<unknown>
  /** Null where all are asked for. */
  readonly where: Sql<List> | null
  readonly order: Sql<unknown>
}

const limit = value<List>(({ command }) => command.query.page.limit, "bigint")
const offset = value<List>(({ command }) => command.query.page.offset, "bigint")

/** The page that is asked for, each line but the first behind `indent`. */
function page({ columns, from, where, order }: Asked, indent: string): Sql<List> {
  const lines = [
    sql<List>`select ${columns}`,
    sql<List>`from ${from}`,
    ...(where === null ? [] : [sql<List>`where ${where}`]),
    sql<List>`order by ${order}`,
    sql<List>`limit ${limit} offset ${offset}`
  ]
  return join(lines, `\n${indent}`)
}

/** The page and how many there are in all: the count stands beside an empty page too, and the order leans on no join. */
function countedPage(asked: Asked): Sql<List> {
  const { columns, from, where, order } = asked
  const placed = sql`${columns}, row_number() over (order by ${order}) as "place?"`
  return sql<List>`select page.*, total.count
from (
  select count(*) as count
  from ${from}${where === null ? raw("") : sql<List>`\n  where ${where}`}
) as total
left join (
  ${page({ ...asked, columns: placed }, "  ")}
) as page on true
order by page."place?"`
}

/** What a record must fulfil to be listed: the caller's rules and the client's filter. */
function conditions({ command: { guard, query } }: List): Sql<List> | null {
  const column = (field: string) => of("record", field)
  const predicates: ReadonlyArray<readonly [Predicate.Predicate, (input: List) => Predicate.Predicate]> = [
    [guard.see, ({ command }) => command.guard.see],
    [guard.act, ({ command }) => command.guard.act],
    [query.filter, ({ command }) => command.query.filter]
  ]
  const wanted = predicates.flatMap(([predicate, path]) =>
    Predicate.isAlways(predicate) ? [] : [predicateSql(predicate, path, column)]
  )
  return wanted.length === 0 ? null : join(wanted, " and ")
}

/** The uid last, so that equal records keep their places from page to page. */
function orderSql({ audit }: Resource.Resource, order: ReadonlyArray<Query.Order>): Sql<unknown> {
  const keys = order.map(
    ({ column, direction, nulls }) => sql`${of("record", column.name)} ${raw(`${direction} nulls ${nulls}`)}`
  )
  return join([...keys, of("record", audit.uid)], ", ")
}
