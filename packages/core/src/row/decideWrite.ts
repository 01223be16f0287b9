/** What a write makes of a record, or why it may not: all of it but what other records forbid. */
import * as Result from "effect/Result"
import type { Permit } from "../access/Permit.ts"
import type { Change, Operation } from "../change/Change.ts"
import type * as Command from "../command/Command.ts"
import { comparedColumns, databaseDefaults } from "../command/newValues.ts"
import type { Stamp } from "../command/stamp.ts"
import {
  Conflict,
  FieldImmutable,
  NewValuesRefused,
  type NotPermitted,
  RecordNotFound,
  VersionMismatch
} from "../failures.ts"
import { soleColumn, takenFields } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { conditionHolds, holds, judge } from "./judge.ts"
import { nextChange } from "./nextChange.ts"
import { type Audit, changes, differing, imageOf, newRow, nextRow } from "./nextRow.ts"
import { isPresent, marked } from "./softly.ts"
import type { Stored } from "./Stored.ts"

/** A command that writes a record. */
export type WriteCommand =
  | Command.Create<Resource, Cell>
  | Command.Replace<Resource, Cell>
  | Command.Update<Resource, Cell>
  | Command.Delete

/** What a write makes of a record. */
export interface Write {
  /** The record as it was; null where there was none. */
  readonly before: Values | null
  /** The record as it is then, or what is kept of one that is deleted softly; null where nothing is. */
  readonly row: Values | null
  /** The record as the answer tells it: as it is then, and after a delete as it was. */
  readonly told: Values
  /** What the command names of it; of a new record, all. */
  readonly values: Values
  /** What the trail gets together with the row; null where an update changes nothing, and nothing is to be stored. */
  readonly change: Change | null
}

interface Writing {
  readonly permit: Permit
  readonly uid: string
  readonly values: Values
}

interface Making extends Writing {
  readonly kept?: Values
}

/** A write, or the first reason why not. */
export type Decision = Result.Result<
  Write,
  RecordNotFound | NotPermitted | VersionMismatch | FieldImmutable | NewValuesRefused | Conflict
>

/** Judged in the order that every store keeps, under a stamp that names the uid, also where the store makes it; constraints come after it: see `constraintFailure`. */
export const decideWrite = (command: WriteCommand, stamp: Stamp, stored: Stored): Decision => {
  switch (command._tag) {
    case "Create":
      return insert({ ...command, uid: String(stamp.uid) }, stamp, stored)
    case "Replace":
      return replace(command, stamp, stored)
    case "Update":
      return Result.flatMap(judge(command.permit, command.uid, stored, command.condition), (row) =>
        overwrite({ ...command, operation: operationOf(command, "update") }, stamp, { ...stored, row })
      )
    case "Delete":
      return remove(command, stamp, stored)
  }
}

function remove({ permit, uid, condition }: Command.Delete, stamp: Stamp, stored: Stored): Decision {
  return Result.map(judge(permit, uid, stored, condition), (row) => {
    const change = nextChange({ permit, uid, operation: "delete" }, stamp, stored)
    return { before: row, row: leftOf(permit, row, { change, stamp }), told: row, values: {}, change }
  })
}

/** What a delete leaves in the table. */
function leftOf({ act, resource }: Permit, row: Values, audit: Audit): Values | null {
  if (resource.softDelete === null || act === "purge") return null
  return nextRow(resource, { before: row, values: marked(resource, audit.change.at) }, audit)
}

function replace(command: Command.Replace<Resource, Cell>, stamp: Stamp, stored: Stored): Decision {
  const { permit, uid, values, condition } = command
  const { resource, see } = permit
  if (stored.row !== null && holds(see, stored.row)) {
    const whole = { ...databaseDefaults(resource, values), ...values }
    return Result.flatMap(judge(permit, uid, stored, condition), (row) =>
      overwrite({ permit, uid, values: whole, operation: operationOf(command, "replace") }, stamp, {
        ...stored,
        row
      })
    )
  }
  if (resource.key.by === "database") return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
  // An unseen record answers as none would, until a new one would take its place.
  if (!conditionHolds(condition, null, false))
    return Result.fail(new VersionMismatch({ resource: resource.name, uid }))
  const made = insert(command, stamp, stored)
  const { row } = stored
  return row === null ? made : Result.flatMap(made, () => Result.fail(inTheWay(resource, uid, row)))
}

/** Of what was deleted softly the use case says more than a store can. */
function inTheWay(resource: Resource, uid: string, row: Values): Conflict | RecordNotFound {
  return isPresent(resource, row) ? taken(resource) : new RecordNotFound({ resource: resource.name, uid })
}

function taken({ key, name }: Resource): Conflict {
  return new Conflict({ resource: name, fields: takenFields(key) })
}

/**
 * A uid used again goes on counting its versions, and is free for those who saw what it held last. Whether a record has it
 * now is a constraint's to say.
 */
function insert({ permit, uid, values, kept }: Making, stamp: Stamp, { last, image }: Stored): Decision {
  const { resource, see, createCheck } = permit
  const operation = operationOf({ permit }, "create")
  const change = nextChange({ permit, uid, operation }, stamp, { row: null, last })
  const made = newRow(resource, values, { change, stamp }, kept)
  if (!holds(createCheck, made)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  // Without an address there is none to keep: what several fields identify is free once it is gone.
  const isKept = soleColumn(resource.key) !== null && image !== null && !holds(see, image)
  if (isKept) return Result.fail(taken(resource))
  return Result.succeed(written(resource, { before: null, row: made, values: made }, change))
}

/** The act of a restore is told, whatever it comes to. */
function operationOf({ permit: { act } }: Pick<Writing, "permit">, usual: Operation): Operation {
  return act === "restore" ? act : usual
}

function overwrite(
  { permit, uid, values, operation }: Writing & { readonly operation: Operation },
  stamp: Stamp,
  stored: Stored & { readonly row: Values }
): Decision {
  const { resource, updateCheck } = permit
  const { row } = stored
  const immutable = differing(comparedColumns(resource, values), row, values)
  if (immutable.length > 0) {
    const fields = immutable.map(({ name }) => name)
    return Result.fail(new FieldImmutable({ resource: resource.name, fields }))
  }
  const change = nextChange({ permit, uid, operation }, stamp, stored)
  const again = operation === "restore" ? marked(resource, null) : {}
  const next = nextRow(resource, { before: row, values: { ...values, ...again } }, { change, stamp })
  if (!holds(updateCheck, next)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  // Judged before, so that a rule on new values cannot be probed with the old ones.
  if (operation === "update" && !changes(resource, row, values))
    return Result.succeed({ before: row, row, told: row, values, change: null })
  return Result.succeed(written(resource, { before: row, row: next, values }, change))
}

function written(
  resource: Resource,
  whole: { readonly before: Values | null; readonly row: Values; readonly values: Values },
  change: Change
): Write {
  return { ...whole, told: whole.row, change: { ...change, after: imageOf(resource, whole.row) } }
}
