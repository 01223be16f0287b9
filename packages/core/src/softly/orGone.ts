/** What who may read a record's history is told of one that was deleted softly; for others it was never there. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { authorise } from "../access/authorise.ts"
import type { Permit } from "../access/Permit.ts"
import { type ClientCommand, everyChange } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { Conflict, RecordGone, RecordNotFound, type StoreFailure } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Asking } from "../hooks/Softly.ts"
import { changes } from "../store/expect.ts"

/** RecordGone instead of a failure that means such a record; any other failure as it is. */
export const orGone =
  (command: ClientCommand<Resource, Cell>, { at, caller, run }: Asking) =>
  <F>(failure: F): Effect.Effect<never, F | RecordGone | StoreFailure> => {
    const uid = uidMissed(command, failure)
    const { resource } = command.permit
    const permit = uid === null ? null : authorise(resource, "history", caller)
    if (uid === null || permit === null || Result.isFailure(permit)) return Effect.fail(failure)
    const asked = { _tag: "History", permit: permit.success, uid, ...newest } as const
    return Effect.matchEffect(changes(run, stamp(asked, caller, at, null)), {
      // What may not be read of it is not told either.
      onFailure: (reason) =>
        Effect.fail(reason._tag === "RecordNotFound" || reason._tag === "NotPermitted" ? failure : reason),
      onSuccess: (rows) => {
        const [last] = rows.values()
        return Effect.fail(
          last?.operation === "delete" ? new RecordGone({ resource: resource.name, uid }) : failure
        )
      }
    })
  }

const newest = {
  select: ["operation"],
  fields: null,
  which: everyChange,
  page: { _tag: "Offset", limit: 1, offset: 0 }
} as const

/** The uid that a command names and did not find; a Replace finds it taken, by no field. Null for a failure of another kind. */
function uidMissed(command: ClientCommand<Resource, Cell>, failure: unknown): string | null {
  switch (command._tag) {
    case "Get":
    case "Update":
    case "Patch":
    case "Delete":
      return isMissing(command, failure) ? command.uid : null
    case "Replace": {
      const isTaken = failure instanceof Conflict && failure.resource === command.permit.resource.name
      return isMissing(command, failure) || (isTaken && failure.fields.length === 0) ? command.uid : null
    }
    // What is deleted has a history, and can be restored; of many none is named.
    case "Restore":
    case "History":
    case "List":
    case "Compare":
    case "Create":
    case "CreateNested":
    case "CreateManyNested":
    case "CreateMany":
    case "Upsert":
    case "UpdateMany":
    case "DeleteMany":
      return null
  }
}

/** That it is this very record which is missing, and none that a hook looked for. */
function isMissing({ permit, uid }: { readonly permit: Permit; readonly uid: string }, failure: unknown) {
  return failure instanceof RecordNotFound && failure.resource === permit.resource.name && failure.uid === uid
}
