/** Many records: filtered, ordered, a page of them, and a count where one is asked. */
import { Query, type Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { cutShort } from "../client/TextQuery.ts"
import { outputOf } from "../rows/output.ts"
import type { ListShape } from "../shape/Shape.ts"
import { orderSql } from "../sql/order.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { source } from "../sql/source.ts"
import { onRow } from "../sql/term.ts"
import { beyond, reversed } from "./beyond.ts"
import { isOpen } from "./rule.ts"
import type { Statement } from "./Statement.ts"

export const list = (shape: ListShape): Statement => {
  const { resource, items, order, count, page } = shape
  const output = outputOf(resource, items, order)
  const selection = selectionOf(shape, output.list("record"))
  const most = count === "capped" || count === "estimated" ? Query.countedAtMost : null
  const isCounted = count === "exact" || most !== null
  return {
    ...render(isCounted ? countedPage(selection, most) : pageSql(selection)),
    ...(count === "planned" || count === "estimated" ? { plan: render(planSql(selection)) } : {}),
    canBeCut: true,
    read: (arrived, { limit }) => {
      const isCut = arrived.at(-1) === cutShort
      const rows = isCut ? arrived.slice(0, -1) : arrived
      const found = isCounted ? rows.filter((row) => row.at(-2) !== null) : rows
      const shown = found.slice(0, limit)
      return Result.succeed(
        output.found(page._tag === "Before" ? shown.toReversed() : shown, {
          ...totalOf(isCounted ? Number(rows[0]?.at(-1) ?? 0) : null, most),
          more: isCut || found.length > limit
        })
      )
    }
  }
}

function totalOf(total: number | null, most: number | null): Pick<Rows.Paged, "total" | "counted"> {
  return total !== null && most !== null && total > most
    ? { total: most, counted: "more" }
    : { total, counted: "exactly" }
}

interface Selection {
  readonly columns: Sql
  readonly from: Sql
  /** What every record must fulfil; null where all are whole for. */
  readonly where: Sql | null
  /** Of a page behind a place, the ranges in which its records are, one at least; null for all. */
  readonly ranges: ReadonlyArray<Sql> | null
  readonly order: Sql
  readonly limit: Sql
}

function selectionOf(shape: ListShape, columns: Sql): Selection {
  const { page, resource } = shape
  const order = page._tag === "Before" ? reversed(shape.order) : shape.order
  const limit = value(page.limit, "bigint")
  return {
    columns,
    from: source(resource, "now"),
    where: conditions(shape),
    ranges: page._tag === "Offset" ? null : beyond(order, page.place, onRow("record")),
    order: orderSql(order, onRow("record")),
    limit:
      page._tag === "Offset"
        ? sql`limit ${limit} offset ${value(page.offset, "bigint")}`
        : sql`limit ${limit}`
  }
}

/** The records of the page; of several ranges in the order of `"range?"` and `"rank?"`, the last two of a row. */
function pageSql(selection: Selection): Sql {
  const within = rangesOf(selection)
  const [only = null] = within
  if (within.length < 2) return rangeSql(selection, only)
  return sql`select page.* from (\n${rankedSql(selection)}\n) as page\norder by page."range?", page."rank?"\n${selection.limit}`
}

/** What the planner is asked. */
function planSql({ from, where }: Selection): Sql {
  return sql`explain (format json) select from ${from}${whereSql(where)}`
}

function whereSql(where: Sql | null): Sql {
  return where === null ? raw("") : sql`\n  where ${where}`
}

/** The page and how many there are in all, or up to so many: the count stands beside an empty page too, and the order leans on no join. */
function countedPage(selection: Selection, most: number | null): Sql {
  const { from, limit, ranges, where } = selection
  const all = sql`from ${from}${whereSql(where)}`
  const counted =
    most === null ? all : sql`from (\n  select ${all}\n  limit ${raw(String(most + 1))}\n  ) as counted`
  return sql`select page.*, total.count
from (
  select count(*) as count
  ${counted}
) as total
left join (
${rankedSql(selection)}
) as page on true
order by page."range?", page."rank?"${ranges === null ? raw("") : sql`\n${limit}`}`
}

/** As many records of each range as the page has at most: an index finds them, and few are left to be sorted. */
function rankedSql(selection: Selection): Sql {
  const { columns, order } = selection
  const rank = sql`row_number() over (order by ${order}) as "rank?"`
  const parts = rangesOf(selection).map(
    (range, at) =>
      sql`(${rangeSql({ ...selection, columns: sql`${columns}, ${raw(String(at))} as "range?", ${rank}` }, range)})`
  )
  return join(parts, "\nunion all\n")
}

function rangeSql({ columns, from, order, limit }: Selection, where: Sql | null): Sql {
  const lines = [
    sql`select ${columns}`,
    sql`from ${from}`,
    ...(where === null ? [] : [sql`where ${where}`]),
    sql`order by ${order}`,
    limit
  ]
  return join(lines, "\n")
}

/** What the records of each range fulfil, one range at least; null where all are whole for. */
function rangesOf({ ranges, where }: Selection): ReadonlyArray<Sql | null> {
  if (ranges === null) return [where]
  if (ranges.length === 0) return [raw("false")]
  return ranges.map((range) => (where === null ? range : sql`${where} and ${range}`))
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
