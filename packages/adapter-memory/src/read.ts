/** Gets, lists and histories, as SQL would answer them. */
import {
  type Change,
  type Column,
  type Command,
  Predicate,
  type Query,
  type Resource,
  Rows,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { absent, type Answer, mismatch, refused } from "./answers.ts"
import { conditionHolds, holds } from "./judge.ts"
import { metaOf, versionOf } from "./metaOf.ts"
import { lastImage, type Tables, tableOf } from "./Tables.ts"

export const get = (
  tables: Tables,
  { resource, uid, guard, projection, lock }: Command.Get<Resource.Resource>
): Answer => {
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(guard.see, row)) return absent(resource, uid)
  if (!holds(guard.act, row)) return refused(resource, "update")
  if (lock !== null && !conditionHolds(lock, versionOf(tables, resource, row))) {
    return mismatch(resource, uid)
  }
  return Result.succeed(Rows.fromValues(resource, projection, [row], {}, metaOf(tables, resource, row)))
}

export const list = (tables: Tables, { resource, guard, query }: Command.List<Resource.Resource>): Answer => {
  const wanted = Predicate.and(guard.see, guard.act, query.filter)
  const found = [...tableOf(tables, resource).rows.values()]
    .filter((row) => holds(wanted, row))
    .toSorted(ordering(resource, query.order))
  const { limit, offset } = query.page
  const page = found.slice(offset, offset + limit)
  return Result.succeed(
    Rows.fromValues(
      resource,
      query.projection,
      page,
      { total: query.count ? found.length : null },
      metaOf(tables, resource, ...page)
    )
  )
}

/** The changes that the caller may see: the record as it is, and each image, must be in sight. */
export const history = (
  tables: Tables,
  { resource, uid, guard, select, page: { limit, offset } }: Command.History<Resource.Resource>
): Answer => {
  const table = tableOf(tables, resource)
  const changes = table.changes.get(uid) ?? []
  const present = table.rows.get(uid) ?? lastImage(table, uid)
  if (present === null || !holds(guard.see, present)) return absent(resource, uid)
  if (!holds(guard.act, present)) return refused(resource, "history")
  const seen = changes.filter((change, at) => imageSeen(guard.see, change, changes[at - 1]))
  return Result.succeed(Rows.fromChanges(resource, seen.toReversed().slice(offset, offset + limit), select))
}

/** What was deleted shows itself in the image before. */
function imageSeen(see: Predicate.Predicate, change: Change, before: Change | undefined): boolean {
  const image = change.after ?? before?.after ?? null
  return image !== null && holds(see, image)
}

function ordering(resource: Resource.Resource, order: ReadonlyArray<Query.Order>) {
  const keys: ReadonlyArray<Query.Order> = [
    ...order,
    { column: resource.key, direction: "asc", nulls: "last" }
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
