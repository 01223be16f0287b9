/** Many records: filtered, ordered, a page of them, and a count where one is asked. */
import type { Query, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { groupsFound } from "../rows/groupsFound.ts"
import { type Output, outputOf } from "../rows/output.ts"
import { rowNameOf, sourceAt } from "../shape/PastShape.ts"
import type { ListShape } from "../shape/Shape.ts"
import { groupsSql } from "../sql/groups.ts"
import { orderSql } from "../sql/order.ts"
import { predicateSql } from "../sql/predicate.ts"
import { join, raw, render, type Sql, sql, value } from "../sql/Sql.ts"
import { sourceAs } from "../sql/source.ts"
import { onRow } from "../sql/term.ts"
import { beyond, reversed } from "./beyond.ts"
import { planSql, type Selection } from "./page.ts"
import { type Arrived, arrivedOf, countingOf, foundSql, readPage } from "./readPage.ts"
import { isOpen } from "./rule.ts"
import type { Statement } from "./Statement.ts"

export const list = (shape: ListShape): Statement => {
  const { count } = shape
  const { found, read, selection } = findPage(shape, count)
  return {
    ...render(found),
    ...(count === "planned" || count === "estimated" ? { plan: render(planSql(selection)) } : {}),
    canBeCut: true,
    read: (rows, { limit }) => Result.succeed(read(arrivedOf(rows), limit, null))
  }
}

/** A look for a page of records. */
export interface PageFinding {
  readonly selection: Selection
  readonly found: Sql
  readonly read: (arrived: Arrived, limit: number, then: Query.Then | null) => Rows.Found
}

/** What finds the page, as of whenever its shape says, and what its rows are. */
export const findPage = (shape: ListShape, count: Query.Count | null): PageFinding => {
  const { groups, page } = shape
  const { found: told, selection } = groups === null ? records(shape) : grouped(shape)
  const counting = countingOf(count)
  return {
    selection,
    found: foundSql(selection, counting),
    read: (arrived, limit, then) => {
      const { rows, ...facts } = readPage({ counting, page }, arrived, limit)
      return told(rows, { ...facts, past: then })
    }
  }
}

interface Told {
  readonly selection: Selection
  readonly found: Output["found"]
}

function records(shape: ListShape): Told {
  const { found, list } = outputOf(shape.resource, shape.items, shape.order)
  return { found, selection: selectionOf(shape, list(rowNameOf(shape.past))) }
}

/** The records give what they are grouped by, and the rest is done to those rows. */
function grouped(shape: ListShape): Told {
  const { by, cells, order, values } = groupsSql(shape, rowNameOf(shape.past))
  const { from, where, ...selection } = selectionOf(shape, cells)
  const rows = sql`(select ${values} from ${from}${where === null ? raw("") : sql` where ${where}`}) as grouped`
  return {
    found: groupsFound(shape.items),
    selection: { ...selection, from: rows, where: null, ranges: null, by, order }
  }
}

function selectionOf(shape: ListShape, columns: Sql): Selection {
  const { page, past, resource } = shape
  const row = rowNameOf(past)
  const order = page._tag === "Before" ? reversed(shape.order) : shape.order
  const limit = value(page.limit, "bigint")
  return {
    columns,
    from: sourceAs(resource, sourceAt(past, resource), row),
    where: conditions(shape),
    ranges: page._tag === "Offset" ? null : beyond(order, page.place, onRow(row)),
    by: null,
    order: orderSql(order, onRow(row)),
    limit:
      page._tag === "Offset"
        ? sql`limit ${limit} offset ${value(page.offset, "bigint")}`
        : sql`limit ${limit}`
  }
}

/** What a record must fulfil to be listed: the caller's rules and the client's filter. */
export function conditions({
  see,
  using,
  filter,
  past
}: Pick<ListShape, "see" | "using" | "filter" | "past">): Sql | null {
  const wanted = [see, using, filter].filter((rule) => !isOpen(rule))
  return wanted.length === 0
    ? null
    : join(
        wanted.map((rule) => predicateSql(rule, onRow(rowNameOf(past)))),
        " and "
      )
}
