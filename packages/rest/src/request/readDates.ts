/** The dates among a request's conditions (RFC 9110 §13.1.3, §13.1.4): they count where it names no tags (§13.2.2). */
import * as Result from "effect/Result"
import { parseHttpDate } from "../http/httpDate.ts"
import type { Preferences } from "../http/prefer.ts"
import { headerInvalid, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Request } from "../Request.ts"

/** Each the last instant of the second that a header names; null where it is not to be looked at. */
export interface Dates {
  /** If-Unmodified-Since, without If-Match. */
  readonly unmodifiedSince: string | null
  /** If-Modified-Since of a read, without If-None-Match. */
  readonly modifiedSince: string | null
}

/** What is no date must be ignored; who asks for strict handling is told before anything is overwritten. */
export const readDates = (
  { headers, method }: Pick<Request, "headers" | "method">,
  { handling }: Preferences
): Result.Result<Dates, RequestFailure> => {
  if (!headers.has("if-unmodified-since") && !headers.has("if-modified-since")) return none
  const unmodifiedSince = headers.has("if-match") ? null : dateIn(headers, "if-unmodified-since")
  if (unmodifiedSince === undefined && handling === "strict")
    return Result.fail(
      headerInvalid("if-unmodified-since", "is no date such as Wed, 25 Nov 2026 08:30:00 GMT")
    )
  const modifiedSince =
    isRead(method) && !headers.has("if-none-match") ? dateIn(headers, "if-modified-since") : null
  return Result.succeed({ unmodifiedSince: unmodifiedSince ?? null, modifiedSince: modifiedSince ?? null })
}

/** Whether a method only reads. */
export const isRead = (method: string): boolean => method === "GET" || method === "HEAD"

const none: Result.Result<Dates, never> = Result.succeed({ unmodifiedSince: null, modifiedSince: null })

/** Null where there is none, undefined where there is no date in it; two of them are none. */
function dateIn(headers: Request["headers"], name: string): string | null | undefined {
  const lines = headers.get(name)
  return lines === undefined ? null : (parseHttpDate(lines.join(", ")) ?? undefined)
}
