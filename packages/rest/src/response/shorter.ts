/** A page that ends sooner, where nothing would carry the whole of it: `Link` tells where to go on. */
import { type Command, Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Response } from "../Response.ts"

/** The longest of the pages that are tried; null for what is no page, and where not one record is carried. */
export const shorter = <E>(
  rows: Rows.Rows,
  { _tag }: Command.ClientCommand,
  respond: (rows: Rows.Rows) => Result.Result<Response, E>,
  isCarried: (response: Response) => boolean
): Response | null => {
  const isList = _tag === "List" || _tag === "Compare" || _tag === "History"
  // Of a page that a hook has thinned it is not known where it would end.
  if (!isList || !("more" in rows) || rows.read !== rows.count) return null
  const cut = (count: number): Rows.Rows => {
    if (rows._tag === "Found") return Rows.cutAfter(rows, count)
    return rows._tag === "Changes" ? Rows.changesCut(rows, count) : Rows.differencesCut(rows, count)
  }
  const answer = (count: number) => Result.getOrNull(respond(cut(count)))
  return longestCarried(rows.count, answer, isCarried)
}

/** The answer of the most records, fewer than these, that is carried; null where none is. */
export const longestCarried = (
  most: number,
  answer: (count: number) => Response | null,
  isCarried: (response: Response) => boolean
): Response | null => {
  for (let count = fewer(most); count > 0; count = fewer(count)) {
    const response = answer(count)
    if (response !== null && isCarried(response)) return response
  }
  return null
}

function fewer(count: number): number {
  return Math.floor(count * 0.8)
}
