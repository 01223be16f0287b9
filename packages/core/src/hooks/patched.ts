/** A patch as the update that it is of the record as it stands. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Body, Patch, Update } from "../command/Command.ts"
import { validValues } from "../command/validCommand.ts"
import { PatchConflict, RecordInvalid } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import { imageOf } from "../row/nextRow.ts"
import { printRow } from "../row/rowText.ts"
import { applyJsonPatch, type Misfit } from "../value/applyJsonPatch.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { equalJson } from "../value/jsonCell.ts"
import { memberOf } from "../value/jsonMembers.ts"
import { parseExactJson } from "../value/parseExactJson.ts"

/**
 * Sets the fields whose values the operations change. Fails with PatchConflict where one does not apply, with RecordInvalid
 * where it makes what the resource does not take: the record is then named in the faults, not the patch.
 */
export const patched = <R extends Resource>(
  { permit, uid, operations, condition, projection }: Patch<R>,
  current: Values
): Effect.Effect<Update<R, Cell>, PatchConflict | RecordInvalid> => {
  const { resource } = permit
  // As its JSON reads: what nobody is shown is not there, so that no test can find it out.
  const before = parseExactJson(printRow(resource, imageOf(resource, current)))
  const after = applyJsonPatch(before, operations)
  if (Result.isFailure(after)) return Effect.fail(failureOf(resource, after.failure))
  const values = changedFields(resource, before, after.success)
  const update = { _tag: "Update", permit, uid, condition, projection, values, merge: false } as const
  const valid = Result.map(validValues(update, "client", true), (values) => ({ ...update, values }))
  return Effect.fromResult(valid)
}

function failureOf({ name }: Resource, { operation, reason, detail }: Misfit): PatchConflict | RecordInvalid {
  return reason === "too-large"
    ? new RecordInvalid({ resource: name, faults: [{ path: [operation], code: reason, detail }] })
    : new PatchConflict({ resource: name, operation, reason, detail })
}

/** What is gone is null; of what nobody is shown there was nothing, so that it changes wherever it is named. */
function changedFields({ columns }: Resource, before: unknown, after: unknown): Body {
  return Object.fromEntries(
    [...columns.keys()].flatMap((name) => {
      const [was, is] = [fieldOf(before, name), fieldOf(after, name)]
      return equalJson(was, is) ? [] : [[name, is ?? null]]
    })
  )
}

function fieldOf(json: unknown, name: string): unknown {
  return Result.getOrElse(memberOf(json, name), () => undefined)
}
