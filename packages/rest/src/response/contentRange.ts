/** Which part of what a query finds stands on a page (RFC 9110 §14.4), in records. */
import type { Query, Rows } from "@pgcrest/core"
import type { Response } from "../Response.ts"

/** The header Content-Range; none for a page of nothing whose total nobody knows. */
export const contentRange = (
  rows: Rows.Found,
  { page }: Query.Query
): Response["headers"] => {
  // Where a page begins that was read from a place is not known.
  if (page._tag !== "Offset") return rows.total === null ? [] : [["content-range", `items */${rows.total}`]]
  const { offset } = page
  const last = offset + rows.count - 1
  // Behind the last page there is nothing to count, if no hook thinned it.
  const isLast = rows.read === rows.count && !rows.more && (rows.count > 0 || offset === 0)
  const total = rows.total ?? (isLast ? offset + rows.count : null)
  if (rows.count === 0) return total === null ? [] : [["content-range", `items */${total}`]]
  return [["content-range", `items ${offset}-${last}/${total ?? "*"}`]]
}
