/** Who asks, under which condition, for what part of a list. */
import { Caller, type Command, Predicate, type Query } from "@pgcrest/core"

/** Who asks, and under which condition; ann, and none. */
export interface By {
  readonly caller?: Caller.Caller
  readonly condition?: Command.Condition
  readonly strict?: boolean
}

export const ann: Caller.Caller = Caller.user("ann", { requestId: "ann's" })
export const bob: Caller.Caller = Caller.user("bob", { requestId: "bob's" })
export const inGroups = (subject: string, ...groups: ReadonlyArray<string>): Caller.Caller =>
  Caller.user(subject, { groups, requestId: `${subject}'s` })

export const ifMatch = (...versions: ReadonlyArray<string | null>): By => ({
  condition: { match: versions.map(String), noneMatch: null }
})
export const ifAny: By = { condition: { match: "*", noneMatch: null } }
export const ifNone: By = { condition: { match: null, noneMatch: "*" } }
export const ifNoneMatch = (...versions: ReadonlyArray<string>): By => ({
  condition: { match: null, noneMatch: versions }
})

/** A list's query; all records of a batch, by uid, where nothing else is said. */
export const queryOf = (batch: string, query: Partial<Query.Query> = {}): Query.Query => ({
  order: [],
  limit: 100,
  offset: 0,
  select: null,
  count: false,
  ...query,
  filter: Predicate.and(
    { _tag: "Compare", field: "batch", operator: "eq", value: batch },
    query.filter ?? Predicate.always
  )
})
