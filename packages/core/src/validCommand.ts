/** A command whose body has become cells, or every fault of it. */
import * as Result from "effect/Result"
import type { Cell } from "./ColumnType.ts"
import type { Command, Replace } from "./Command.ts"
import { RecordInvalid } from "./failures.ts"
import { isMergeable } from "./mergePatch.ts"
import type * as Resource from "./Resource.ts"
import { type Rules, validate } from "./validate.ts"

/** Validates what a client, or later a hook, wants to be written. */
export const validCommand = <R extends Resource.Any>(
  command: Command<R>,
  by: Rules["by"],
  strict: boolean
): Result.Result<Command<R, Cell>, RecordInvalid> => {
  switch (command._tag) {
    case "Create":
      return Result.map(validate(command.resource, command.values, { extent: "whole", by, strict }), (values) => ({ ...command, values }))
    case "Replace":
      return Result.flatMap(sameUid(command), () =>
        Result.map(validate(command.resource, command.values, { extent: "whole", by, strict }), (values) => ({ ...command, values }))
      )
    case "Update":
      return Result.map(validate(command.resource, command.values, { extent: "part", by, strict }), (values) => ({
        ...command,
        values,
        merge: command.merge && mergedFields(command.resource, values).length > 0
      }))
    case "Get":
    case "List":
    case "Delete":
    case "History":
      return Result.succeed(command)
  }
}

/** The jsonb fields whose objects a merge patch merges into what is stored; a write-only one is set, as nobody sees it. */
export const mergedFields = ({ columns }: Resource.Any, values: object): ReadonlyArray<string> =>
  Object.entries(values).flatMap(([name, value]) => {
    const column = columns.get(name)
    return column?.type.kind === "jsonb" && column.shown && isMergeable(value) ? [name] : []
  })

/** A body may repeat the uid of its address, but not name another. */
function sameUid({ resource, uid, values }: Replace<Resource.Any>): Result.Result<void, RecordInvalid> {
  const named = values[resource.audit.uid]
  const same = named === undefined || named === null || String(named).toLowerCase() === uid.toLowerCase()
  return same
    ? Result.void
    : Result.fail(
        new RecordInvalid({
          resource: resource.name,
          faults: [{ path: [resource.audit.uid], code: "mismatch", detail: "is not the uid of this address" }]
        })
      )
}
