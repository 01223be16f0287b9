/** One record as the answer to a read: as it is, not modified, or refused by a condition (RFC 9110 §13.2.2). */
import { compareInstants, type Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { renderHttpDate } from "../http/httpDate.ts"
import { conditionFailed, type RequestFailure } from "../problem/RequestFailure.ts"
import type { Exchange } from "./Exchange.ts"
import type { Headers } from "../request/readHeaders.ts"
import type { Response } from "../Response.ts"
import { present, readable } from "./headers.ts"
import { matches } from "./recordTag.ts"

/** What tells one state of a record from another. */
export interface Validators {
  readonly etag: string | null
  /** The instant of its last change; null where more than the record goes into the answer, or none is shown. */
  readonly updatedAt: string | null
  /** The clock: nothing has changed later (RFC 9110 §8.8.2.1). */
  readonly millis: number
}

/** A read compares the whole tag: another choice of fields is another representation. Dates count where no tags are named. */
export const item = (
  rows: Pick<Rows.Rows, "json">,
  validators: Validators,
  { headers, representation }: Pick<Exchange, "headers" | "representation">
): Result.Result<Response, RequestFailure> => {
  const failed = failedBy(validators, headers)
  if (failed !== null) return Result.fail(conditionFailed(failed))
  const { etag, updatedAt, millis } = validators
  const modified = updatedAt === null ? null : renderHttpDate(updatedAt, millis)
  const told = [...present("etag", etag), ...present("last-modified", modified)]
  return Result.succeed(
    isKnown(validators, headers)
      ? { status: 304, headers: [readable, ...told], body: null }
      : {
          status: 200,
          headers: [...representation.headers, readable, ...told],
          body: representation.one(rows.json())
        }
  )
}

function failedBy({ etag, updatedAt }: Validators, { match, unmodifiedSince }: Headers): string | null {
  const strong = match === null || match === "*" ? match : match.filter(({ weak }) => !weak)
  if (strong !== null && !matches(strong, etag))
    return etag === null
      ? "This answer has no entity tag, so none can match."
      : "The record's entity tag is none of those in If-Match."
  return isChanged(updatedAt, unmodifiedSince)
    ? "The record has changed after the date in If-Unmodified-Since."
    : null
}

function isKnown({ etag, updatedAt }: Validators, { noneMatch, modifiedSince }: Headers): boolean {
  if (noneMatch !== null) return matches(noneMatch, etag)
  return updatedAt !== null && modifiedSince !== null && !isChanged(updatedAt, modifiedSince)
}

/** What has no date has not changed by any. */
function isChanged(updatedAt: string | null, since: string | null): boolean {
  return updatedAt !== null && since !== null && compareInstants(updatedAt, since) > 0
}
