/** The steps of a unit that writes many records: those of each one, in the order of the rows, or of the keys. */
import * as Effect from "effect/Effect"
import {
  type CreateMany,
  type DeleteMany,
  type Row,
  unconditional,
  type UpdateMany,
  type Upsert,
  type WriteMany
} from "../command/Command.ts"
import { creating, removing, updating } from "../command/ofRecord.ts"
import { stamp } from "../command/stamp.ts"
import { Conflict, RecordNotFound } from "../failures.ts"
import * as Projection from "../query/Projection.ts"
import type { Column } from "../resource/Column.ts"
import { takenFields } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import { conflictFields, decideRow } from "../row/decideRow.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { CameOrWent } from "../store/CameOrWent.ts"
import { uidOfRow, uidsFound } from "./finding.ts"
import { placed } from "./placed.ts"
import type { Taking, Unit } from "./Unit.ts"
import { create, lock, remove, update } from "./unitSteps.ts"

/** Each record's own write, with the hooks of its kind. */
export function writeEach<R extends Resource, E, S>(
  command: WriteMany<R, Cell>,
  hooks: Taking<E, S>,
  unit: Unit
) {
  switch (command._tag) {
    case "CreateMany":
      return Effect.map(
        Effect.forEach(command.rows, (row, at) => placed([at], makeUnlessThere(command, row, hooks, unit))),
        (made) => made.flat()
      )
    case "Upsert":
      return Effect.forEach(command.rows, (row, at) => placed([at], upsert(command, row, hooks, unit)))
    case "UpdateMany":
      return Effect.flatMap(lockFound(command, unit), (locked) =>
        Effect.forEach(locked, ({ uid, current }) =>
          update(updating(command, uid, command.values), current, hooks, unit)
        )
      )
    case "DeleteMany":
      return Effect.flatMap(lockFound(command, unit), (locked) => {
        const taking = { ...hooks, ...alongside(hooks, locked) }
        return Effect.forEach(locked, ({ uid, current }) =>
          remove(removing(command, uid), current, taking, unit)
        )
      })
  }
}

const makeUnlessThere = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateMany<R, Cell>,
  row: Row<Cell>,
  hooks: Taking<E, S>,
  unit: Unit
) {
  const { ignore, permit } = command
  if (ignore === null) return [yield* create(creating(command, row), hooks, unit)]
  const uid = yield* uidOfRow(permit.resource, ignore, row, unit)
  return uid === null ? [yield* make(command, ignore, row, hooks, unit)] : []
})

const upsert = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Upsert<R, Cell>,
  row: Row<Cell>,
  hooks: Taking<E, S>,
  unit: Unit
) {
  const { on, permit } = command
  const uid = yield* uidOfRow(permit.resource, on, row, unit)
  if (uid === null) return yield* make(command, on, row, hooks, unit)
  const one = updating(command, uid, row.values)
  const current = yield* Effect.catchTag(lock(one, unit), "RecordNotFound", () => hidden(command, row, unit))
  return yield* update(one, current, hooks, unit)
})

/** A record that was there when it was looked for, and is not for this caller: out of sight, or gone since. */
const hidden = Effect.fnUntraced(function* <R extends Resource>(
  command: Upsert<R, Cell>,
  row: Row<Cell>,
  unit: Unit
) {
  const { resource } = command.permit
  const uid = yield* uidOfRow(resource, command.on, row, unit)
  if (uid === null) return yield* new CameOrWent({ instead: null })
  const audited = stamp(creating(command, row), unit.caller, unit.at, uid)
  const outOfSight = { row: {}, version: null, last: null, image: null }
  yield* Effect.fromResult(decideRow(command, row, { ...audited.stamp, uid }, outOfSight))
  return yield* new RecordNotFound({ resource: resource.name, uid })
})

/** A new record, of which there was none by these columns; one that came meanwhile is met when all runs again. */
const make = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: CreateMany<R, Cell> | Upsert<R, Cell>,
  columns: ReadonlyArray<Column>,
  row: Row<Cell>,
  hooks: Taking<E, S>,
  unit: Unit
) {
  const { resource } = command.permit
  if (row.uid !== null && resource.key.by === "database")
    return yield* new RecordNotFound({ resource: resource.name, uid: row.uid })
  const made = Effect.catchIf(create(oneOf(command, row), hooks, unit), isDeleted(row, resource), () =>
    Effect.fail(new Conflict({ resource: resource.name, fields: takenFields(resource.key) }))
  )
  return yield* Effect.catch(made, (failure) =>
    Effect.fail(isOf(failure, resource, columns) ? new CameOrWent({ instead: failure }) : failure)
  )
})

/** That a row's uid is that of a record which was deleted softly. */
function isDeleted({ uid }: Row<Cell>, { name }: Resource) {
  return (failure: unknown): failure is RecordNotFound =>
    failure instanceof RecordNotFound && failure.resource === name && failure.uid === uid
}

/** Under a uid that a client names, the versions of what was deleted go on. */
function oneOf<R extends Resource>(command: CreateMany<R, Cell> | Upsert<R, Cell>, row: Row<Cell>) {
  const { permit } = command
  const { uid, values } = row
  if (uid === null) return creating(command, row)
  const condition = { ...unconditional, noneMatch: "*" } as const
  return {
    _tag: "Replace",
    permit,
    uid,
    values,
    condition,
    projection: Projection.whole(permit.resource)
  } as const
}

function isOf(failure: unknown, resource: Resource, columns: ReadonlyArray<Column>): failure is Conflict {
  const fields = conflictFields(resource, columns)
  return (
    failure instanceof Conflict &&
    failure.resource === resource.name &&
    failure.fields.length === fields.length &&
    fields.every((field) => failure.fields.includes(field))
  )
}

/** None of these goes along with another: each is deleted by itself, and told. */
function alongside<E, S>(
  { along }: Taking<E, S>,
  locked: ReadonlyArray<Locked>
): Pick<Taking<E, S>, "along"> {
  return along === undefined ? {} : { along: along.beside(locked.map(({ uid }) => uid)) }
}

interface Locked {
  readonly uid: string
  readonly current: Values
}

/** The records that a filter finds, locked and judged one by one; one that it finds no more once it is locked is left out. */
export const lockFound = Effect.fnUntraced(function* <R extends Resource>(
  command: UpdateMany<R, Cell> | DeleteMany<R>,
  unit: Unit
) {
  const uids = yield* uidsFound(command, unit)
  const locked = yield* Effect.forEach(uids, (uid) => lockOne(command, uid, unit))
  const still = new Set(yield* uidsFound({ ...command, most: null }, unit))
  return locked.flat().filter(({ uid }) => still.has(uid))
})

function lockOne<R extends Resource>(command: UpdateMany<R, Cell> | DeleteMany<R>, uid: string, unit: Unit) {
  const one = command._tag === "DeleteMany" ? removing(command, uid) : updating(command, uid, command.values)
  return lock(one, unit).pipe(
    Effect.map((current): ReadonlyArray<Locked> => [{ uid, current }]),
    Effect.catchTag("RecordNotFound", () => Effect.succeed<ReadonlyArray<Locked>>([]))
  )
}
