/** Gets, lists and histories, as SQL would answer them. */
import {
  type AuditedCommand,
  Command,
  contentsOf,
  findChanges,
  findDifferences,
  findGroups,
  findPage,
  judge,
  pastOf,
  pastsOf,
  type Predicate,
  Projection,
  type Query,
  Resource,
  Rows,
  recalledChanges,
  tracedChanges,
  type StoreFailure,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyOf, storedOf } from "./keyOf.ts"
import { heldChanges } from "./past.ts"
import { type Tables, tableOf } from "./Tables.ts"

export type Answer<A extends Rows.Rows = Rows.Rows> = Result.Result<A, StoreFailure>

export const get = (tables: Tables, command: Command.Get): Answer<Rows.Found> => {
  const { permit, uid, projection, asOf } = command
  const { resource } = permit
  if (asOf !== undefined)
    return Result.flatMap(pastOf(resource, asOf, heldChanges(tables)), ({ past, rowsOf }) =>
      gotten(command, past, rowsOf)
    )
  return Result.map(judge(permit, uid, storedOf(tables, resource, uid), Command.unconditional), (row) =>
    Rows.found(shownRows(tables, resource, projection, [row]))
  )
}

/** A record as it was, where its caller may see that today. */
function gotten(
  { permit, uid, projection }: Command.Get,
  past: Query.Then,
  rowsOf: Predicate.RowsOf
): Answer<Rows.Found> {
  const { resource } = permit
  const row = [...rowsOf(resource)].find((one) => Resource.uidOf(resource.key, one) === uid) ?? null
  return Result.map(judge(permit, uid, { row, version: null }, Command.unconditional), (held) =>
    Rows.found(Rows.fromValues(projection, [held], wasOf(resource), rowsOf), null, { past })
  )
}

/** A state of the past has the version that it had, and no other tag. */
function wasOf(resource: Resource.Resource): (row: Values) => Rows.RowKey {
  return (row) => Rows.keyOf(resource, row)
}

/** Judges as the write would that the lock is for; here nobody else runs meanwhile. */
export const lock = (tables: Tables, { permit, uid, condition }: Command.Lock): Answer<Rows.Found> => {
  const { resource } = permit
  return Result.map(judge(permit, uid, storedOf(tables, resource, uid), condition), (row) =>
    Rows.found(shownRows(tables, resource, Projection.whole(resource), [row]))
  )
}

export const list = (tables: Tables, { permit, query }: Command.List): Answer<Rows.Found> => {
  const { asOf } = query
  if (asOf === undefined)
    return Result.succeed(
      listed(permit, query, rowsOf(tables), (rows) => keyOf(tables, permit.resource, ...rows))
    )
  return Result.map(pastOf(permit.resource, asOf, heldChanges(tables)), ({ past, rowsOf }) => ({
    ...listed(permit, query, rowsOf, () => wasOf(permit.resource)),
    past
  }))
}

/** What a list tells at one moment and not at another, or in another way. */
export const compare = (
  tables: Tables,
  command: Command.Compare,
  { stamp }: AuditedCommand
): Answer<Rows.Differences> =>
  Result.map(pastsOf(command, stamp.at, heldChanges(tables)), (pasts) => findDifferences(command, pasts))

/** How the rows of a page are known. */
type Known = (rows: ReadonlyArray<Values>) => (row: Values) => Rows.RowKey

function listed(
  permit: Command.List["permit"],
  query: Query.Query,
  rowsOf: Predicate.RowsOf,
  known: Known
): Rows.Found {
  if (Projection.isGrouped(query.projection)) return groups(permit, query, rowsOf)
  const { counted, more, place, rows, total } = findPage(permit, query, rowsOf)
  const shown = Rows.fromValues(query.projection, rows, known(rows), rowsOf)
  const placeAt = (at: number) => rows.slice(at, at + 1).flatMap(place)
  return Rows.found(shown, total, { counted, more, place: placeAt })
}

/** What is told of records in groups, of which none has a place of its own. */
function groups(permit: Command.List["permit"], query: Query.Query, rowsOf: Predicate.RowsOf): Rows.Found {
  const { counted, more, rows, total } = findGroups(permit, query, rowsOf)
  const shown = Rows.fromShown(query.projection, rows, () => rows.map(() => Rows.groupKey))
  return Rows.found(shown, total, { counted, more })
}

/** The changes that the caller may see: the record as it is, or was last, and each image must be in sight. */
export const history = (tables: Tables, command: Command.History): Answer<Rows.Changes> => {
  const { resource } = command.permit
  const { changes } = tableOf(tables, resource)
  return findChanges(command, {
    uids: () => changes.keys(),
    storedOf: (uid) => storedOf(tables, resource, uid),
    changesOf: (uid) => changes.get(uid) ?? []
  })
}

/** What the record held at a version, and last; nothing where the last is out of sight. */
export const recall = (tables: Tables, command: Command.Recall): Answer<Rows.Changes> => {
  const { resource } = command.permit
  const known = recalledChanges(command, tableOf(tables, resource).changes.get(command.uid) ?? [])
  return Result.succeed(
    Rows.fromChanges(resource, known, null, { contents: () => contentsOf(resource, known) })
  )
}

/** What one request did, and what became of it since. */
export const trace = ({ written }: Tables, command: Command.Trace): Answer<Rows.Changes> =>
  Result.succeed(Rows.fromChanges(command.permit.resource, tracedChanges(command, written), null))

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
