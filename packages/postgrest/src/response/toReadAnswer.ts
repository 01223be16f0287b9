/** The answer to a GET of a table. */
import type { Command, Rows } from "@pgcrest/core"
import type { DecodedRequest, Response } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { Media } from "../http/Media.ts"
import type { Preferences } from "../http/Preferences.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { appliedPreferences, honouredByReads } from "./appliedPreferences.ts"
import { contentLocation } from "./contentLocation.ts"
import { contentRange, statusOf } from "./contentRange.ts"
import type { Representation } from "./representation.ts"

/** What an answer depends on, beside the rows. */
export interface Read {
  readonly command: Command.List
  readonly request: DecodedRequest
  readonly media: Media
  readonly representation: Representation
  readonly preferences: Preferences
}

/** Fails where the rows asked for begin behind the last one of those that were counted, or are not one where one is asked for. */
export const toReadAnswer = (rows: Rows.Rows, read: Read): Result.Result<Response, WireFailure> => {
  const { command, media, preferences, representation, request } = read
  const offset = command.query.page._tag === "Offset" ? command.query.page.offset : 0
  const { isExact, total } = countedIn(rows, offset)
  if (isExact && total !== null && offset > total) return Result.fail(beyond(offset, total))
  if (media._tag === "Row" && rows.count !== 1) return Result.fail({ _tag: "NotSingular", rows: rows.count })
  const applied = appliedPreferences(honouredByReads(preferences))
  return Result.succeed({
    status: statusOf(rows.count, total),
    headers: [
      representation.type,
      ...located(contentLocation(request)),
      ["content-range", contentRange(offset, offset + rows.count - 1, total)],
      ...(applied === "" ? [] : [["preference-applied", applied] as const]),
      ["cache-control", "private, no-cache"]
    ],
    body: representation.body(rows.json())
  })
}

// Gateways bound what all headers have together: a long query is not told twice.
function located(address: string): Response["headers"] {
  return address.length > 2000 ? [] : [["content-location", address]]
}

function beyond(offset: number, total: number): WireFailure {
  const why = `An offset of ${offset} was requested, but there are only ${total} rows.`
  return { _tag: "RangeUnsatisfiable", why, total }
}

/** A plan, or a bound, may tell of fewer rows than there are here. */
function countedIn(
  rows: Rows.Rows,
  offset: number
): { readonly isExact: boolean; readonly total: number | null } {
  if (rows._tag !== "Found" || rows.total === null) return { isExact: false, total: null }
  const { count, counted, total } = rows
  return counted === "exactly"
    ? { isExact: true, total }
    : { isExact: false, total: count === 0 ? total : Math.max(total, offset + count) }
}
