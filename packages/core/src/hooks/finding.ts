/** Which records a write of many is of, as its unit finds them: without locks, so that each is looked at again once it has one. */
import * as Effect from "effect/Effect"
import { forServer, type Permit } from "../access/Permit.ts"
import { identifying } from "../command/identifying.ts"
import type { DeleteMany, Row, UpdateMany } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { type StoreFailure, TooManyAffected } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import * as Projection from "../query/Projection.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import { found } from "../store/expect.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Reach } from "./recordsOf.ts"

type Uids = Effect.Effect<ReadonlyArray<string>, StoreFailure>

/** The uids of the records that a write by filter finds, in the order of their keys; fails where they are too many. */
export const uidsFound = <R extends Resource>(
  { permit, filter, most }: UpdateMany<R, Cell> | DeleteMany<R>,
  reach: Reach
): Uids => {
  const { resource, see } = permit
  const server = forServer(resource, "list", reach.caller)
  const all = uidsOf(server, Predicate.and(see, filter), reach, most === null ? unlimited : most + 1)
  return Effect.flatMap(all, (uids) =>
    most !== null && uids.length > most
      ? Effect.fail(new TooManyAffected({ resource: resource.name, most }))
      : Effect.succeed(uids)
  )
}

/** The uid of the record that a row is of, by these columns; null where there is none, or nothing tells. */
export const uidOfRow = (
  resource: Resource,
  columns: ReadonlyArray<Column>,
  row: Row<Cell>,
  reach: Reach
): Effect.Effect<string | null, StoreFailure> => {
  const cells = identifying(resource, columns, row)
  if (cells === null) return Effect.succeed(null)
  const same = columns.map((column, at): Predicate.Predicate => ({
    _tag: "Compare",
    column,
    operator: "eq",
    value: cells[at] ?? null
  }))
  const server = forServer(resource, "list", reach.caller)
  return Effect.map(uidsOf(server, Predicate.and(...same), reach, 1), ([uid = null]) => uid)
}

const unlimited = Number.MAX_SAFE_INTEGER

/** In the order of their keys. */
export function uidsOf(
  permit: Permit<Resource, "list">,
  filter: Predicate.Predicate,
  reach: Reach,
  limit: number = unlimited
): Uids {
  const query = {
    filter,
    order: [],
    page: { _tag: "Offset", limit, offset: 0 },
    projection: Projection.none,
    count: null
  } as const
  const command = stamp({ _tag: "List", permit, query }, reach.caller, reach.at, null)
  return Effect.map(found(reach.run, command), (rows) => rows.keys().map(({ uid }) => uid))
}
