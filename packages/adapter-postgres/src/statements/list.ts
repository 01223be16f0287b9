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

export const list = ({ command: { resource, guard, query } }: List): Omit<Statement<List>, "name"> => {
  const output = outputOf(resource, query.select)
  const column = (field: string) => of("b", field)
  const conditions: ReadonlyArray<readonly [Predicate.Predicate, (input: List) => Predicate.Predicate]> = [
    [guard.see, ({ command }) => command.guard.see],
    [guard.act, ({ command }) => command.guard.act],
    [query.filter, ({ command }) => command.query.filter]
  ]
  const wanted = conditions.flatMap(([predicate, path]) =>
    Predicate.isAlways(predicate) ? [] : [predicateSql(predicate, path, resource, column)]
  )
  const where = wanted.length === 0 ? raw("") : sql<List>` where ${join(wanted, " and ")}`
  const rows = sql<List>`from ${source(resource, "now")}${where}`
  const order = orderSql(resource, query.order)
  const page = sql<List>`limit ${value<List>(({ command }) => command.query.limit, "bigint")} offset ${value<List>(({ command }) => command.query.offset, "bigint")}`
  // The count stands beside an empty page too, and the outer order does not lean on how a join happens to run.
  const text = query.count
    ? sql<List>`select p.*, t.n from (select count(*) as n ${rows}) t left join lateral (select ${output.list("b")}, row_number() over (order by ${order}) as "row?" ${rows} order by ${order} ${page}) p on true order by p."row?"`
    : sql<List>`select ${output.list("b")} ${rows} order by ${order} ${page}`
  return {
    ...render(text),
    read: (rows) => {
      if (!query.count) return Result.succeed(output.rows(rows))
      const total = Number(rows[0]?.at(-1) ?? 0)
      return Result.succeed(
        output.rows(
          rows.filter((row) => row.at(-2) !== null),
          { total }
        )
      )
    }
  }
}

/** The uid last, so that equal records keep their places from page to page. */
function orderSql({ audit }: Resource.Resource, order: ReadonlyArray<Query.Order>): Sql<unknown> {
  const keys = order.map(
    ({ field, direction, nulls }) => sql`${of("b", field)} ${raw(`${direction} nulls ${nulls}`)}`
  )
  return join([...keys, of("b", audit.uid)], ", ")
}
