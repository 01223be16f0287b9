/** What is decided at the wire: statuses of hooks' errors, CORS, limits, addresses. */
import type { Access } from "@pgcrest/core"
import type { Format } from "./Format.ts"
import type { CorsOptions } from "./http/cors.ts"
import type { HookProblems, TagOf } from "./problem/HookProblems.ts"
import type { Rollback } from "./Rollback.ts"
import type { TimeTravel } from "./TimeTravel.ts"

/** How much is read of one request: what is more is a 4xx, before the store is asked. */
export interface Limits {
  /** Records of a page when a client names no limit. */
  readonly defaultPage: number
  /** Records of a page at most; more is a 400. */
  readonly largestPage: number
  /** Bytes of a body. */
  readonly body: number
  /** Records that a body makes or writes, nested ones included. */
  readonly rows: number
  /** Levels of nesting in a body. */
  readonly depth: number
  /** Operations of a JSON Patch. */
  readonly patchOperations: number
  /** Values of an `in` list, or of one in braces. */
  readonly inList: number
  /** The same where a body holds the query: `POST /{resource}/query`. */
  readonly queryInList: number
  /** Fields and relations that `select` names, and fields that one `order` names. */
  readonly items: number
  /** Conditions of a query, fields that it shows and sorts by, and steps into JSON, together. */
  readonly terms: number
  /** Levels of and, or, not in a filter. */
  readonly filterDepth: number
  /** Relations whose records one query shows beside its own, or one body makes. */
  readonly relations: number
  /** Levels of relations in relations, in a query or a body. */
  readonly relationLevels: number
  /** Characters of a pattern for `like` or `match`: the database's work is text times pattern. */
  readonly patternLength: number
  /** Wildcards `*` in one pattern; several in a row are one. */
  readonly wildcards: number
  /** Patterns in all filters of one query together. */
  readonly patterns: number
  /** Requests of a batch. */
  readonly batch: number
  /** Characters of a batch's answers together: of what is more, nothing is done. */
  readonly batchAnswer: number
  /** Bytes of the request target, and characters of all headers together. */
  readonly target: number
}

/** What holds where an API says nothing else. */
export const defaultLimits: Limits = {
  defaultPage: 100,
  largestPage: 1000,
  body: 1_048_576,
  rows: 10_000,
  depth: 64,
  patchOperations: 100,
  inList: 1000,
  queryInList: 10_000,
  items: 200,
  terms: 1000,
  filterDepth: 10,
  relations: 20,
  relationLevels: 5,
  patternLength: 200,
  wildcards: 10,
  patterns: 10,
  batch: 100,
  batchAnswer: 4_194_304,
  target: 8000
}

/** That answers tell the people behind uids to who asks for them, such as `expand=creator`: the wire then needs a UserDirectory. */
export interface People {
  /** Whom they are told, as names are personal data: whoever is signed in, unless given. It decides by the caller alone. */
  readonly access?: Access.Rule
}

/** How an api is served over REST; `Names` are those of its resources. */
export interface RestOptions<Names extends string = string> {
  /** The resources that this deployment serves, where it is not all of the api's. */
  readonly only?: ReadonlyArray<Names>
  /** Resources whose writes need If-Match, so that nobody overwrites unseen: without it, 428 (RFC 6585 §3). */
  readonly requireMatch?: ReadonlyArray<Names>
  /** Resources whose writes need Idempotency-Key, so that none happens twice: without it, 400. */
  readonly requireKey?: ReadonlyArray<Names>
  /** Resources of which PATCH and DELETE of the collection may leave out the filter, and so change or delete all records at once. */
  readonly unfiltered?: ReadonlyArray<Names>
  /** Which pages of other origins may call from a browser; none, unless given. */
  readonly cors?: CorsOptions
  /** Where clients reach the API, for absolute links: `https://api.example.com/v1`, without a slash at the end. Else links are path-absolute. */
  readonly publicUrl?: string
  /** Under which a problem's `type` stands, with a slash at the end: `https://pgcrest.dev/problems/`, unless given. */
  readonly problemBase?: string
  /** Bounds of what is read of a request; the usual ones for what is left out: pages of 100, at most 1,000 records, bodies of 1 MiB. */
  readonly limits?: Partial<Limits>
  /** What records are written as, and bodies of rows read from, beside JSON: `Csv.make()`, `Ndjson.make()`, `GeoJson.make()`. */
  readonly formats?: ReadonlyArray<Format>
  /** That clients may read the past, with `as_of` or `Accept-Datetime`: `TimeTravel.make()`. */
  readonly timeTravel?: TimeTravel
  /** Lets clients try a write, `Rollback.make()`: with `Prefer: tx=rollback` it is answered and undone. */
  readonly rollback?: Rollback
  /** Tells people; without it `expand` is a parameter like others that there are not. */
  readonly people?: People
}

/** The status of each error that hooks can fail with: without one it does not compile. */
export type Problems<E> = [TagOf<E>] extends [never]
  ? { readonly problems?: {} }
  : { readonly problems: HookProblems<E> }
