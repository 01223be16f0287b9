/** The answer to a call: what the function returned. */
import { type Response, stripNulls } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { contentType, type Json } from "../http/Media.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { appliedPreferences, type Honoured } from "../response/appliedPreferences.ts"
import { contentRange } from "../response/contentRange.ts"
import { elementsOf } from "../response/members.ts"

/** What an answer depends on, beside what was returned. */
export interface Answering {
  readonly method: string
  readonly media: Json
  readonly honoured: Honoured
}

/** An array is rows; one row alone is the only one, or what is no array. All are there, so that their number is too. */
export const toFunctionAnswer = (
  returned: string,
  { honoured, media, method }: Answering
): Result.Result<Response, WireFailure> => {
  const rows = returned.startsWith("[") ? elementsOf(returned) : [returned]
  const [only = ""] = rows
  if (media._tag === "Row" && rows.length !== 1)
    return Result.fail({ _tag: "NotSingular", rows: rows.length })
  const body = media._tag === "Row" ? only : returned
  const applied = appliedPreferences(honoured)
  return Result.succeed({
    status: 200,
    headers: [
      ["content-type", contentType(media)],
      ["content-range", contentRange(0, rows.length - 1, honoured.count === undefined ? null : rows.length)],
      ...(applied === "" ? [] : [["preference-applied", applied] as const]),
      ["cache-control", method === "POST" ? "no-store" : "private, no-cache"]
    ],
    body: media.nulls === "kept" ? body : stripNulls(body)
  })
}
