/** The request headers that decide something, read once: conditions, preferences, what kind of body. */
import { Command } from "@pgcrest/core"
import * as Result from "effect/Result"
import { type EntityTags, parseEntityTags, versionOf } from "../http/entityTag.ts"
import { bodyType } from "../http/mediaType.ts"
import { negotiate } from "../http/negotiate.ts"
import { parsePrefer, type Preferences } from "../http/prefer.ts"
import { type ItemRange, parseRange } from "../http/range.ts"
import type { Read } from "../Format.ts"
import { type Media, type Offers, readOf } from "../Media.ts"
import type { Request } from "../Request.ts"
import type { Rollback } from "../Rollback.ts"
import { type Dates, isRead, readDates } from "./readDates.ts"
import type { Route } from "./routes.ts"
import { headerInvalid, type RequestFailure, unacceptable } from "../problem/RequestFailure.ts"

export interface Headers extends Dates {
  readonly match: EntityTags | null
  readonly noneMatch: EntityTags | null
  readonly preferences: Preferences
  /** The part of a list that a GET asks for; null for the page of its query. */
  readonly range: ItemRange | null
  /** Of the body, where one is read. */
  readonly contentType: string
  /** How a body of rows is read, where it is no JSON. */
  readonly read: Read | null
  /** What the answer is written as. */
  readonly media: Media
}

/** What a request may ask for, beside what its route takes. */
interface Taking {
  readonly offers: Offers
  /** Null where nobody says how a transaction ends. */
  readonly rollback: Rollback | null
}

const singletons = ["content-type", "authorization", "content-range"]

/** Malformed headers fail first, then Content-Encoding and Content-Type, then Accept. */
export const readHeaders = (
  request: Request,
  route: RouteBody,
  { offers, rollback }: Taking
): Result.Result<Headers, RequestFailure> => {
  const misplaced = misplacedIn(request)
  if (misplaced !== null) return Result.fail(misplaced)
  const tags = tagsOf(request)
  if (Result.isFailure(tags)) return Result.fail(tags.failure)
  const preferences = preferencesOf(request, rollback)
  if (Result.isFailure(preferences)) return Result.fail(preferences.failure)
  const dates = readDates(request, preferences.success)
  if (Result.isFailure(dates)) return Result.fail(dates.failure)
  const contentType = contentTypeOf(request, route)
  if (Result.isFailure(contentType)) return Result.fail(contentType.failure)
  const media = negotiate(request.headers.get("accept") ?? noLines, offers)
  if (media === null) return Result.fail(notAcceptable(offers))
  const { match, noneMatch } = tags.success
  const { unmodifiedSince, modifiedSince } = dates.success
  return Result.succeed({
    match,
    noneMatch,
    unmodifiedSince,
    modifiedSince,
    preferences: preferences.success,
    range: request.method === "GET" ? parseRange(request.headers.get("range")) : null,
    contentType: contentType.success,
    read: readOf(offers, contentType.success),
    media
  })
}

const noLines: ReadonlyArray<string> = []

/** Tells what there is. */
function notAcceptable(offers: Offers): RequestFailure {
  const types = [...new Set(offers.map(({ type }) => type))]
  const all = types.length === 1 ? types.join() : `one of ${types.join(", ")}`
  return unacceptable(
    `The answer is ${all}, which the header Accept rules out.`,
    `rules out ${types.join(", ")}`
  )
}

/** The conditions of a write compare versions, so that a tag of any view of the record will do; a weak one never does. */
export const conditionOf = ({ match, noneMatch, unmodifiedSince }: Headers): Command.Condition =>
  match === null && noneMatch === null && unmodifiedSince === null
    ? Command.unconditional
    : { match: strong(match), noneMatch: versions(noneMatch), unmodifiedSince }

function strong(given: EntityTags | null): Command.Condition["match"] {
  return given === null || given === "*" ? given : versions(given.filter(({ weak }) => !weak))
}

function versions(given: EntityTags | null): Command.Condition["match"] {
  return given === null || given === "*" ? given : given.map(({ opaque }) => versionOf(opaque))
}

function misplacedIn({ headers, method }: Request): RequestFailure | null {
  const repeated = singletons.find((name) => (headers.get(name)?.length ?? 0) > 1)
  if (repeated !== undefined) return headerInvalid(repeated, "must come once")
  return method === "PUT" && headers.has("content-range")
    ? headerInvalid("content-range", "is not taken with PUT: a part would replace the whole (RFC 9110 §14.5)")
    : null
}

type Tags = Pick<Headers, "match" | "noneMatch">

const noTags: Result.Result<Tags, never> = Result.succeed({ match: null, noneMatch: null })

function tagsOf({ headers, method }: Request): Result.Result<Tags, RequestFailure> {
  if (!headers.has("if-match") && !headers.has("if-none-match")) return noTags
  return Result.flatMap(parseTags(headers, "if-match"), (match) => {
    const noneMatch = Result.map(parseTags(headers, "if-none-match"), (noneMatch) => ({ match, noneMatch }))
    // A read may ignore what it cannot parse: it answers in full.
    return isRead(method)
      ? Result.orElse(noneMatch, () => Result.succeed({ match, noneMatch: null }))
      : noneMatch
  })
}

function parseTags(
  headers: Request["headers"],
  name: string
): Result.Result<EntityTags | null, RequestFailure> {
  const lines = headers.get(name)
  if (lines === undefined) return Result.succeed(null)
  return Result.mapError(parseEntityTags(lines), ({ detail }) =>
    headerInvalid(name, `is malformed: ${detail}`)
  )
}

function preferencesOf(
  { headers }: Request,
  rollback: Rollback | null
): Result.Result<Preferences, RequestFailure> {
  const sent = parsePrefer(headers.get("prefer") ?? [])
  for (const preference of sent.unknown) {
    const rule = guardRule(preference, rollback)
    if (rule !== null) return Result.fail(headerInvalid("prefer", rule))
  }
  const preferences = rollback === null && sent.tx !== undefined ? withoutTx(sent) : sent
  if (preferences.handling !== "strict" || preferences.unknown.length === 0)
    return Result.succeed(preferences)
  const unknown = preferences.unknown.join(", ").slice(0, 200)
  return Result.fail(headerInvalid("prefer", `names preferences that are not known here: ${unknown}`))
}

/** A guard that is not understood would guard nothing: it is no preference to be left aside (RFC 7240 §2). */
function guardRule(preference: string, rollback: Rollback | null): string | null {
  const [name] = preference.split("=", 1)
  if (name === "max-affected") return "has a max-affected that is no whole number, such as max-affected=10"
  return name === "tx" && rollback !== null ? "has a tx that is neither commit nor rollback" : null
}

function withoutTx({ tx, ...preferences }: Preferences): Preferences {
  return { ...preferences, unknown: [...preferences.unknown, `tx=${tx}`] }
}

/** Judged only with a body: some gateways add a Content-Type to requests without one. */
function contentTypeOf({ body, headers }: Request, route: RouteBody): Result.Result<string, RequestFailure> {
  if (route.takes.length === 0 || body === null) return Result.succeed("application/json")
  const encoding = headers.get("content-encoding")?.join(", ").toLowerCase() ?? "identity"
  if (encoding !== "identity") {
    return Result.fail({
      _tag: "EncodingUnsupported",
      detail: "Bodies are read as they are, without Content-Encoding."
    })
  }
  const [contentType] = headers.get("content-type") ?? []
  if (contentType === undefined) return Result.succeed("application/json")
  const accept = acceptHeader(route)
  const unsupported = (detail: string): RequestFailure => ({ _tag: "MediaTypeUnsupported", accept, detail })
  const sent = bodyType(contentType, route.takes)
  if (Result.isFailure(sent)) return Result.fail(unsupported(`${sent.failure.detail}.`))
  const taken = route.takes.find((type) => type === sent.success)
  return taken === undefined
    ? Result.fail(
        unsupported(`${route.method} takes ${accept[1]}, not ${sent.success}${remedyFor(sent.success)}.`)
      )
    : Result.succeed(taken)
}

function remedyFor(type: string): string {
  return type === "application/x-www-form-urlencoded"
    ? ' (curl -d needs -H "Content-Type: application/json")'
    : ""
}

/** The header that tells which bodies a route takes (RFC 5789 §3.1). */
export const acceptHeader = ({ method, takes }: RouteBody): readonly [header: string, types: string] => [
  method === "PATCH" ? "accept-patch" : method === "POST" ? "accept-post" : "accept",
  takes.join(", ")
]

type RouteBody = Pick<Route, "method" | "takes">
