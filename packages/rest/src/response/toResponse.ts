/** Rows as a response: status, tags, links and the records' text as it came from the store. */
import { type Command, Projection, Resource, type Rows } from "@pgcrest/core"
import * as Result from "effect/Result"
import { type RequestFailure, unacceptable } from "../problem/RequestFailure.ts"
import type { Headers } from "../request/readHeaders.ts"
import type { Response } from "../Response.ts"
import { appliedPreferences } from "./appliedPreferences.ts"
import { contentRange } from "./contentRange.ts"
import type { Exchange } from "./Exchange.ts"
import { present, readable, replayed, unstored } from "./headers.ts"
import { item } from "./item.ts"
import { historyLinks, pageLinks } from "./pageLinks.ts"
import { etagOf } from "./recordTag.ts"
import { whole } from "./Representation.ts"

type Pairs = Response["headers"]

/** What an answer tells beside its rows. */
interface Beside {
  /** The people, as `expand-applied` has them; null where nobody asked for any. */
  readonly expanded: string | null
  /** The clock, in milliseconds. */
  readonly millis: number
}

/**
 * The response that shows these rows, with the preferences that it honours in `preference-applied` and the people that it
 * tells in `expand-applied`. Fails where a condition of a read does not hold.
 */
export const toResponse = (
  rows: Rows.Rows,
  exchange: Exchange,
  { expanded, millis }: Beside
): Result.Result<Response, RequestFailure> =>
  Result.map(responseOf(rows, exchange, millis), (made) => {
    const told = exchange.trial === null ? made : exchange.trial.placeless(made)
    const then = rows._tag === "Found" || rows._tag === "Differences" ? rows.past : null
    const response =
      then === null || exchange.travel === null ? told : exchange.travel.told(told, then, exchange.listed)
    const applied = appliedPreferences(rows, exchange.command, exchange.headers.preferences)
    const again: Pairs = "replayed" in rows ? [replayed] : []
    if (applied === "" && expanded === null && again.length === 0) return response
    const preferences: Pairs = applied === "" ? [] : [["preference-applied", applied]]
    return {
      ...response,
      headers: [...response.headers, ...preferences, ...present("expand-applied", expanded), ...again]
    }
  })

type ToResponse = Result.Result<Response, RequestFailure>

function responseOf(rows: Rows.Rows, exchange: Exchange, millis: number): ToResponse {
  const { command, expansion, headers, representation } = exchange
  const etag = etagFor(rows, exchange)
  switch (rows._tag) {
    case "Differences":
    case "Found": {
      if (command._tag === "List" || command._tag === "Compare") return page(rows, command, exchange)
      // People, related records, and what a hook shows, change without the record.
      const updatedAt = expansion === null && !rows.computed ? rows.updatedAt() : null
      return item(rows, { etag, updatedAt, millis }, { headers, representation })
    }
    case "Changes":
      if (exchange.single) return oneChange(rows, representation)
      return Result.succeed({
        status: 200,
        headers: [...representation.headers, readable, ...present("link", linkFor(rows, exchange))],
        body: whole(representation.writer, rows.json())
      })
    case "Written":
      return Result.succeed(written(rows, exchange, [...present("etag", etag), ...notRestored(rows)]))
    case "WrittenMany":
      return Result.succeed(writtenMany(rows, exchange))
  }
}

function oneChange(rows: Rows.Changes, { headers, one }: Exchange["representation"]): ToResponse {
  return rows.count === 0
    ? Result.fail({ _tag: "RouteNotFound", detail: "The record has no such change, or none for you to see." })
    : Result.succeed({ status: 200, headers: [...headers, readable], body: one(rows.json()) })
}

function linkFor(rows: Rows.Changes, { command, listed }: Exchange): string | null {
  return command._tag === "History" ? historyLinks(rows, command, listed) : null
}

/** Exhaustive: a new command does not compile until somebody says whether its answer has a tag. */
function etagFor(rows: Rows.Rows, { command, expansion, representation, reshown }: Exchange): string | null {
  switch (command._tag) {
    case "Get":
      // People change without a version of the record.
      return expansion === null ? etagOf(rows, command.projection, representation) : null
    // That of the record alone, as it is at its own address: what stands beside it there is asked for.
    case "CreateNested":
      return reshown
        ? null
        : etagOf({ ...rows, computed: false }, Projection.whole(command.permit.resource), representation)
    case "Create":
    case "Update":
    case "Patch":
    case "Restore":
      // A hook that was not asked would make something else of it: no later read has the tag of the row as it is.
      return reshown && !rows.computed ? null : etagOf(rows, shownBy(command), representation)
    // What a PUT stores is not what was sent (RFC 9110 §9.3.4); what was deleted is not there.
    case "Replace":
    case "Delete":
    case "CreateMany":
    case "CreateManyNested":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
    // A tag is of one record as it is.
    case "List":
    case "Compare":
    case "History":
      return null
  }
}

/** What a later read shows, where nobody read the answer. */
function shownBy({ permit, projection }: Command.Create | Command.Update | Command.Patch | Command.Restore) {
  return projection.items.length === 0 ? Projection.whole(permit.resource) : projection
}

function page(
  rows: Rows.Found | Rows.Differences,
  { permit, query }: Command.List | Command.Compare,
  { headers, listed, representation }: Exchange
): ToResponse {
  const { resource } = permit
  if (representation.alone && rows.count !== 1) return Result.fail(notOne(rows))
  const isPart =
    headers.range !== null && query.page._tag === "Offset" && query.page.offset === headers.range.first
  if (isPart && rows.read === 0 && headers.range.first > 0) return Result.fail(rangeBeyond(rows.total))
  const links = pageLinks(rows, query, resource, listed)
  return Result.succeed({
    status: isPart && rows.count > 0 ? 206 : 200,
    headers: [...representation.headers, readable, ...contentRange(rows, query), ...present("link", links)],
    body: representation.alone ? representation.one(rows.json()) : whole(representation.writer, rows.json())
  })
}

/** How many there are, as far as is known. */
function notOne({ count, more, total }: Rows.Found | Rows.Differences): RequestFailure {
  const told = total ?? (more ? `more than ${count}` : count)
  return unacceptable(
    `The list has ${told} records here, and the type that Accept asks for holds one.`,
    `asks for one record, and there are ${told}`
  )
}

/** There is no record at which the part could begin (RFC 9110 §15.5.17). */
function rangeBeyond(total: number | null): RequestFailure {
  return {
    _tag: "RangeNotSatisfiable",
    total,
    detail: `The list has ${total ?? "fewer"} records, and the part begins behind them.`
  }
}

function written(rows: Rows.Written, exchange: Exchange, tag: Pairs): Response {
  const { command, headers } = exchange
  if (command._tag === "Delete" && headers.preferences.return !== "representation")
    return { status: 204, headers: [unstored], body: null }
  return rows.created ? created(rows, command.permit.resource, exchange, tag) : changed(rows, exchange, tag)
}

/** The fields that do not hold what they held at the version. */
function notRestored({ left = [] }: Rows.Written): Pairs {
  return left.length === 0 ? [] : [["x-not-restored", left.map(encodeURIComponent).join(", ")]]
}

function created(
  rows: Rows.Written,
  resource: Resource.Resource,
  { base, command, headers, representation }: Exchange,
  tag: Pairs
): Response {
  const location = `${base}/${resource.name}${placeOf(resource, rows.keys()[0]?.uid ?? "")}`
  const links: Pairs = [["location", location]]
  // A query finds a list, and a record's address shows no others: neither is what the body is (RFC 9110 §8.7).
  const isElsewhere = Resource.soleColumn(resource.key) === null || command._tag === "CreateNested"
  const contentLocation: Pairs = isElsewhere ? [] : [["content-location", location]]
  if (!rows.visible || isMinimal(headers)) {
    return { status: 201, headers: [unstored, ...links, ...tag], body: null }
  }
  return {
    status: 201,
    headers: [...representation.headers, unstored, ...links, ...contentLocation, ...tag],
    body: representation.one(rows.json())
  }
}

/** Where a record is: at its uid, or, of what several fields identify, where the collection finds it and DELETE names it. */
function placeOf({ key }: Resource.Resource, uid: string): string {
  if (Resource.soleColumn(key) !== null) return `/${encodeURIComponent(uid)}`
  const cells = Resource.cellsOfUid(key, uid) ?? []
  const named = key.columns.map(
    ({ name }, at) => `${encodeURIComponent(name)}=eq.${encodeURIComponent(String(cells[at]))}`
  )
  return `?${named.join("&")}`
}

function changed(rows: Rows.Written, { headers, representation }: Exchange, tag: Pairs): Response {
  if (!rows.visible) return { status: 204, headers: [unstored], body: null }
  if (isMinimal(headers)) return { status: 204, headers: [unstored, ...tag], body: null }
  return {
    status: 200,
    headers: [...representation.headers, unstored, ...tag],
    body: representation.one(rows.json())
  }
}

/** The records in sight as an array, 201 where there is a new one; where nobody reads them, that alone. */
function writtenMany(rows: Rows.WrittenMany, { command, headers, representation }: Exchange): Response {
  const isNew = rows.met.some(({ created }) => created)
  const isSilent =
    command._tag === "DeleteMany" ? headers.preferences.return !== "representation" : isMinimal(headers)
  if (isSilent || rows.untold === true) return { status: isNew ? 201 : 204, headers: [unstored], body: null }
  return {
    status: isNew ? 201 : 200,
    headers: [...representation.headers, unstored],
    body: whole(representation.writer, rows.json())
  }
}

function isMinimal({ preferences }: Headers): boolean {
  return preferences.return === "minimal" || preferences.return === "headers-only"
}
