/** What a write of many makes of its records, or why it may make nothing: all of it, other records included. */
import * as Result from "effect/Result"
import type { CreateMany, DeleteMany, Row, UpdateMany, Upsert, WriteMany } from "../command/Command.ts"
import { identifying } from "../command/identifying.ts"
import { removing, updating } from "../command/ofRecord.ts"
import { referringFieldsOf } from "../command/referring.ts"
import type { AuditedCommand, Stamp } from "../command/stamp.ts"
import { type StoreFailure, TooManyAffected } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Column } from "../resource/Column.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { unseenFailure } from "./constraints.ts"
import { brokenBy, type Held } from "./constraintsOfMany.ts"
import { decideRow } from "./decideRow.ts"
import { type Decision, decideWrite, type Write } from "./decideWrite.ts"
import { compareRows } from "./compareRows.ts"
import { holds } from "./judge.ts"
import { isPresent } from "./softly.ts"

/** The writes, to be put in any order, all of them or none. Every verdict comes before any constraint. */
export const decideMany = (
  command: WriteMany<Resource, Cell>,
  { stamp, references }: Pick<AuditedCommand, "stamp" | "references">,
  held: Held
): Result.Result<ReadonlyArray<Write>, StoreFailure> => {
  const { resource } = command.permit
  const told = { resource, references, fields: referringFieldsOf(command) }
  return Result.flatMap(decisionsOf(command, stamp, held), (decisions) => {
    const judged = decisions.map((decision) =>
      Result.flatMap(decision, (write) => orFail(unseenFailure(told, write, held), write))
    )
    return Result.flatMap(Result.all(judged), (writes) => orFail(brokenBy(told, writes, held), writes))
  })
}

/** Of each record by itself, in the order of the rows, or of the keys. */
function decisionsOf(
  command: WriteMany<Resource, Cell>,
  stamp: Stamp,
  held: Held
): Result.Result<ReadonlyArray<Decision>, TooManyAffected> {
  switch (command._tag) {
    case "CreateMany":
    case "Upsert":
      return Result.succeed(
        command.rows.flatMap((row, at) =>
          ofRow(command, row, { ...stamp, uid: stamp.uids[at] ?? null }, held)
        )
      )
    case "UpdateMany":
    case "DeleteMany":
      return Result.map(uidsFound(command, held), (uids) =>
        uids.map((uid) => decideWrite(oneOf(command, uid), { ...stamp, uid }, held.stored(uid)))
      )
  }
}

/** Nothing of a row whose record is there already, and is to be left. */
function ofRow(
  command: CreateMany<Resource, Cell> | Upsert<Resource, Cell>,
  row: Row<Cell>,
  stamp: Stamp,
  held: Held
): ReadonlyArray<Decision> {
  const { resource } = command.permit
  const columns = command._tag === "Upsert" ? command.on : command.ignore
  const there = columns === null ? undefined : sameIn(resource, columns, row, held)
  if (there !== undefined && command._tag === "CreateMany") return []
  const uid = there === undefined ? (stamp.uid ?? held.newUid()) : uidOf(resource.key, there)
  return [decideRow(command, row, { ...stamp, uid }, held.stored(uid))]
}

/** The record that has in these columns what a row has. */
function sameIn(
  resource: Resource,
  columns: ReadonlyArray<Column>,
  row: Row<Cell>,
  held: Held
): Values | undefined {
  const cells = identifying(resource, columns, row)
  if (cells === null) return undefined
  const isSame = (other: Values) =>
    columns.every(({ name, cell }, at) => {
      const value = other[name] ?? null
      return value !== null && cell.compare(value, cells[at] ?? null) === 0
    })
  // A key is taken also by what is deleted softly; what is unique is not.
  const isAmong = columns.some((column) => resource.key.columns.includes(column))
    ? isSame
    : (other: Values) => isPresent(resource, other) && isSame(other)
  return [...held.rows()].find(isAmong)
}

function uidsFound(
  { permit: { resource, see }, filter, most }: UpdateMany<Resource, Cell> | DeleteMany,
  held: Held
): Result.Result<ReadonlyArray<string>, TooManyAffected> {
  const wanted = Predicate.and(see, filter)
  const found = [...held.rows()].filter((row) => holds(wanted, row)).toSorted(compareRows(resource, []))
  return most !== null && found.length > most
    ? Result.fail(new TooManyAffected({ resource: resource.name, most }))
    : Result.succeed(found.map((row) => uidOf(resource.key, row)))
}

function oneOf(command: UpdateMany<Resource, Cell> | DeleteMany, uid: string) {
  return command._tag === "DeleteMany" ? removing(command, uid) : updating(command, uid, command.values)
}

function orFail<A>(failure: StoreFailure | null, outcome: A): Result.Result<A, StoreFailure> {
  return failure === null ? Result.succeed(outcome) : Result.fail(failure)
}
