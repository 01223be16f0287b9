/**
 * What differs between a list at one moment and at a later one: of the records that were touched since the first alone, the
 * others are alike at both. What it takes follows from how many those are.
 */
import { type Column, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { TextRow } from "../client/TextQuery.ts"
import { type Output, outputOf, single } from "../rows/output.ts"
import { sourceIn, sourceSince } from "../shape/PastShape.ts"
import type { CompareShape } from "../shape/Shape.ts"
import { keyColumns } from "../sql/key.ts"
import { orderSql } from "../sql/order.ts"
import { pastRowsOf, rewoundRows } from "../sql/pastRows.ts"
import { raw, type Sql, sql, value } from "../sql/Sql.ts"
import { beyond, reversed } from "../statements/beyond.ts"
import { conditions } from "../statements/list.ts"
import type { Form } from "../statements/numbering.ts"
import type { Selection } from "../statements/page.ts"
import { asOf, readThen } from "./asOf.ts"
import { arrivedOf, countingOf, foundSql, readPage, withoutPlan } from "../statements/readPage.ts"
import type { Statement } from "../statements/Statement.ts"
import { touchedRows } from "./touchedRows.ts"

export const compare = (shape: CompareShape, form: Form): Statement => {
  const { items, order, page, past, resource } = shape
  const output = outputOf(resource, items, order)
  const counting = countingOf(withoutPlan(shape.count))
  return {
    ...asOf(past, foundSql(selectionOf(shape, output, form), counting), form),
    canBeCut: true,
    read: (arrived, { limit }) => {
      const { isCut, rows } = arrivedOf(arrived)
      return Result.map(readThen({ past, resource }, rows), (then) => {
        const { rows, ...facts } = readPage({ counting, page }, { isCut, rows: then.rows }, limit)
        const sides = rows.map((row) => sidesOf(output, row))
        return Rows.differences(sides.flatMap(pairOf), {
          ...facts,
          past: then.past,
          place: (at) => (sides[at]?.after ?? sides[at]?.before)?.place(0) ?? []
        })
      })
    }
  }
}

/** A record as it stands in the list at either moment. */
interface Sides {
  readonly before: Rows.Found | null
  readonly after: Rows.Found | null
}

function sidesOf(output: Output, row: TextRow): Sides {
  const behind = output.width + 1
  const side = (cells: TextRow) => (cells[output.width] === null ? null : output.found([cells], single))
  return { before: side(row.slice(0, behind)), after: side(row.slice(behind, 2 * behind)) }
}

function pairOf({ after, before }: Sides): ReadonlyArray<Rows.Pair> {
  if (before !== null) return [{ before, after }]
  return after === null ? [] : [{ before, after }]
}

/** Names of the columns that each side has: its key, what leaves of it, and that it is there. */
const keyAt = (at: number) => `"key ${at}?"`
const cellAt = (at: number) => `"${at}?"`

function selectionOf(shape: CompareShape, output: Output, form: Form): Selection {
  const { page, resource } = shape
  const order = page._tag === "Before" ? reversed(shape.order) : shape.order
  const columnOf = (column: Column) => {
    const key = keyAt(resource.key.columns.indexOf(column))
    return raw(`coalesce(before.${key}, after.${key})`)
  }
  const limit = value(page.limit, "bigint")
  return {
    columns: raw(["before", "after"].map((side) => cellsOf(side, output.width)).join(", ")),
    from: bothSides(shape, output, form),
    where: raw(
      `(before."there?" is null or after."there?" is null or ${told("before", output)} is distinct from ${told("after", output)})`
    ),
    ranges: page._tag === "Offset" ? null : beyond(order, page.place, columnOf),
    by: null,
    order: orderSql(order, columnOf),
    limit:
      page._tag === "Offset"
        ? sql`limit ${limit} offset ${value(page.offset, "bigint")}`
        : sql`limit ${limit}`
  }
}

function cellsOf(side: string, width: number): string {
  return [...numbers(width).map((at) => `${side}.${cellAt(at)}`), `${side}."there?"`].join(", ")
}

/** What is shown of a side, as one text: not every type has an equality, and what is written differently is told differently. */
function told(side: string, { shown }: Output): string {
  return `row(${numbers(shown)
    .map((at) => `${side}.${cellAt(at)}`)
    .join(", ")})::text`
}

/** The records of the list at each moment, of those that were touched since the first. */
function bothSides(shape: CompareShape, output: Output, form: Form): Sql {
  const { past, resource } = shape
  const earlier = sourceSince(past)
  const live = touchedRows(resource, earlier, form)
  const before = sideSql("before", rewoundRows(resource, earlier), shape, output)
  const after = sideSql("after", pastRowsOf(resource, sourceIn(past, resource), live), shape, output)
  const isSame = resource.key.columns.map((_, at) => `before.${keyAt(at)} = after.${keyAt(at)}`)
  return sql`${before}
full join ${after} on ${raw(isSame.join(" and "))}`
}

function sideSql(side: string, rows: Sql, shape: CompareShape, output: Output): Sql {
  const { resource } = shape
  const names = [
    ...resource.key.columns.map((_, at) => keyAt(at)),
    ...numbers(output.width).map(cellAt),
    `"there?"`
  ]
  const wanted = conditions(shape)
  const where = wanted === null ? raw("") : sql`\n  where ${wanted}`
  return sql`(
  select ${keyColumns(resource, "past")}, ${output.list("past")}, true
  from (${rows}) as past${where}
) as ${raw(side)} (${raw(names.join(", "))})`
}

function numbers(count: number): ReadonlyArray<number> {
  return Array.from({ length: count }, (_, at) => at)
}
