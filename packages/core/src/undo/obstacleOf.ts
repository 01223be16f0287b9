/** A failure of an inverse as what stands in its way. */
import type { Change } from "../change/Change.ts"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import type { Obstacle } from "./UndoBlocked.ts"

/** Null of what is no verdict on the record: the store's own failures keep their meaning. */
export const obstacleOf = (
  failure: CommandFailure | CredentialFailure,
  record: NonNullable<Obstacle["record"]>
): Obstacle | null => {
  switch (failure._tag) {
    case "RecordNotFound":
      return unseen
    case "Unauthenticated":
    case "InsufficientScope":
    case "AuthenticationInsufficient":
    case "NotPermitted":
    case "NewValuesRefused":
      return { record, code: "not-permitted", detail: "you may not take this back" }
    case "VersionMismatch":
      return { record, code: "changed", detail: "it has changed since" }
    case "Conflict":
      return {
        record,
        code: "conflict",
        detail: `another record has ${failure.fields.join(", ") || "its uid"} meanwhile`
      }
    case "StillReferenced":
      return { record, code: "referenced", detail: "other records refer to it" }
    case "ReferenceMissing":
      return { record, code: "reference", detail: `${failure.fields.join(", ")} would refer to no record` }
    case "RecordInvalid":
      return {
        record,
        code: "invalid",
        detail: failure.faults.map(({ path, detail }) => `${path.join(".")} ${detail}`).join("; ")
      }
    default:
      return null
  }
}

/** Whether it is there or not is not told. */
export const unseen: Obstacle = { record: null, code: "unseen", detail: "you see no such record" }

/** The record of a change, as it is told. */
export const recordIn = ({ resource, uid }: Change): NonNullable<Obstacle["record"]> => ({ resource, uid })
