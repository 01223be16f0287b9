/** Gets, lists and histories, as SQL would answer them. */
import {
  Command,
  contentsOf,
  findGroups,
  findPage,
  judge,
  type Predicate,
  Projection,
  type Query,
  type Resource,
  Rows,
  seenChanges,
  type StoreFailure,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyOf, storedOf } from "./keyOf.ts"
import { type Tables, tableOf } from "./Tables.ts"

export type Answer<A extends Rows.Rows = Rows.Rows> = Result.Result<A, StoreFailure>

export const get = (tables: Tables, { permit, uid, projection }: Command.Get): Answer<Rows.Found> => {
  const { resource } = permit
  return Result.map(judge(permit, uid, storedOf(tables, resource, uid), Command.unconditional), (row) =>
    Rows.found(shownRows(tables, resource, projection, [row]))
  )
}

/** Judges as the write would that the lock is for; here nobody else runs meanwhile. */
export const lock = (tables: Tables, { permit, uid, condition }: Command.Lock): Answer<Rows.Found> => {
  const { resource } = permit
  return Result.map(judge(permit, uid, storedOf(tables, resource, uid), condition), (row) =>
    Rows.found(shownRows(tables, resource, Projection.whole(resource), [row]))
  )
}

export const list = (tables: Tables, { permit, query }: Command.List): Answer<Rows.Found> => {
  const { resource } = permit
  if (Projection.isGrouped(query.projection)) return Result.succeed(groups(tables, permit, query))
  const { counted, more, place, rows, total } = findPage(permit, query, rowsOf(tables))
  const shown = shownRows(tables, resource, query.projection, rows)
  const placeAt = (at: number) => rows.slice(at, at + 1).flatMap(place)
  return Result.succeed(Rows.found(shown, total, { counted, more, place: placeAt }))
}

/** What is told of records in groups, of which none has a place of its own. */
function groups(tables: Tables, permit: Command.List["permit"], query: Query.Query): Rows.Found {
  const { counted, more, rows, total } = findGroups(permit, query, rowsOf(tables))
  const shown = Rows.fromShown(query.projection, rows, () => rows.map(() => Rows.groupKey))
  return Rows.found(shown, total, { counted, more })
}

/** The changes that the caller may see: the record as it is, or was last, and each image must be in sight. */
export const history = (
  tables: Tables,
  { permit, uid, select, page: { limit, offset } }: Command.History
): Answer<Rows.Changes> => {
  const { resource } = permit
  const { row, image, version } = storedOf(tables, resource, uid)
  return Result.map(judge(permit, uid, { row: row ?? image, version }, Command.unconditional), () => {
    const seen = seenChanges(permit, tableOf(tables, resource).changes.get(uid) ?? [])
    const page = seen.toReversed().slice(offset, offset + limit)
    return Rows.fromChanges(resource, page, select, () => contentsOf(resource, page))
  })
}

/** The rows of every resource, for a query that asks about several. */
export const rowsOf =
  (tables: Tables): Predicate.RowsOf =>
  (resource) =>
    tableOf(tables, resource).rows.values()

function shownRows(
  tables: Tables,
  resource: Resource.Resource,
  projection: Projection.Projection,
  rows: ReadonlyArray<Values>
): Rows.Answered<Values> {
  return Rows.fromValues(projection, rows, keyOf(tables, resource, ...rows), rowsOf(tables))
}
