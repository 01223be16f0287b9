/** `as_of` and `Accept-Datetime`: records as they were; costs a byte only where it is named. */
import { parseInstant, type Query } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseHttpDate, renderHttpDate } from "./http/httpDate.ts"
import { headerInvalid, queryInvalid, type RequestFailure } from "./problem/RequestFailure.ts"
import type { DecodedRequest } from "./Request.ts"
import type { Response } from "./Response.ts"

/** That a client may read the past: one record, or any list. */
export interface TimeTravel {
  readonly _tag: "TimeTravel"
  /** As of when a read asks, and the rest of its query; null for now. */
  readonly read: (request: DecodedRequest) => Result.Result<Travel | null, RequestFailure>
  /** The answer with what tells as of when it is (RFC 7089 §2.1). */
  readonly told: (response: Response, then: Query.Then, place: Place) => Response
}

/** A read of the past. */
export interface Travel {
  readonly moment: Query.Moment
  /** Without the word that says when. */
  readonly query: DecodedRequest["query"]
}

/** Where the present is, and whether the query said when: then the address is the past's own. */
export interface Place {
  readonly address: string
  readonly pairs: DecodedRequest["query"]
}

/** For the option `timeTravel` of a wire or a handler. */
export const make = (): TimeTravel => ({ _tag: "TimeTravel", read, told })

const word = "as_of"

function read({ headers, query }: DecodedRequest): Result.Result<Travel | null, RequestFailure> {
  const asked = query.filter(([name]) => name === word)
  const [[, text] = []] = asked
  if (asked.length > 1) return Result.fail(queryInvalid(word, "repeated", "must come once"))
  if (text !== undefined)
    return Result.map(parseMoment(text), (moment) => ({
      moment,
      query: query.filter(([name]) => name !== word)
    }))
  const lines = headers.get("accept-datetime")
  if (lines === undefined) return Result.succeed(null)
  const last = parseHttpDate(lines.join(", "))
  if (last === null)
    return Result.fail(headerInvalid("accept-datetime", "is no date such as Wed, 25 Nov 2026 08:30:00 GMT"))
  // The second's first instant: its last one may be yet to come.
  const at = last.replace(/\.\d+Z$/u, "Z")
  return Result.succeed({ moment: { _tag: "Instant", at }, query })
}

/** An instant with its offset, or the id of a request, which looks like no date. */
function parseMoment(text: string): Result.Result<Query.Moment, RequestFailure> {
  const instant = parseInstant(text)
  if (Result.isSuccess(instant)) {
    return instant.success.endsWith("infinity") || instant.success.endsWith(" BC")
      ? Result.fail(queryInvalid(word, "instant", "must be an instant that a clock could show"))
      : Result.succeed({ _tag: "Instant", at: instant.success })
  }
  if (/^[+-]?\d{1,6}-\d{1,2}(?:-|$)/u.test(text) || !/^[\x21-\x7e]{1,200}$/u.test(text))
    return Result.fail(
      queryInvalid(
        word,
        "instant",
        `${instant.failure}, or the id under which a request was answered`,
        "A plus sign in an address is a space: write %2B, or the instant in UTC with a Z."
      )
    )
  return Result.succeed({ _tag: "Request", id: text })
}

function told(response: Response, { at }: Query.Then, { address, pairs }: Place): Response {
  const date = renderHttpDate(at, Number.MAX_SAFE_INTEGER)
  const present = pairs.filter(([name]) => name !== word && name !== "cursor")
  const original = `<${addressOf(address, present)}>; rel="original timegate"`
  const isHere = pairs.some(([name]) => name === word)
  const memento = addressOf(address, [...pairs, [word, at]])
  const others: Response["headers"] = isHere ? [] : [["content-location", memento]]
  return {
    ...response,
    headers: [
      ...response.headers.map(([name, value]) =>
        name === "link" ? ([name, `${value}, ${original}`] as const) : ([name, value] as const)
      ),
      ...(response.headers.some(([name]) => name === "link") ? [] : [["link", original] as const]),
      ...(date === null ? [] : [["memento-datetime", date] as const]),
      ...others
    ]
  }
}

function addressOf(address: string, pairs: Place["pairs"]): string {
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
  return query.length === 0 ? address : `${address}?${query.join("&")}`
}
