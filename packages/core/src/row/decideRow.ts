/** What a write of many rows makes of one of them: all of it but what other records forbid. */
import * as Result from "effect/Result"
import type { CreateMany, Row, Upsert } from "../command/Command.ts"
import { creating, updating } from "../command/ofRecord.ts"
import type { Stamp } from "../command/stamp.ts"
import { Conflict, RecordNotFound } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import { takenFields } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import { type Decision, decideWrite } from "./decideWrite.ts"
import { holds } from "./judge.ts"
import type { Stored } from "./Stored.ts"

/** By what is held of the record that is the row's, under a stamp that names its uid: of none where the row makes one. */
export const decideRow = (
  command: CreateMany<Resource, Cell> | Upsert<Resource, Cell>,
  row: Row<Cell>,
  stamp: Stamp,
  stored: Stored
): Decision => {
  const { permit } = command
  const { resource } = permit
  const isThere = command._tag === "Upsert" && stored.row !== null
  if (isThere && holds(permit.see, stored.row))
    return decideWrite(updating(command, String(stamp.uid), row.values), stamp, stored)
  // Where the database makes uids nobody names one that is to be.
  if (row.uid !== null && resource.key.by === "database")
    return Result.fail(new RecordNotFound({ resource: resource.name, uid: row.uid }))
  if (!isThere) return decideWrite(creating(command, row), stamp, stored)
  // Out of sight: new values that may not be made are refused as if it were not there.
  return Result.flatMap(decideWrite(creating(command, row), stamp, nothing), () =>
    Result.fail(new Conflict({ resource: resource.name, fields: conflictFields(resource, command.on) }))
  )
}

/** The fields that tell a record which has the same in these columns; its uid is none. */
export const conflictFields = ({ key }: Resource, columns: ReadonlyArray<Column>): ReadonlyArray<string> => {
  const isKey = columns.every((column) => key.columns.includes(column))
  return isKey ? takenFields(key) : columns.map(({ name }) => name)
}

const nothing: Stored = { row: null, version: null, last: null, image: null }
