/** Who asks, under which condition, for what part of a list. */
import {
  Caller,
  type Command,
  type IdempotencyKey,
  Predicate,
  Projection,
  type Query,
  Resource
} from "@pgcrest/core"

/** Who asks, and under which condition; ann, and none. */
export interface By {
  readonly caller?: Caller.Caller
  readonly condition?: Command.Condition
  readonly strict?: boolean
  readonly key?: IdempotencyKey | null
}

/** Under this key, what a request says. */
export const under = (key: string, request = "the same"): By => ({ key: { key, request } })

export const ann: Caller.Caller = Caller.user("ann", { requestId: "ann's" })
export const bob: Caller.Caller = Caller.user("bob", { requestId: "bob's" })
export const inGroups = (subject: string, ...groups: ReadonlyArray<string>): Caller.Caller =>
  Caller.user(subject, { groups, requestId: `${subject}'s` })

export const ifMatch = (...versions: ReadonlyArray<string | null>): By => ({
  condition: { match: versions.map(String), noneMatch: null, unmodifiedSince: null }
})
export const ifAny: By = { condition: { match: "*", noneMatch: null, unmodifiedSince: null } }
export const ifNone: By = { condition: { match: null, noneMatch: "*", unmodifiedSince: null } }
export const ifNoneMatch = (...versions: ReadonlyArray<string>): By => ({
  condition: { match: null, noneMatch: versions, unmodifiedSince: null }
})
export const ifUnmodifiedSince = (instant: string): By => ({
  condition: { match: null, noneMatch: null, unmodifiedSince: instant }
})

/** Fields by name, in order; null for all that are shown. */
export type Select = ReadonlyArray<string> | null

export const showing = (
  resource: Resource.Resource,
  select: Select | Projection.Projection = null
): Projection.Projection => {
  if (select !== null && "items" in select) return select
  return select === null
    ? Projection.whole(resource)
    : Projection.of(select.map((name) => Resource.columnOf(resource, name)))
}

export interface Listing extends Partial<Omit<Query.Query, "page">> {
  readonly limit?: number
  readonly offset?: number
  readonly select?: Select
}

/** A list's query; all records of a batch, by uid, where nothing else is said. */
export const queryOf = (
  resource: Resource.Resource,
  batch: string,
  {
    filter = Predicate.always,
    order = [],
    limit = 100,
    offset = 0,
    select = null,
    projection = showing(resource, select),
    count = null,
    asOf
  }: Listing = {}
): Query.Query => ({
  ...(asOf === undefined ? {} : { asOf }),
  filter: Predicate.and(
    { _tag: "Compare", column: Resource.columnOf(resource, "batch"), operator: "eq", value: batch },
    filter
  ),
  order,
  page: { _tag: "Offset", limit, offset },
  projection,
  count
})
