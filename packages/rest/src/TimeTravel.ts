/** `as_of`, `since` and `Accept-Datetime`: records as they were; costs a byte only where it is named. */
import { parseInstant, type Query, type Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { parseHttpDate, renderHttpDate } from "./http/httpDate.ts"
import { headerInvalid, queryInvalid, queryRepeated, type RequestFailure } from "./problem/RequestFailure.ts"
import type { DecodedRequest } from "./Request.ts"
import type { Response } from "./Response.ts"
import { type Since, sinceFaults, unfit, unfitWord } from "./Since.ts"

/** That a client may read the past: one record, or any list, or what differs between two moments of one. */
export interface TimeTravel {
  readonly _tag: "TimeTravel"
  /** As of when a read asks, and the rest of its query; null for now. */
  readonly read: (
    request: DecodedRequest,
    act: "get" | "list"
  ) => Result.Result<Travel | null, RequestFailure>
  /** The answer with what tells as of when it is (RFC 7089 §2.1). */
  readonly told: (response: Response, then: Query.Then, place: Place) => Response
  /** What keeps it from being served with these resources. */
  readonly faults: (resources: Iterable<Resource.Resource>) => Iterable<string>
}

/** A read of the past. */
export interface Travel {
  /** Null for now, of what is told apart from an earlier moment. */
  readonly moment: Query.Moment | null
  /** Of a list: from which moment on; null where it is told as it is. */
  readonly since: Since | null
  /** Without the words that say when. */
  readonly query: DecodedRequest["query"]
}

/** Where the present is, and whether the query said when: then the address is the past's own. */
export interface Place {
  readonly address: string
  readonly pairs: DecodedRequest["query"]
}

/** For the option `timeTravel` of a wire or a handler. */
export const make = (): TimeTravel => ({ _tag: "TimeTravel", read, told, faults: sinceFaults })

const word = "as_of"

type Parsed<A> = Result.Result<A, RequestFailure>

function read(request: DecodedRequest, act: "get" | "list"): Parsed<Travel | null> {
  const { query } = request
  const since = act === "list" ? momentIn(query, "since") : Result.succeed(null)
  if (Result.isFailure(since)) return Result.fail(since.failure)
  const stray = since.success === null ? null : unfitWord(query)
  if (stray !== null) return Result.fail(stray)
  const isMoment = ([name]: DecodedRequest["query"][number]) =>
    name === word || (name === "since" && act === "list")
  return Result.map(laterIn(request), (moment) =>
    moment === null && since.success === null
      ? null
      : {
          moment,
          since: since.success === null ? null : { moment: since.success, unfit },
          query: query.filter((pair) => !isMoment(pair))
        }
  )
}

/** What the query says, or else the header. */
function laterIn({ headers, query }: DecodedRequest): Parsed<Query.Moment | null> {
  const asked = momentIn(query, word)
  const lines = headers.get("accept-datetime")
  if (Result.isFailure(asked) || asked.success !== null || lines === undefined) return asked
  const last = parseHttpDate(lines.join(", "))
  if (last === null)
    return Result.fail(headerInvalid("accept-datetime", "is no date such as Wed, 25 Nov 2026 08:30:00 GMT"))
  // The second's first instant: its last one may be yet to come.
  return Result.succeed({ _tag: "Instant", at: last.replace(/\.\d+Z$/u, "Z") })
}

function momentIn(query: DecodedRequest["query"], parameter: string): Parsed<Query.Moment | null> {
  const [first, ...more] = query.filter(([name]) => name === parameter)
  if (more.length > 0) return Result.fail(queryRepeated(parameter))
  return first === undefined ? Result.succeed(null) : parseMoment(parameter, first[1])
}

/** An instant with its offset, or the id of a request, which looks like no date. */
function parseMoment(parameter: string, text: string): Parsed<Query.Moment> {
  const instant = parseInstant(text)
  if (Result.isSuccess(instant)) {
    return instant.success.endsWith("infinity") || instant.success.endsWith(" BC")
      ? Result.fail(queryInvalid(parameter, "instant", "must be an instant that a clock could show"))
      : Result.succeed({ _tag: "Instant", at: instant.success })
  }
  if (/^[+-]?\d{1,6}-\d{1,2}(?:-|$)/u.test(text) || !/^[\x21-\x7e]{1,200}$/u.test(text))
    return Result.fail(
      queryInvalid(
        parameter,
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
