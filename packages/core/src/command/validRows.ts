/** The rows of a write of many: each one's cells and the uid that it names, or every fault by the row's place. */
import * as Result from "effect/Result"
import { type Fault, RecordInvalid } from "../failures.ts"
import { isAddress } from "../resource/address.ts"
import type { Column } from "../resource/Column.ts"
import { keyCell, soleColumn } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import { mostFaults, ofType, within } from "../value/faults.ts"
import type { Body, CreateMany, Row, Upsert } from "./Command.ts"
import { kindFaults } from "./rowKinds.ts"
import { repeated } from "./repeated.ts"
import { type Reading, validate } from "./validate.ts"

type ByRows<R extends Resource> = CreateMany<R> | Upsert<R>
type ValidRow = Result.Result<Row<Cell>, ReadonlyArray<Fault>>

/**
 * A row gets every field as a create does; that of an upsert only what it names, as the rest of a record that is there stays.
 * No two rows may be of one record.
 */
export const validRows = <R extends Resource>(
  command: ByRows<R>,
  by: Reading["by"],
  strict: boolean
): Result.Result<ReadonlyArray<Row<Cell>>, RecordInvalid> => {
  const { resource } = command.permit
  const read = readerOf(command, { extent: "whole", by, strict })
  const rows: Array<Row<Cell>> = []
  const faults: Array<Fault> = []
  for (const [at, { values }] of command.rows.entries()) {
    const row = read(values)
    if (Result.isSuccess(row)) rows.push(row.success)
    else faults.push(...within(at, row.failure))
    if (faults.length >= mostFaults) break
  }
  const all =
    faults.length === 0
      ? [...repeated(resource, identityOf(command), rows), ...kindFaults(resource, rows)]
      : faults
  if (all.length === 0) return Result.succeed(rows)
  return Result.fail(new RecordInvalid({ resource: resource.name, faults: all.slice(0, mostFaults) }))
}

function readerOf<R extends Resource>(command: ByRows<R>, reading: Reading): (body: Body) => ValidRow {
  const { resource } = command.permit
  const named = uidColumn(command)
  const isUpsert = command._tag === "Upsert"
  return (body) => {
    const fields = named === null ? body : without(body, named.name)
    const values = Result.mapError(validate(resource, fields, reading), ({ faults }) => faults)
    const uid = named === null ? unnamed : uidIn(resource, named, body)
    if (Result.isFailure(values) || Result.isFailure(uid))
      return Result.fail([...faultsOf(uid), ...faultsOf(values)])
    const told = isUpsert ? those(values.success, fields) : values.success
    return Result.succeed({ uid: uid.success, values: told })
  }
}

const unnamed = Result.succeed(null)

/** The column of a uid that rows name: where a record is found by it, or clients alone make uids. */
function uidColumn<R extends Resource>(command: ByRows<R>): Column | null {
  const { key } = command.permit.resource
  const column = soleColumn(key)
  if (column === null || key.by === "fields") return null
  return key.by === "client" || identityOf(command).includes(column) ? column : null
}

/** By which columns a row is of a record that may be there already. */
function identityOf<R extends Resource>(command: ByRows<R>): ReadonlyArray<Column> {
  if (command._tag === "Upsert") return command.on
  // Fields that are the key tell of each row which record it makes.
  const { key } = command.permit.resource
  return command.ignore ?? (key.by === "fields" ? key.columns : [])
}

/** As the column writes it; null where the row leaves it to the server, or to the database. */
function uidIn(
  { key }: Resource,
  column: Column,
  body: Body
): Result.Result<string | null, ReadonlyArray<Fault>> {
  const given = body[column.name] ?? null
  if (given === null) return key.by === "client" ? required(column) : unnamed
  const cell = Result.map(column.cell.fromJson(given), (read) => keyCell(column, String(read)))
  const uid = Result.isSuccess(cell) && cell.success !== null ? String(cell.success) : ""
  return isAddress(uid)
    ? Result.succeed(uid)
    : Result.fail(within(column.name, ofType("is no uid of these records")))
}

function required({ name }: Column): Result.Result<never, ReadonlyArray<Fault>> {
  return Result.fail([{ path: [name], code: "required", detail: "is required" }])
}

function without(body: Body, name: string): Body {
  return Object.fromEntries(Object.entries(body).filter(([one]) => one !== name))
}

/** What of the cells the body names. */
function those(values: Body<Cell>, body: Body): Body<Cell> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => Object.hasOwn(body, name)))
}

function faultsOf(result: Result.Result<unknown, ReadonlyArray<Fault>>): ReadonlyArray<Fault> {
  return Result.isFailure(result) ? result.failure : []
}
