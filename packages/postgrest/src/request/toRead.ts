/** A GET of a table as a list: what is found, and which rows of it are shown. */
import {
  type Command,
  countFor,
  type Permit,
  type Reach,
  type Refused,
  resolve,
  type Resource
} from "@pgcrest/core"
import { type DecodedRequest, type Limits, parseQuery } from "@pgcrest/rest"
import * as Result from "effect/Result"
import type { Preferences } from "../http/Preferences.ts"
import { parseRowRange } from "./rowRange.ts"
import type { WireFailure } from "../problem/WireFailure.ts"
import { unparsed, unresolved } from "./parsed.ts"
import { wordsOf } from "./words.ts"

/** A request for what its caller may see. */
export interface Reading {
  readonly request: DecodedRequest
  readonly permit: Permit<Resource.Resource, "list">
  readonly preferences: Preferences
  readonly limits: Limits
  readonly reach: Reach
}

/** More rows than a page has are not refused: the page ends, and Content-Range tells where. */
export const toRead = (reading: Reading): Result.Result<Command.List, WireFailure | Refused> => {
  const { limits, permit, preferences, reach, request } = reading
  const { pairs, ...words } = wordsOf(request.query, limits.largestPage)
  const header = request.method === "GET" ? request.headers.get("range")?.[0] : undefined
  return Result.flatMap(unparsed(pairs, parseQuery(pairs, limits, preferences.count ?? null)), (syntax) =>
    Result.flatMap(parseRowRange({ ...words, header }), ({ limit, offset }) => {
      const page = { limit: Math.min(limit ?? limits.defaultPage, limits.largestPage), offset, cursor: null }
      return Result.map(
        unresolved(pairs, resolve(permit.resource, { ...syntax, page }, reach)),
        (query): Command.List => ({
          _tag: "List",
          permit,
          query: { ...query, count: countFor(permit, query) }
        })
      )
    })
  )
}
