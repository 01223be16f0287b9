/** Gets, lists and histories, as SQL would answer them. */
import {
  type Change,
  type Column,
  type Command,
  Predicate,
  Projection,
  type Query,
  type Resource,
  Rows,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { conditionHolds, holds } from "./judge.ts"
import { keyOf, versionOf } from "./keyOf.ts"
import { absent, type Answer, mismatch, refused } from "./refusals.ts"
import { lastImage, type Tables, tableOf } from "./Tables.ts"

export const get = (
  tables: Tables,
  { permit: { resource, see }, uid, projection }: Command.Get
): Answer<Rows.Found> => {
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(see, row)) return absent(resource, uid)
  return Result.succeed(found(tables, resource, projection, [row], null))
}

/** Judges as the write would that the lock is for; here nobody else runs meanwhile. */
export const lock = (tables: Tables, { permit, uid, condition }: Command.Lock): Answer<Rows.Found> => {
  const { resource, see, using } = permit
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(see, row)) return absent(resource, uid)
  if (!holds(using, row)) return refused(permit)
  if (!conditionHolds(condition, versionOf(tables, resource, row))) return mismatch(resource, uid)
  return Result.succeed(found(tables, resource, Projection.whole(resource), [row], null))
}

export const list = (
  tables: Tables,
  { permit: { resource, see, using }, query }: Command.List
): Answer<Rows.Found> => {
  const wanted = Predicate.and(see, using, query.filter)
  const all = [...tableOf(tables, resource).rows.values()]
    .filter((row) => holds(wanted, row))
    .toSorted(ordering(resource, query.order))
  const { limit, offset } = query.page
  const page = all.slice(offset, offset + limit)
  return Result.succeed(found(tables, resource, query.projection, page, query.count ? all.length : null))
}

function found(
  tables: Tables,
  resource: Resource.Resource,
  projection: Projection.Projection,
  rows: ReadonlyArray<Values>,
  total: number | null
): Rows.Found {
  return Rows.found(Rows.fromValues(projection, rows, keyOf(tables, resource, ...rows)), total)
}

/** The changes that the caller may see: the record as it is, and each image, must be in sight. */
export const history = (
  tables: Tables,
  { permit, uid, select, page: { limit, offset } }: Command.History
): Answer<Rows.Changes> => {
  const { resource, see, using } = permit
  const table = tableOf(tables, resource)
  const changes = table.changes.get(uid) ?? []
  const present = table.rows.get(uid) ?? lastImage(table, uid)
  if (present === null || !holds(see, present)) return absent(resource, uid)
  if (!holds(using, present)) return refused(permit)
  const seen = changes.filter((change, at) => imageSeen(see, change, changes[at - 1]))
  return Result.succeed(Rows.fromChanges(resource, seen.toReversed().slice(offset, offset + limit), select))
}

/** What was deleted shows itself in the image before. */
function imageSeen(see: Predicate.Predicate, change: Change, before: Change | undefined): boolean {
  const image = change.after ?? before?.after ?? null
  return image !== null && holds(see, image)
}

function ordering({ key }: Resource.Resource, order: ReadonlyArray<Query.Order>) {
  const keys: ReadonlyArray<Query.Order> = [
    ...order,
    ...key.columns.map((column) => ({ column, direction: "asc", nulls: "last" }) as const)
  ]
  return (a: Values, b: Values): number => {
    for (const { column, direction, nulls } of keys) {
      const by = compareCells(column, direction, nulls, a, b)
      if (by !== 0) return by
    }
    return 0
  }
}

function compareCells(
  column: Column,
  direction: "asc" | "desc",
  nulls: "first" | "last",
  left: Values,
  right: Values
): number {
  const [a, b] = [left[column.name] ?? null, right[column.name] ?? null]
  if (a === null || b === null) {
    const nullFirst = nulls === "first" ? -1 : 1
    return a === b ? 0 : a === null ? nullFirst : -nullFirst
  }
  return direction === "asc" ? column.cell.compare(a, b) : column.cell.compare(b, a)
}
