/** The answer to a request that wrote. */
import type { IdempotencyKey, Resource, Rows } from "@pgcrest/core"
import type { DecodedRequest, Response, Rollback } from "@pgcrest/rest"
import type { Media } from "../http/Media.ts"
import type { Preferences } from "../http/Preferences.ts"
import type { Write } from "../request/Write.ts"
import { appliedPreferences, type Honoured } from "./appliedPreferences.ts"
import { contentRange } from "./contentRange.ts"
import { locationOf } from "./location.ts"
import type { Representation } from "./representation.ts"

/** What was written, by each row's key, and what is shown of it. */
export interface Wrote {
  readonly met: Rows.WrittenMany["met"]
  readonly shown: Pick<Rows.Found, "count" | "json">
  /** Whether that was before, under the same key. */
  readonly replayed: boolean
  /** Whether its rows cannot be told any more. */
  readonly untold: boolean
}

/** Nothing was: there were no rows, or no columns. */
export const wroteNothing: Wrote = {
  met: [],
  shown: { count: 0, json: () => "" },
  replayed: false,
  untold: false
}

/** What an answer depends on, beside the rows. */
export interface Asking {
  readonly request: DecodedRequest
  readonly resource: Resource.Resource
  readonly media: Media
  /** How the rows are told; null where they are not. */
  readonly representation: Representation | null
  readonly preferences: Preferences
  /** How what is answered is undone; null where it stays. */
  readonly trial: Rollback.Rollback | null
  /** Under which it happens once; null for what has no key. */
  readonly key: IdempotencyKey | null
}

/** The rows where they are asked for, else no body. */
export const toWriteAnswer = (wrote: Wrote, write: Write, asked: Asking): Response => {
  const asking = wrote.untold ? silent(asked) : asked
  const { preferences, representation } = asking
  const range = rangeOf(wrote, write, preferences)
  const applied = appliedPreferences(honoured(write, asking))
  return {
    status: statusOf(wrote, write, asking),
    headers: [
      ...(representation === null ? [] : [representation.type]),
      ...(range === null ? [] : [["content-range", range] as const]),
      ...locations(wrote, write, asking),
      ...(applied === "" ? [] : [["preference-applied", applied] as const]),
      ["cache-control", "no-store"],
      ...(wrote.replayed ? [replayed] : [])
    ],
    body: representation === null ? null : representation.body(wrote.shown.json())
  }
}

/** What is told of a write that happened before, under the same key. */
export const replayed = ["idempotency-replayed", "true"] as const

/** The same of whoever reads no rows. */
function silent(asking: Asking): Asking {
  const { return: _, ...preferences } = asking.preferences
  return { ...asking, representation: null, preferences }
}

/** A merge that made no row is no creation. */
function statusOf({ met }: Wrote, { method }: Write, { preferences }: Asking): number {
  const isNew = met.some(({ created }) => created)
  const silent = preferences.return === "representation" ? 200 : 204
  switch (method) {
    case "POST":
      return preferences.resolution === "merge-duplicates" && !isNew ? 200 : 201
    case "PUT":
      return isNew ? 201 : silent
    case "PATCH":
    case "DELETE":
      return silent
  }
}

function rangeOf({ met }: Wrote, { method }: Write, { count }: Preferences): string | null {
  const total = count === undefined ? null : met.length
  switch (method) {
    case "POST":
    case "DELETE":
      return contentRange(1, 0, total)
    case "PATCH":
      return contentRange(0, met.length - 1, total)
    case "PUT":
      return null
  }
}

function locations(
  { met }: Wrote,
  { method }: Write,
  { preferences, request, resource }: Asking
): Response["headers"] {
  const [only, ...more] = met
  if (preferences.return !== "headers-only" || method !== "POST") return []
  return only === undefined || more.length > 0
    ? []
    : [["location", locationOf(request.prefix, resource, only.uid)]]
}

function honoured({ method, most }: Write, { preferences, trial }: Asking): Honoured {
  const { count, handling, maxAffected, missing, resolution, timezone, tx, return: returned } = preferences
  const isPost = method === "POST"
  return {
    ...(resolution === undefined || !isPost ? {} : { resolution }),
    ...(missing === undefined || !isPost ? {} : { missing }),
    ...(returned === undefined ? {} : { return: returned }),
    ...(count === undefined ? {} : { count }),
    ...(tx === undefined || (tx === "rollback") !== (trial !== null) ? {} : { tx }),
    ...(handling === undefined ? {} : { handling }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(maxAffected === undefined || most === null ? {} : { maxAffected })
  }
}
