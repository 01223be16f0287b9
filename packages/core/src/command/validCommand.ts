/** A command whose body has become cells, or every fault of it. */
import * as Result from "effect/Result"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { ClientCommand, Create, Replace, Update, UpdateMany } from "./Command.ts"
import { type Fault, RecordInvalid } from "../failures.ts"
import { ofType, within } from "../value/faults.ts"
import { patchFaults } from "./patchFaults.ts"
import type { Column } from "../resource/Column.ts"
import { soleColumn } from "../resource/Key.ts"
import type * as Resource from "../resource/Resource.ts"
import { isMerged, type Reading, validate } from "./validate.ts"
import { validNest, validNests } from "./validNest.ts"
import { restoreColumns } from "./restoreColumns.ts"
import { validRows } from "./validRows.ts"

/** Validates what a client wants to be written. */
export const validCommand = <R extends Resource.Resource>(
  command: ClientCommand<R>,
  by: Reading["by"],
  strict: boolean
): Result.Result<ClientCommand<R, Cell>, RecordInvalid> => {
  switch (command._tag) {
    case "Create":
    case "Replace":
      return Result.map(validValues(command, by, strict), (values) => ({ ...command, values }))
    case "CreateMany":
    case "Upsert":
      return Result.map(validRows(command, by, strict), (rows) => ({ ...command, rows }))
    case "CreateNested":
      return validNest(command, { extent: "whole", by, strict })
    case "CreateManyNested":
      return validNests(command, { extent: "whole", by, strict })
    case "Update":
    case "UpdateMany": {
      const { merge } = command
      return Result.map(validValues(command, by, strict), (values) => ({
        ...command,
        values,
        merge: merge && mergedFields(command.permit.resource, values).length > 0
      }))
    }
    case "Patch": {
      const { name } = command.permit.resource
      const faults = patchFaults(command.permit.resource, command.operations)
      return faults.length === 0
        ? Result.succeed(command)
        : Result.fail(new RecordInvalid({ resource: name, faults }))
    }
    case "Restore": {
      const { name } = command.permit.resource
      const reading = { extent: "part", by: "client", strict } as const
      return Result.map(validate({ name, columns: restoreColumns }, command.target, reading), (target) => ({
        ...command,
        target
      }))
    }
    case "Get":
    case "List":
    case "Compare":
    case "Delete":
    case "DeleteMany":
    case "History":
      return Result.succeed(command)
  }
}

/** The cells of what a client, or later a hook, wants to be written. */
export const validValues = <R extends Resource.Resource>(
  command: Create<R> | Replace<R> | Update<R> | UpdateMany<R>,
  by: Reading["by"],
  strict: boolean
): Result.Result<Values, RecordInvalid> => {
  const { permit, values } = command
  switch (command._tag) {
    case "Create":
      return validate(permit.resource, values, { extent: "whole", by, strict })
    case "Replace":
      return sameUid(command, validate(permit.resource, values, { extent: "whole", by, strict }))
    case "Update":
    case "UpdateMany":
      return validate(permit.resource, values, { extent: "part", by, strict, merge: command.merge })
  }
}

/** The fields of JSON whose objects a merge patch merges into what is stored; a write-only one is set, as nobody sees it. */
export const mergedFields = ({ columns }: Resource.Resource, values: object): ReadonlyArray<string> =>
  Object.entries(values).flatMap(([name, value]) => {
    const column = columns.get(name)
    return column !== undefined && isMerged(column, value) ? [name] : []
  })

/** The address is a uid that the column can hold; a body may repeat it, but not name another. */
function sameUid(
  command: Replace<Resource.Resource>,
  checked: Result.Result<Values, RecordInvalid>
): Result.Result<Values, RecordInvalid> {
  const faults = addressFaults(command)
  if (faults.length === 0) return checked
  const others = Result.isFailure(checked) ? checked.failure.faults : []
  return Result.fail(
    new RecordInvalid({ resource: command.permit.resource.name, faults: [...faults, ...others] })
  )
}

function addressFaults({
  permit: { resource },
  uid,
  values
}: Replace<Resource.Resource>): ReadonlyArray<Fault> {
  const column = soleColumn(resource.key)
  if (column === null) return []
  const { name, cell } = column
  const address = addressed(cell, uid)
  if (Result.isFailure(address)) return within(name, ofType(address.failure))
  const named = values[name] ?? null
  return named === null || isSame(cell, named, address.success)
    ? []
    : [{ path: [name], code: "mismatch", detail: "is not the uid of this address" }]
}

function addressed({ parse }: Column["cell"], uid: string): Result.Result<Cell, string> {
  return parse === null ? Result.fail("is of a type that no address can hold") : parse(uid)
}

/** Compared as the column does: a uuid in upper case is the same uuid. */
function isSame(cell: Column["cell"], json: unknown, uid: Cell): boolean {
  const named = cell.fromJson(json)
  return Result.isSuccess(named) && cell.compare(named.success, uid) === 0
}
