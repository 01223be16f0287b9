/** Which part of what a query finds stands on a page (RFC 9110 §14.4), in records. */
import type { Query, Rows } from "@pgcrest/core"
import type { Response } from "../Response.ts"

type Listed = Rows.Paged & Pick<Rows.Found, "count">

/** The header Content-Range; none for a page of nothing whose total nobody knows. */
export const contentRange = (rows: Listed, { page }: Query.Query): Response["headers"] => {
  const total = totalOf(rows, page)
  // Where a page begins that was read from a place is not known.
  if (page._tag !== "Offset" || rows.count === 0)
    return total === null ? [] : [["content-range", `items */${total}`]]
  const last = page.offset + rows.count - 1
  return [["content-range", `items ${page.offset}-${last}/${total ?? "*"}`]]
}

/** What was counted, or needs no counting: behind the last page there is nothing, if no hook thinned it. */
function totalOf(rows: Listed, page: Query.Page): number | null {
  const end = page._tag === "Offset" ? page.offset + rows.count : 0
  const isLast =
    page._tag === "Offset" && rows.read === rows.count && !rows.more && (rows.count > 0 || page.offset === 0)
  if (rows.total === null || rows.counted === "more") return isLast ? end : null
  // A plan may tell of fewer than there are on the page.
  return rows.counted === "about" ? (isLast ? end : Math.max(rows.total, end)) : rows.total
}
