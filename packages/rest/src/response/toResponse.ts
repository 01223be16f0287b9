/** Rows as a response: status, tags, links and the records' text as it came from the store. */
import type { Command, Query, Resource, Rows } from "@pgcrest/core"
import type { Headers } from "../request/readHeaders.ts"
import type { Response } from "../Response.ts"
import { appliedPreferences } from "./appliedPreferences.ts"
import { etagOf, matches } from "./recordTag.ts"

export interface Told {
  readonly command: Command.Command<Resource.Resource>
  readonly headers: Headers
  /** What stands before our own path in links: `/prod`, or a configured public URL. */
  readonly base: string
}

type Pairs = Response["headers"]
const json = ["content-type", "application/json; charset=utf-8"] as const
const readable = ["cache-control", "private, no-cache"] as const
const written = ["cache-control", "no-store"] as const

/** The answer to rows, and which of the request's preferences it honours. */
export const toResponse = (rows: Rows.Rows, told: Told): Response => {
  const response = answer(rows, told)
  const applied = appliedPreferences(rows, told)
  if (applied === "") return response
  return { ...response, headers: [...response.headers, ["preference-applied", applied]] }
}

/** Exhaustive: a new command does not compile until it has a response. */
function answer(rows: Rows.Rows, told: Told): Response {
  const { command } = told
  switch (command._tag) {
    case "List":
      return {
        status: 200,
        headers: [json, readable, ...contentRange(rows, command.query)],
        body: `[${rows.json()}]`
      }
    case "History":
      return { status: 200, headers: [json, readable], body: `[${rows.json()}]` }
    case "Get":
      return item(rows, command.select, told)
    case "Create":
      return created(rows, told, [["etag", etagOf(rows, command.resource, null)]])
    case "Replace":
      // No tag: what is stored is not what was sent (RFC 9110 §9.3.4).
      return rows.created ? created(rows, told, []) : changed(rows, told, [])
    case "Update":
      return changed(rows, told, [["etag", etagOf(rows, command.resource, null)]])
    case "Delete":
      return told.headers.preferences.return === "representation"
        ? changed(rows, told, [])
        : { status: 204, headers: [written], body: null }
  }
}

function item(rows: Rows.Rows, select: Query.Select, { command, headers }: Told): Response {
  const etag = etagOf(rows, command.resource, select)
  const tagged: Pairs = etag === null ? [] : [["etag", etag]]
  // A read compares the whole tag: another choice of fields is another representation.
  if (headers.noneMatch !== null && matches(headers.noneMatch, etag)) {
    return { status: 304, headers: [readable, ...tagged], body: null }
  }
  return { status: 200, headers: [json, readable, ...tagged], body: rows.json() }
}

/** Whether If-Match lets a read through; a record without a tag matches `*` only. */
export const readMatches = (rows: Rows.Rows, { command, headers }: Told): boolean =>
  command._tag !== "Get" ||
  headers.match === null ||
  headers.match === "*" ||
  matches(
    headers.match.filter(({ weak }) => !weak),
    etagOf(rows, command.resource, command.select)
  )

function created(
  rows: Rows.Rows,
  told: Told,
  tag: ReadonlyArray<readonly [string, string | null]>
): Response {
  const { command, base, headers } = told
  const location = `${base}/${command.resource.name}/${encodeURIComponent(rows.metas()[0]?.uid ?? "")}`
  const links: Pairs = [["location", location]]
  if (!rows.visible || headers.preferences.return === "minimal") {
    return { status: 201, headers: [written, ...links, ...present(tag)], body: null }
  }
  return {
    status: 201,
    headers: [json, written, ...links, ["content-location", location], ...present(tag)],
    body: rows.json()
  }
}

function changed(
  rows: Rows.Rows,
  told: Told,
  tag: ReadonlyArray<readonly [string, string | null]>
): Response {
  if (!rows.visible) return { status: 204, headers: [written], body: null }
  if (told.headers.preferences.return === "minimal") {
    return { status: 204, headers: [written, ...present(tag)], body: null }
  }
  return { status: 200, headers: [json, written, ...present(tag)], body: rows.json() }
}

function contentRange(rows: Rows.Rows, { limit, offset }: Query.Query): Pairs {
  const last = offset + rows.count - 1
  // A page that is not full is the last one, if no hook thinned it: then the total needs no counting.
  const isLast = !rows.computed && rows.count < limit && (rows.count > 0 || offset === 0)
  const total = rows.total ?? (isLast ? offset + rows.count : null)
  if (rows.count === 0) return total === null ? [] : [["content-range", `items */${total}`]]
  return [["content-range", `items ${offset}-${last}/${total ?? "*"}`]]
}

function present(pairs: ReadonlyArray<readonly [string, string | null]>): Pairs {
  return pairs.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}
