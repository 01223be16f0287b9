/** The page of a list as it arrives: its rows in their order, and what is known beside them. */
import { Query, type Rows } from "@pgcrest/core"
import { cutShort, type TextRow } from "../client/TextQuery.ts"
import type { PageShape } from "../shape/Shape.ts"
import type { Sql } from "../sql/Sql.ts"
import { countedPage, pageSql, type Selection } from "./page.ts"

/** The rows that came, and whether more were to come. */
export interface Arrived {
  readonly rows: ReadonlyArray<TextRow>
  readonly isCut: boolean
}

export const arrivedOf = (rows: ReadonlyArray<TextRow>): Arrived => {
  const isCut = rows.at(-1) === cutShort
  return { isCut, rows: isCut ? rows.slice(0, -1) : rows }
}

/** How the statement counts, and up to where; null where it counts none. */
export interface Counting {
  /** Null for all. */
  readonly most: number | null
}

/** That of a list; a plan tells a number by itself. */
export const countingOf = (count: Query.Count | null): Counting | null => {
  const most = count === "capped" || count === "estimated" ? Query.countedAtMost : null
  return count === "exact" || most !== null ? { most } : null
}

/** Where there is no plan to ask all are counted. */
export const withoutPlan = (count: Query.Count | null): Query.Count | null =>
  count === "planned" || count === "estimated" ? "exact" : count

/** The page as SQL. */
export const foundSql = (selection: Selection, counting: Counting | null): Sql =>
  counting === null ? pageSql(selection) : countedPage(selection, counting.most)

/** A page that arrived, of which one row more was asked for. */
export interface PageRead extends Pick<Rows.Paged, "total" | "counted" | "more"> {
  readonly rows: ReadonlyArray<TextRow>
}

/** The rows without the one too many, in the order of the list. */
export const readPage = (
  { counting, page }: { readonly counting: Counting | null; readonly page: PageShape },
  { isCut, rows }: Arrived,
  limit: number
): PageRead => {
  const found = counting === null ? rows : rows.filter((row) => row.at(-2) !== null)
  const shown = found.slice(0, limit)
  return {
    rows: page._tag === "Before" ? shown.toReversed() : shown,
    more: isCut || found.length > limit,
    ...totalOf(counting, rows)
  }
}

function totalOf(
  counting: Counting | null,
  rows: ReadonlyArray<TextRow>
): Pick<Rows.Paged, "total" | "counted"> {
  if (counting === null) return { total: null, counted: "exactly" }
  const [total, { most }] = [Number(rows[0]?.at(-1) ?? 0), counting]
  return most !== null && total > most ? { total: most, counted: "more" } : { total, counted: "exactly" }
}
