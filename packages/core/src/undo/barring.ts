/** What stands in the way of undoing what a request did to a record. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Api } from "../Api.ts"
import { authorise } from "../access/authorise.ts"
import type { Change } from "../change/Change.ts"
import { type Condition, unconditional } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { VersionMismatch } from "../failures.ts"
import type { Unit } from "../hooks/Unit.ts"
import type { Resource } from "../resource/Resource.ts"
import { found } from "../store/expect.ts"
import { newestChange } from "../store/newestChange.ts"
import { inverseOf } from "./inverse.ts"
import { obstacleOf, recordIn, unseen } from "./obstacleOf.ts"
import { ownOf, type Undoing } from "./trail.ts"
import type { Obstacle } from "./UndoBlocked.ts"

/** What stands in the way of a record; of one that its caller does not see, nothing more than that. */
export const barring = (
  api: Api<unknown, unknown>,
  ofRecord: ReadonlyArray<Change>,
  locked: Obstacle | null,
  undoing: Undoing,
  unit: Unit
) =>
  locked !== null && locked.code !== "changed"
    ? Effect.succeed(locked)
    : Effect.map(changedSince(api, ofRecord, undoing, unit), (since) => since ?? locked)

/** That the record is not as the request left it, as far as its caller may read its history. */
const changedSince = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  [newest]: ReadonlyArray<Change>,
  { requestId }: Undoing,
  unit: Unit
) {
  const resource = newest === undefined ? undefined : api.resources.get(newest.resource)
  if (newest === undefined || resource === undefined || newest.request_id === requestId) return null
  const permit = authorise(resource, "history", unit.caller)
  if (Result.isFailure(permit)) return obstacleOf(changed(newest), recordIn(newest))
  const change = yield* Effect.catchTags(newestChange(permit.success, newest.uid, unit), {
    RecordNotFound: () => Effect.succeed(null),
    NotPermitted: () => Effect.succeed(null)
  })
  return change === null
    ? obstacleOf(changed(newest), recordIn(newest))
    : {
        record: recordIn(newest),
        code: "changed",
        detail: `it is at version ${change.version} since ${change.at}, by ${change.actor}`
      }
})

function changed({ resource, uid }: Change): VersionMismatch {
  return new VersionMismatch({ resource, uid })
}

/** Locks a record, where it is there, and tells what of its caller's rules stands in the way of the first inverse. */
export const hold = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  ofRecord: ReadonlyArray<Change>,
  undoing: Undoing,
  unit: Unit
) {
  const [last] = ownOf(ofRecord, undoing)
  const resource = last === undefined ? undefined : api.resources.get(last.resource)
  if (last === undefined || resource === undefined) return unseen
  const { act } = inverseOf(last, ofRecord)
  const permit = authorise(resource, act, unit.caller)
  // Whether they see the record was not asked.
  if (Result.isFailure(permit))
    return { record: null, code: "not-permitted", detail: `you may not ${act} ${resource.name}` }
  const condition = conditionOf(resource, last)
  const look = stamp(
    { _tag: "Lock", permit: permit.success, uid: last.uid, condition },
    unit.caller,
    unit.at,
    null
  )
  return yield* Effect.matchEffect(found(unit.run, look), {
    onSuccess: () => Effect.succeed(null),
    onFailure: (failure) => {
      if (failure._tag === "RecordNotFound" && last.operation === "delete") return Effect.succeed(null)
      const obstacle = obstacleOf(failure, recordIn(last))
      return obstacle === null ? Effect.fail(failure) : Effect.succeed(obstacle)
    }
  })
})

/** Where a row counts its versions, also what has written past us is noticed. */
function conditionOf({ audit }: Resource, { version }: Change): Condition {
  return audit.version === null ? unconditional : { ...unconditional, match: [String(version)] }
}
