/** What who may read a record's history is told of one that was deleted softly; for others it was never there. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { authorise } from "../access/authorise.ts"
import type { Permit } from "../access/Permit.ts"
import type { ClientCommand } from "../command/Command.ts"
import { Conflict, RecordGone, RecordNotFound, type StoreFailure } from "../failures.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import { type Asking, newestChange } from "../store/newestChange.ts"

/** RecordGone instead of a failure that means such a record; any other failure as it is. */
export const orGone =
  (command: ClientCommand<Resource, Cell>, asking: Asking) =>
  <F>(failure: F): Effect.Effect<never, F | RecordGone | StoreFailure> => {
    const uid = uidMissed(command, failure)
    const { resource } = command.permit
    const permit = uid === null ? null : authorise(resource, "history", asking.caller)
    if (uid === null || permit === null || Result.isFailure(permit)) return Effect.fail(failure)
    return Effect.matchEffect(newestChange(permit.success, uid, asking), {
      // What may not be read of it is not told either.
      onFailure: (reason) =>
        Effect.fail(reason._tag === "RecordNotFound" || reason._tag === "NotPermitted" ? failure : reason),
      onSuccess: (last) =>
        Effect.fail(last?.operation === "delete" ? new RecordGone({ resource: resource.name, uid }) : failure)
    })
  }

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
