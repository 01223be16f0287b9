/** Rows as a response: status, tags, links and the records' text as it came from the store. */
import { type Command, Query, type Resource, type Rows } from "@pgcrest/core"
import { type EntityTags, renderEntityTag } from "./entityTag.ts"
import type { Headers } from "./readHeaders.ts"
import type { Response } from "./Response.ts"
import { view } from "./view.ts"

export interface Told {
  readonly command: Command.Command<Resource.Any>
  readonly headers: Headers
  /** What stands before our own path in links: `/prod`, or a configured public URL. */
  readonly base: string
}

type Pairs = Response["headers"]
const json = ["content-type", "application/json; charset=utf-8"] as const
const readable = ["cache-control", "private, no-cache"] as const
const written = ["cache-control", "no-store"] as const

/** Exhaustive: a new command does not compile until it has a response. */
export const toResponse = (rows: Rows.Rows, told: Told): Response => {
  const { command } = told
  switch (command._tag) {
    case "List":
      return { status: 200, headers: [json, readable, ...contentRange(rows, command.query)], body: `[${rows.json()}]` }
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
      return told.headers.preferences.return === "representation" ? changed(rows, told, []) : { status: 204, headers: [written, ...applied(told)], body: null }
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
  matches(headers.match.filter(({ weak }) => !weak), etagOf(rows, command.resource, command.select))

function created(rows: Rows.Rows, told: Told, tag: ReadonlyArray<readonly [string, string | null]>): Response {
  const { command, base, headers } = told
  const location = `${base}/${command.resource.name}/${encodeURIComponent(rows.metas()[0]?.uid ?? "")}`
  const links: Pairs = [["location", location]]
  if (!rows.visible || headers.preferences.return === "minimal") {
    return { status: 201, headers: [written, ...links, ...present(tag), ...applied(told)], body: null }
  }
  return {
    status: 201,
    headers: [json, written, ...links, ["content-location", location], ...present(tag), ...applied(told)],
    body: rows.json()
  }
}

function changed(rows: Rows.Rows, told: Told, tag: ReadonlyArray<readonly [string, string | null]>): Response {
  if (!rows.visible) return { status: 204, headers: [written], body: null }
  if (told.headers.preferences.return === "minimal") {
    return { status: 204, headers: [written, ...present(tag), ...applied(told)], body: null }
  }
  return { status: 200, headers: [json, written, ...present(tag), ...applied(told)], body: rows.json() }
}

function matches(tags: EntityTags, etag: string | null): boolean {
  return tags === "*" || (etag !== null && tags.some(({ opaque }) => `"${opaque}"` === etag))
}

/** Version and view: the version alone is no strong validator, as a deploy or a choice of fields changes the bytes. */
function etagOf(rows: Rows.Rows, resource: Resource.Any, select: Query.Select): string | null {
  const version = rows.metas()[0]?.version ?? null
  if (version === null) return null
  return renderEntityTag(version, rows.computed ? view([shapeOf(resource, select), rows.json()]) : viewOf(resource, select))
}

const views = new WeakMap<Resource.Any, Map<string, string>>()

function viewOf(resource: Resource.Any, select: Query.Select): string {
  const known = views.get(resource) ?? new Map<string, string>()
  views.set(resource, known)
  const key = select?.join() ?? "*"
  const found = known.get(key) ?? view([shapeOf(resource, select)])
  // Choices of fields are a client's to make: remember some.
  if (known.size < 100) known.set(key, found)
  return found
}

function shapeOf(resource: Resource.Any, select: Query.Select): string {
  return Query.selected(resource, select)
    .map((name) => `${name}:${resource.columns.get(name)?.type.kind}`)
    .join()
}

function contentRange(rows: Rows.Rows, { limit, offset }: Query.Query): Pairs {
  const last = offset + rows.count - 1
  // A page that is not full is the last one: then the total needs no counting.
  const total = rows.total ?? (rows.count < limit && (rows.count > 0 || offset === 0) ? offset + rows.count : null)
  if (rows.count === 0) return total === null ? [] : [["content-range", `items */${total}`]]
  return [["content-range", `items ${offset}-${last}/${total ?? "*"}`]]
}

function applied({ headers: { preferences } }: Told): Pairs {
  return preferences.return === undefined ? [] : [["preference-applied", `return=${preferences.return}`]]
}

function present(pairs: ReadonlyArray<readonly [string, string | null]>): Pairs {
  return pairs.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}
