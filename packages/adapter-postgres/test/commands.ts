/** Commands as a request makes them: authorised for a caller, and stamped. */
import {
  authorise,
  Caller,
  type Cell,
  Command,
  type Predicate,
  Predicate as P,
  Projection,
  type Query,
  type Reference,
  Resource,
  stamp,
  type Act
} from "@pgcrest/core"
import { randomUUID } from "node:crypto"
import * as Result from "effect/Result"
import { Books } from "./shelf.ts"

export const ann = Caller.user("ann", { requestId: "r-ann" })
export const bob = Caller.user("bob", { requestId: "r-bob" })
export const nobody = Caller.anonymous("r-nobody")
export const instant = "2026-11-25T08:30:00Z"

type Values = Readonly<Record<string, Cell>>

/** Fields by name, in order; null for all. */
type Select = ReadonlyArray<string> | null

const showing = (resource: Resource.Resource, select: Select) =>
  select === null
    ? Projection.whole(resource)
    : Projection.of(select.map((name) => Resource.columnOf(resource, name)))

const permit = <A extends Act>(resource: Resource.Resource, act: A, caller: Caller.Caller) =>
  Result.getOrThrow(authorise(resource, act, caller))

export const create = (
  resource: Resource.Resource,
  values: Values,
  uid: string | null = randomUUID(),
  caller = ann,
  references: ReadonlyArray<Reference> = []
) =>
  stamp(
    {
      _tag: "Create",
      permit: permit(resource, "create", caller),
      values,
      projection: showing(resource, null)
    },
    caller,
    instant,
    uid,
    references
  )

export const get = (resource: Resource.Resource, uid: string, caller = ann) =>
  stamp(
    {
      _tag: "Get",
      permit: permit(resource, "get", caller),
      uid,
      projection: Projection.whole(resource)
    },
    caller,
    instant,
    null
  )

/** A lock as a unit asks for it before a write. */
export const lock = (
  resource: Resource.Resource,
  uid: string,
  {
    act = "update",
    condition = Command.unconditional,
    caller = ann
  }: {
    readonly act?: "get" | "replace" | "update" | "delete"
    readonly condition?: Command.Condition
    readonly caller?: Caller.Caller
  } = {}
) => stamp({ _tag: "Lock", permit: permit(resource, act, caller), uid, condition }, caller, instant, null)

export const update = (
  resource: Resource.Resource,
  uid: string,
  values: Values,
  options: {
    readonly caller?: Caller.Caller
    readonly match?: ReadonlyArray<string>
    readonly at?: string
    readonly select?: Select
    readonly references?: ReadonlyArray<Reference>
  } = {}
) => {
  const { caller = ann, match = null, at = instant, select = null, references = [] } = options
  const condition = { match, noneMatch: null, unmodifiedSince: null }
  const projection = showing(resource, select)
  return stamp(
    {
      _tag: "Update",
      projection,
      permit: permit(resource, "update", caller),
      uid,
      values,
      merge: false,
      condition
    },
    caller,
    at,
    null,
    references
  )
}

interface By {
  readonly caller?: Caller.Caller
  readonly at?: string
  readonly select?: Select
}

export const replace = (
  resource: Resource.Resource,
  uid: string,
  values: Values,
  {
    caller = ann,
    at = instant,
    references = []
  }: By & { readonly references?: ReadonlyArray<Reference> } = {}
) =>
  stamp(
    {
      _tag: "Replace",
      permit: permit(resource, "replace", caller),
      projection: showing(resource, null),
      uid,
      values,
      condition: Command.unconditional
    },
    caller,
    at,
    null,
    references
  )

export const remove = (
  resource: Resource.Resource,
  uid: string,
  { caller = ann, at = instant, select = null }: By = {}
) =>
  stamp(
    {
      _tag: "Delete",
      projection: showing(resource, select),
      permit: permit(resource, "delete", caller),
      uid,
      condition: Command.unconditional
    },
    caller,
    at,
    null
  )

export const purge = (resource: Resource.Resource, uid: string, caller = ann) =>
  stamp(
    {
      _tag: "Delete",
      projection: showing(resource, null),
      permit: permit(resource, "purge", caller),
      uid,
      condition: Command.unconditional
    },
    caller,
    instant,
    null
  )

export const history = (
  resource: Resource.Resource,
  uid: string | null,
  {
    select = null,
    which = Command.everyChange,
    limit = 100,
    at = null
  }: Partial<Pick<Command.History<Resource.Resource>, "select" | "which">> & {
    readonly limit?: number
    readonly at?: Pick<Query.PlacePage, "_tag" | "place"> | null
  } = {},
  caller = ann
) =>
  stamp(
    {
      _tag: "History",
      permit: permit(resource, "history", caller),
      uid,
      select,
      fields: null,
      which,
      page: at === null ? { _tag: "Offset", limit, offset: 0 } : { ...at, limit }
    },
    caller,
    instant,
    null
  )

interface Listed extends Partial<Omit<Query.Query, "page" | "projection">> {
  readonly limit?: number
  readonly offset?: number
  readonly at?: Pick<Query.PlacePage, "_tag" | "place">
  readonly select?: Select
}

export const list = (
  resource: Resource.Resource,
  { at, limit = 100, offset = 0, select = null, ...rest }: Listed = {},
  caller = ann
) => {
  const page: Query.Page = at === undefined ? { _tag: "Offset", limit, offset } : { ...at, limit }
  const query: Query.Query = {
    filter: P.always,
    order: [],
    count: null,
    ...rest,
    page,
    projection: showing(resource, select)
  }
  return stamp({ _tag: "List", permit: permit(resource, "list", caller), query }, caller, instant, null)
}

/** A comparison of a book, unless another resource is named: the most frequent filter. */
export const where = (
  field: string,
  operator: Predicate.Comparison,
  value: Cell,
  resource: Resource.Resource = Books
): Predicate.Predicate => ({
  _tag: "Compare",
  column: Resource.columnOf(resource, field),
  operator,
  value
})

const rowsOf = (rows: ReadonlyArray<Values & { readonly uid?: string }>) =>
  rows.map(({ uid = null, ...values }) => ({ uid, values }))
const fresh = (rows: ReadonlyArray<unknown>, resource: Resource.Resource) =>
  rows.map(() => (resource.key.by === "server" ? randomUUID() : null))

/** Records of these rows, some under uids of their own; those that are there are left by `ignore`. */
export const createMany = (
  resource: Resource.Resource,
  rows: ReadonlyArray<Values & { readonly uid?: string }>,
  ignore: ReadonlyArray<string> | null = null
) =>
  stamp(
    {
      _tag: "CreateMany",
      permit: permit(resource, "create", ann),
      rows: rowsOf(rows),
      ignore: ignore && ignore.map((name) => Resource.columnOf(resource, name)),
      projection: Projection.whole(resource)
    },
    ann,
    instant,
    fresh(rows, resource)
  )

/** Records of these rows, or changes of those that are there by these columns. */
export const upsert = (
  resource: Resource.Resource,
  on: ReadonlyArray<string>,
  rows: ReadonlyArray<Values & { readonly uid?: string }>
) =>
  stamp(
    {
      _tag: "Upsert",
      permit: permit(resource, "upsert", ann),
      rows: rowsOf(rows),
      on: on.map((name) => Resource.columnOf(resource, name)),
      projection: Projection.whole(resource)
    },
    ann,
    instant,
    fresh(rows, resource)
  )

/** Changes of all records, unless a filter says of which. */
export const updateMany = (
  resource: Resource.Resource,
  values: Values,
  filter: Predicate.Predicate = P.always,
  at = instant
) =>
  stamp(
    {
      _tag: "UpdateMany",
      permit: permit(resource, "update", ann),
      filter,
      most: null,
      values,
      merge: false,
      projection: Projection.whole(resource)
    },
    ann,
    at,
    null
  )

/** Deletes all records. */
export const removeMany = (resource: Resource.Resource) =>
  stamp(
    {
      _tag: "DeleteMany",
      permit: permit(resource, "delete", ann),
      filter: P.always,
      most: null,
      projection: Projection.whole(resource)
    },
    ann,
    instant,
    null
  )
