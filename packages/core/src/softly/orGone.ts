/** What who may read a record's history is told of one that was deleted softly; for others it was never there. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { authorise } from "../access/authorise.ts"
import type { Permit } from "../access/Permit.ts"
import { type ClientCommand, everyChange } from "../command/Command.ts"
import { Conflict, NotPermitted, RecordGone, RecordNotFound } from "../failures.ts"
import type { Asking } from "../hooks/Softly.ts"
import { takenFields } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"

/** RecordGone instead of a failure that means such a record; any other failure as it is. */
export const orGone =
  <E, R>(command: ClientCommand<Resource, Cell>, { caller, history }: Asking<E, R>) =>
  <F>(failure: F): Effect.Effect<never, F | E | Conflict | RecordGone, R> => {
    const { resource } = command.permit
    const uid = uidMissed(command, failure)
    if (uid === null) return Effect.fail(failure)
    const otherwise = command._tag === "Replace" ? takenOr(failure, resource) : failure
    const permit = authorise(resource, "history", caller)
    if (Result.isFailure(permit)) return Effect.fail(otherwise)
    return Effect.matchEffect(history({ _tag: "History", permit: permit.success, uid, ...newest }), {
      // What may not be read of it is not told either.
      onFailure: (reason) => Effect.fail(isUntold(reason) ? otherwise : reason),
      onSuccess: (rows) =>
        Effect.fail(
          rows.values()[0]?.operation === "delete"
            ? new RecordGone({ resource: resource.name, uid })
            : otherwise
        )
    })
  }

const newest = {
  select: ["operation"],
  fields: null,
  which: everyChange,
  page: { _tag: "Offset", limit: 1, offset: 0 }
} as const

function isUntold(reason: unknown): boolean {
  return reason instanceof RecordNotFound || reason instanceof NotPermitted
}

/** A record that a replace would make, where one is that nobody sees. */
function takenOr<F>(failure: F, { key, name }: Resource): F | Conflict {
  return key.by === "database" ? failure : new Conflict({ resource: name, fields: takenFields(key) })
}

/** The uid that a command names and did not find. Null for a failure of another kind. */
function uidMissed(command: ClientCommand<Resource, Cell>, failure: unknown): string | null {
  switch (command._tag) {
    case "Get":
      // What was at another moment follows from that moment alone.
      return command.asOf === undefined && isMissing(command, failure) ? command.uid : null
    case "Update":
    case "Patch":
    case "Delete":
    case "Replace":
      return isMissing(command, failure) ? command.uid : null
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
