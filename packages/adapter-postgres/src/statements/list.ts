/** Many records: filtered, ordered, a page of them, and a count where one is asked. */
import { Query, type Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { cutShort, type TextRow } from "../client/TextQuery.ts"
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
import { countedPage, pageSql, planSql, type Selection } from "./page.ts"
import type { Form } from "./numbering.ts"
import { asOf, readThen } from "./past.ts"
import { isOpen } from "./rule.ts"
import type { Statement } from "./Statement.ts"

export const list = (shape: ListShape, form: Form): Statement => {
  const { groups, page, past, resource } = shape
  const { found: told, selection } = groups === null ? records(shape) : grouped(shape)
  const count = countOf(shape)
  const most = count === "capped" || count === "estimated" ? Query.countedAtMost : null
  const isCounted = count === "exact" || most !== null
  const found = isCounted ? countedPage(selection, most) : pageSql(selection)
  const read = ({ isCut, rows }: Arrived, limit: number, then: Query.Then | null) => {
    const found = isCounted ? rows.filter((row) => row.at(-2) !== null) : rows
    const shown = found.slice(0, limit)
    return told(page._tag === "Before" ? shown.toReversed() : shown, {
      ...totalOf(isCounted ? Number(rows[0]?.at(-1) ?? 0) : null, most),
      more: isCut || found.length > limit,
      past: then
    })
  }
  if (past !== null)
    return {
      ...asOf(past, found, form),
      canBeCut: true,
      read: (arrived, { limit }) =>
        Result.map(readThen(resource, arrivedOf(arrived).rows), ({ rows, past: then }) =>
          read({ ...arrivedOf(arrived), rows }, limit, then)
        )
    }
  return {
    ...render(found),
    ...(count === "planned" || count === "estimated" ? { plan: render(planSql(selection)) } : {}),
    canBeCut: true,
    read: (arrived, { limit }) => Result.succeed(read(arrivedOf(arrived), limit, null))
  }
}

/** The rows that came, and whether more were to come. */
interface Arrived {
  readonly rows: ReadonlyArray<TextRow>
  readonly isCut: boolean
}

function arrivedOf(rows: ReadonlyArray<TextRow>): Arrived {
  const isCut = rows.at(-1) === cutShort
  return { isCut, rows: isCut ? rows.slice(0, -1) : rows }
}

/** A plan knows of no past: there all are counted. */
function countOf({ count, past }: ListShape): ListShape["count"] {
  return past !== null && (count === "planned" || count === "estimated") ? "exact" : count
}

function totalOf(total: number | null, most: number | null): Pick<Rows.Paged, "total" | "counted"> {
  return total !== null && most !== null && total > most
    ? { total: most, counted: "more" }
    : { total, counted: "exactly" }
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
function conditions({ see, using, filter, past }: ListShape): Sql | null {
  const wanted = [see, using, filter].filter((rule) => !isOpen(rule))
  return wanted.length === 0
    ? null
    : join(
        wanted.map((rule) => predicateSql(rule, onRow(rowNameOf(past)))),
        " and "
      )
}
