/** Commands as a request makes them: authorised for a caller, and stamped. */
import {
  authorise,
  Caller,
  type Cell,
  Command,
  type Predicate,
  Predicate as P,
  type Query,
  type Resource,
  stamp,
  type Act
} from "@pgcrest/core"
import { randomUUID } from "node:crypto"
import * as Result from "effect/Result"

export const ann = Caller.user("ann", { requestId: "r-ann" })
export const bob = Caller.user("bob", { requestId: "r-bob" })
export const nobody = Caller.anonymous("r-nobody")
export const instant = "2026-11-25T08:30:00Z"

type Values = Readonly<Record<string, Cell>>

const guardOf = (resource: Resource.Resource, act: Act, caller: Caller.Caller) =>
  Result.getOrThrow(authorise(resource, act, caller))

export const create = (
  resource: Resource.Resource,
  values: Values,
  uid: string = randomUUID(),
  caller = ann
) =>
  stamp(
    { _tag: "Create", resource, guard: guardOf(resource, "create", caller), values },
    caller,
    instant,
    uid
  )

export const get = (resource: Resource.Resource, uid: string, caller = ann) =>
  stamp(
    { _tag: "Get", resource, guard: guardOf(resource, "get", caller), uid, select: null, lock: null },
    caller,
    instant,
    null
  )

export const update = (
  resource: Resource.Resource,
  uid: string,
  values: Values,
  options: {
    readonly caller?: Caller.Caller
    readonly match?: ReadonlyArray<string>
    readonly at?: string
    readonly select?: Query.Select
  } = {}
) => {
  const { caller = ann, match = null, at = instant, select = null } = options
  const guard = guardOf(resource, "update", caller)
  const condition = { match, noneMatch: null }
  return stamp(
    { _tag: "Update", select, resource, guard, uid, values, merge: false, condition },
    caller,
    at,
    null
  )
}

interface By {
  readonly caller?: Caller.Caller
  readonly at?: string
  readonly select?: Query.Select
}

export const replace = (
  resource: Resource.Resource,
  uid: string,
  values: Values,
  { caller = ann, at = instant }: By = {}
) =>
  stamp(
    {
      _tag: "Replace",
      resource,
      guard: guardOf(resource, "replace", caller),
      uid,
      values,
      condition: Command.unconditional
    },
    caller,
    at,
    null
  )

export const remove = (
  resource: Resource.Resource,
  uid: string,
  { caller = ann, at = instant, select = null }: By = {}
) =>
  stamp(
    {
      _tag: "Delete",
      select,
      resource,
      guard: guardOf(resource, "delete", caller),
      uid,
      condition: Command.unconditional
    },
    caller,
    at,
    null
  )

export const history = (
  resource: Resource.Resource,
  uid: string,
  { select = null, limit = 100 }: Partial<Pick<Command.History<Resource.Resource>, "select" | "limit">> = {},
  caller = ann
) =>
  stamp(
    {
      _tag: "History",
      resource,
      guard: guardOf(resource, "history", caller),
      uid,
      select,
      limit,
      offset: 0
    },
    caller,
    instant,
    null
  )

export const list = (resource: Resource.Resource, query: Partial<Query.Query> = {}, caller = ann) => {
  const whole = { filter: P.always, order: [], limit: 100, offset: 0, select: null, count: false, ...query }
  return stamp(
    { _tag: "List", resource, guard: guardOf(resource, "list", caller), query: whole },
    caller,
    instant,
    null
  )
}

/** A comparison, the most frequent filter. */
export const where = (field: string, operator: Predicate.Comparison, value: Cell): Predicate.Predicate => ({
  _tag: "Compare",
  field,
  operator,
  value
})
