/** A restore as the write that it is of the record as it stands, or of none. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Change } from "../change/Change.ts"
import { type Replace, type Restore, unconditional, type Update } from "../command/Command.ts"
import { type Reading, validate } from "../command/validate.ts"
import { type NotPermitted, RecordInvalid, RecordNotFound, VersionMismatch } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import { conditionHolds, judge } from "../row/judge.ts"
import { differing } from "../row/nextRow.ts"
import { printRow } from "../row/rowText.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isObject } from "../value/jsonCell.ts"
import { parseExactJson } from "../value/parseExactJson.ts"

/** The write, and what the version held. */
export interface Restored<R extends Resource> {
  readonly write: Update<R, Cell> | Replace<R, Cell>
  readonly image: Values
}

type Failure = RecordNotFound | NotPermitted | VersionMismatch | RecordInvalid

/** What there is of the record: it is there, its row stays since it was deleted, or there is nothing of it. */
export type Standing = "present" | "deleted" | "absent"

/**
 * Sets what a client could set of what the version tells; makes the record again where it was deleted. `known` is what a
 * Recall finds, and `by` tells whether also what only the server writes is set. Fails with RecordInvalid where the version is none that its caller sees, or what it held is not taken today.
 */
export const restored = <R extends Resource>(
  command: Restore<R, Cell>,
  standing: Standing,
  known: ReadonlyArray<Change>,
  by: Reading["by"]
): Effect.Effect<Restored<R>, Failure> =>
  Effect.fromResult(standing === "absent" ? made(command, known, by) : changed(command, standing, known, by))

/** The fields that do not hold what they held, or of which that is not known: such as stay as created, or are not recorded. */
export const notRestored = ({ columns }: Resource, image: Values, row: Values): ReadonlyArray<string> =>
  [...columns.values()]
    .filter((column) => column.plays === null && column.shown && isOther(column, image, row))
    .map(({ name }) => name)

function isOther(column: Column, image: Values, row: Values): boolean {
  return !Object.hasOwn(image, column.name) || differing([column], image, row).length > 0
}

type Outcome<R extends Resource> = Result.Result<Restored<R>, Failure>

/** What the version does not tell stays as it is in the row, also in that of a deleted record, which no condition is about. */
function changed<R extends Resource>(
  command: Restore<R, Cell>,
  standing: Standing,
  known: ReadonlyArray<Change>,
  by: Reading["by"]
): Outcome<R> {
  const { permit, uid, projection } = command
  const isDeleted = standing === "deleted"
  if (isDeleted && !conditionHolds(command.condition, null, false))
    return Result.fail(new VersionMismatch({ resource: permit.resource.name, uid }))
  const condition = isDeleted ? unconditional : command.condition
  return Result.flatMap(imageIn(command, known, isDeleted ? (known[0]?.after ?? null) : null), (image) =>
    Result.map(valuesIn(permit.resource, image, { extent: "part", by }), (values) => ({
      write: { _tag: "Update", permit, uid, values, merge: false, condition, projection },
      image
    }))
  )
}

/** The record must have been in sight when it went, and is judged by what it held then. */
function made<R extends Resource>(
  command: Restore<R, Cell>,
  known: ReadonlyArray<Change>,
  by: Reading["by"]
): Outcome<R> {
  const { permit, uid } = command
  const { resource } = permit
  const last = known[0]?.after ?? null
  const held = judge(permit, uid, { row: last, version: null }, unconditional)
  if (Result.isFailure(held)) return Result.fail(held.failure)
  if (resource.key.by === "database") return Result.fail(new RecordNotFound({ resource: resource.name, uid }))
  if (!conditionHolds(command.condition, null, false))
    return Result.fail(new VersionMismatch({ resource: resource.name, uid }))
  const kept = keptOf(resource, held.success)
  return Result.flatMap(imageIn(command, known, last), (image) =>
    Result.map(valuesIn(resource, image, { extent: "whole", by }), (values) => ({
      write: {
        _tag: "Replace",
        permit,
        uid,
        values,
        kept,
        condition: unconditional,
        projection: command.projection
      },
      image
    }))
  )
}

/** What the version held; where none is named, what a deleted record held last. */
function imageIn(
  { permit, target }: Restore<Resource, Cell>,
  known: ReadonlyArray<Change>,
  last: Values | null
): Result.Result<Values, RecordInvalid> {
  const isNamed = Object.hasOwn(target, "version")
  const image = isNamed ? (known.find(({ version }) => version === target["version"])?.after ?? null) : last
  if (image !== null) return Result.succeed(image)
  const fault = {
    path: ["version"],
    code: isNamed ? "unknown" : "missing",
    detail: isNamed
      ? "is no version with a content that you may see"
      : "is required of a record that is not deleted"
  }
  return Result.fail(new RecordInvalid({ resource: permit.resource.name, faults: [fault] }))
}

/**
 * By today's rules for what a client sends: what only the server writes is counted on by hooks, and stays theirs. Of a
 * record that is there what stays as created is no obstacle, and stays.
 */
function valuesIn(
  resource: Resource,
  image: Values,
  { extent, by }: Pick<Reading, "extent" | "by">
): Result.Result<Values, RecordInvalid> {
  const told = [...resource.columns.values()].filter(
    ({ name, write }) =>
      write !== null && Object.hasOwn(image, name) && (extent === "whole" || write.update !== "never")
  )
  const row = Object.fromEntries(told.map(({ name }) => [name, image[name] ?? null]))
  const json = parseExactJson(printRow(resource, row))
  return validate(resource, isObject(json) ? json : {}, { extent, by, strict: false })
}

/** Who made it, and when. */
function keptOf({ audit }: Resource, image: Values): Values {
  const names = [audit.created_at, audit.creator_uid].filter((name) => name !== null)
  return Object.fromEntries(
    names.flatMap((name) => (Object.hasOwn(image, name) ? [[name, image[name] ?? null]] : []))
  )
}
