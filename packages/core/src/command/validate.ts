/** Makes cells of a body's JSON by the resource's fields, or lists every fault at once. */
import * as Result from "effect/Result"
import type { Column } from "../resource/Column.ts"
import type { Cell, ColumnType, Values } from "../value/ColumnType.ts"
import type { Body } from "./Command.ts"
import { type Fault, RecordInvalid } from "../failures.ts"
import { mostFaults, within } from "../value/faults.ts"
import { isObject } from "../value/jsonCell.ts"
import type * as Resource from "../resource/Resource.ts"
import { unstorable } from "../value/text.ts"

/** How a body is read. */
export interface Reading {
  /** `whole` fills what is missing with defaults, `part` leaves it as it is stored. */
  readonly extent: "whole" | "part"
  /** Who writes: a client cannot write read-only fields, a hook can. */
  readonly by: "client" | "server"
  /** Whether fields that only the server writes are refused in a client's body, or ignored: edit forms send them back. */
  readonly strict: boolean
  /** Whether objects for fields of JSON are parts of what is stored: what they make of it is checked once it is merged. */
  readonly merge?: boolean
}

/** What a body is of. */
interface Validated extends Pick<Resource.Resource, "name" | "columns"> {
  /** By whose names a body may hold other records, elsewhere. */
  readonly relations?: Resource.Resource["relations"]
}

/**
 * The cells of a body; a create or a replace gets every field, an update those that were sent. Fails with RecordInvalid,
 * which lists up to a hundred faults.
 */
export const validate = (
  resource: Validated,
  body: Body,
  reading: Reading
): Result.Result<Values, RecordInvalid> => {
  const faults: Array<Fault> = []
  const values: Record<string, Cell> = {}
  for (const name of Object.keys(body)) {
    const column = resource.columns.get(name)
    if (column === undefined) faults.push({ ...stranger(resource, name), path: [name] })
    else if (!isWritable(column, reading.by)) {
      if (reading.strict && reading.by === "client") faults.push({ ...readOnly, path: [name] })
    } else {
      const cell = isSettled(column, reading) ? settled : toCell(column, body[name], reading)
      if (Result.isSuccess(cell)) values[name] = cell.success
      else faults.push(...within(name, cell.failure))
    }
    if (faults.length >= mostFaults) break
  }
  if (reading.extent === "whole") fillIn(resource, values, body, faults)
  if (faults.length === 0) return Result.succeed(values)
  return Result.fail(new RecordInvalid({ resource: resource.name, faults: faults.slice(0, mostFaults) }))
}

/** Whether a merge patch's value for this field merges into what is stored instead of replacing it. */
export const isMerged = ({ type, shown }: Column, json: unknown): boolean =>
  objects.has(type.kind) && shown && isObject(json)

/** Whether who writes may name the field in a body. */
export const isWritable = ({ write }: Column, by: Reading["by"]): boolean =>
  write !== null && (by === "server" || write.create !== "server")

/** What is said of a field that a client cannot write. */
export const readOnly = { code: "read-only", detail: "is written by the server only" } as const

/** What is said of a name that is no field's. */
export const unknownField = (name: string): Omit<Fault, "path"> => ({
  code: "unknown",
  detail: unstorable(name) === null ? "is no field of this resource" : "is no field"
})

function stranger({ relations }: Validated, name: string): Omit<Fault, "path"> {
  return relations !== undefined && Object.hasOwn(relations, name) ? relation : unknownField(name)
}

const relation = {
  code: "unknown",
  detail: "is a relation: records nest in a POST that makes new ones alone"
}

// A geometry is one value: half of it is none.
const objects: ReadonlySet<ColumnType["kind"]> = new Set(["json", "jsonb", "hstore"])

/** Whether an update may not name the field, whatever the value: comparing one that nobody is shown would tell who guesses right. */
function isSettled({ write, shown }: Column, { extent }: Reading): boolean {
  return extent === "part" && write?.update === "never" && !shown
}

const settled = Result.fail([{ path: [], code: "immutable", detail: "stays as it was created" }])

/** Defaults for what a client did not send; what hooks or the database fill in is left to `newValues` and the store. */
function fillIn(
  { columns }: Pick<Resource.Resource, "columns">,
  values: Record<string, Cell>,
  body: Body,
  faults: Array<Fault>
): void {
  for (const { name, write, default: standard, nullable } of columns.values()) {
    if (write === null || write.create === "server" || Object.hasOwn(body, name)) continue
    if (standard !== null) {
      if (standard.by === "statement") values[name] = standard.value
    } else if (nullable) values[name] = null
    else faults.push({ path: [name], code: "required", detail: "is required" })
  }
}

function toCell(
  column: Column,
  json: unknown,
  { merge }: Reading
): Result.Result<Cell, ReadonlyArray<Fault>> {
  if (json === null) {
    return column.nullable
      ? Result.succeed(null)
      : Result.fail([{ path: [], code: "required", detail: "must not be null" }])
  }
  const cell = column.cell.fromJson(json)
  if (Result.isFailure(cell) || (merge === true && isMerged(column, json))) return cell
  const checked = column.check(cell.success)
  return checked.length === 0 ? Result.succeed(cell.success) : Result.fail(checked)
}
