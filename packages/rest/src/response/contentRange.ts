/** Which part of what a query finds stands on a page (RFC 9110 §14.4), in records. */
import type { Query, Rows } from "@pgcrest/core"
import type { Response } from "../Response.ts"

/** The header Content-Range; none for a page of nothing whose total nobody knows. */
export const contentRange = (
  rows: Rows.Found,
  { page: { limit, offset } }: Query.Query
): Response["headers"] => {
  const last = offset + rows.count - 1
  // A page that is not full is the last one, if no hook thinned it: then the total needs no counting.
  const isLast = !rows.computed && rows.count < limit && (rows.count > 0 || offset === 0)
  const total = rows.total ?? (isLast ? offset + rows.count : null)
  if (rows.count === 0) return total === null ? [] : [["content-range", `items */${total}`]]
  return [["content-range", `items ${offset}-${last}/${total ?? "*"}`]]
}
