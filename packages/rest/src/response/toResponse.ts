/** Rows as a response: status, tags, links and the records' text as it came from the store. */
import { Projection, type Query, type Rows } from "@pgcrest/core"
import type { Response } from "../Response.ts"
import { appliedPreferences } from "./appliedPreferences.ts"
import type { Exchange } from "./Exchange.ts"
import { etagOf, matches } from "./recordTag.ts"

type Pairs = Response["headers"]
const json = ["content-type", "application/json; charset=utf-8"] as const
const readable = ["cache-control", "private, no-cache"] as const
const written = ["cache-control", "no-store"] as const

/** The answer to rows, and which of the request's preferences it honours. */
export const toResponse = (rows: Rows.Rows, exchange: Exchange): Response => {
  const response = answer(rows, exchange)
  const applied = appliedPreferences(rows.visible, exchange.command._tag, exchange.headers.preferences)
  if (applied === "") return response
  return { ...response, headers: [...response.headers, ["preference-applied", applied]] }
}

/** Exhaustive: a new command does not compile until it has a response. */
function answer(rows: Rows.Rows, exchange: Exchange): Response {
  const { command } = exchange
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
      return item(rows, command.projection, exchange)
    case "Create":
      return created(rows, exchange, [["etag", etagOf(rows, Projection.whole(command.resource))]])
    case "Replace":
      // No tag: what is stored is not what was sent (RFC 9110 §9.3.4).
      return rows.created ? created(rows, exchange, []) : changed(rows, exchange, [])
    case "Update":
      return changed(rows, exchange, [["etag", etagOf(rows, Projection.whole(command.resource))]])
    case "Delete":
      return exchange.headers.preferences.return === "representation"
        ? changed(rows, exchange, [])
        : { status: 204, headers: [written], body: null }
  }
}

function item(rows: Rows.Rows, projection: Projection.Projection, { headers }: Exchange): Response {
  const etag = etagOf(rows, projection)
  const tagged: Pairs = etag === null ? [] : [["etag", etag]]
  // A read compares the whole tag: another choice of fields is another representation.
  if (headers.noneMatch !== null && matches(headers.noneMatch, etag)) {
    return { status: 304, headers: [readable, ...tagged], body: null }
  }
  return { status: 200, headers: [json, readable, ...tagged], body: rows.json() }
}

/** Whether If-Match lets a read through; a record without a tag matches `*` only. */
export const readMatches = (rows: Rows.Rows, { command, headers }: Exchange): boolean =>
  command._tag !== "Get" ||
  headers.match === null ||
  headers.match === "*" ||
  matches(
    headers.match.filter(({ weak }) => !weak),
    etagOf(rows, command.projection)
  )

function created(
  rows: Rows.Rows,
  exchange: Exchange,
  tag: ReadonlyArray<readonly [string, string | null]>
): Response {
  const { command, base, headers } = exchange
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
  exchange: Exchange,
  tag: ReadonlyArray<readonly [string, string | null]>
): Response {
  if (!rows.visible) return { status: 204, headers: [written], body: null }
  if (exchange.headers.preferences.return === "minimal") {
    return { status: 204, headers: [written, ...present(tag)], body: null }
  }
  return { status: 200, headers: [json, written, ...present(tag)], body: rows.json() }
}

function contentRange(rows: Rows.Rows, { page: { limit, offset } }: Query.Query): Pairs {
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
