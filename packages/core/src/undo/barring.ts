/** What stands in the way of undoing what a request did to a record. */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Api } from "../Api.ts"
import { authorise } from "../access/authorise.ts"
import type { Change } from "../change/Change.ts"
import { type Condition, unconditional } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { type CommandFailure, VersionMismatch } from "../failures.ts"
import type { Unit } from "../hooks/Unit.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { found } from "../store/expect.ts"
import { newestChange } from "../store/newestChange.ts"
import { inverseOf } from "./inverse.ts"
import { obstacleOf, recordIn, unseen } from "./obstacleOf.ts"
import { ownOf, type Undoing } from "./trail.ts"
import type { Obstacle } from "./UndoBlocked.ts"

/**
 * What stands in the way of a record; of one that its caller does not see, nothing more than that. `held` is what its lock told.
 */
export const barring = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  ofRecord: ReadonlyArray<Change>,
  held: Held,
  { requestId }: Undoing,
  unit: Unit
) {
  const { obstacle } = held
  const [newest] = ofRecord
  const isMoved = newest !== undefined && newest.request_id !== requestId
  if (!isMoved || (obstacle !== null && obstacle !== unseen && obstacle.code !== "changed")) return obstacle
  const told = yield* toldNewest(api, newest, unit)
  if (told !== null)
    return {
      record: recordIn(newest),
      code: "changed",
      detail: `it is at version ${told.version} since ${told.at}, by ${told.actor}`
    }
  return held.isSeen ? obstacleOf(changed(newest), recordIn(newest)) : unseen
})

/** The record's newest change, as far as its caller may read its history. */
const toldNewest = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  { resource: name, uid }: Change,
  unit: Unit
) {
  const resource = api.resources.get(name)
  const permit = resource === undefined ? null : authorise(resource, "history", unit.caller)
  if (permit === null || Result.isFailure(permit)) return null
  return yield* Effect.catchTags(newestChange(permit.success, uid, unit), {
    RecordNotFound: () => Effect.succeed(null),
    NotPermitted: () => Effect.succeed(null)
  })
})

function changed({ resource, uid }: Change): VersionMismatch {
  return new VersionMismatch({ resource, uid })
}

/** What a lock told of a record. */
export interface Held {
  readonly obstacle: Obstacle | null
  /** Whether its caller sees that it is there, or was. */
  readonly isSeen: boolean
}

/** Of a resource that the api does not have. */
export const unknown: Held = { obstacle: unseen, isSeen: false }

/** Locks a record, where it is there, and tells what of its caller's rules stands in the way of the first inverse. */
export const hold = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  ofRecord: ReadonlyArray<Change>,
  undoing: Undoing,
  unit: Unit
): Effect.fn.Return<Held, CommandFailure> {
  const own = ownOf(ofRecord, undoing)
  const [last] = own
  const resource = last === undefined ? undefined : api.resources.get(last.resource)
  if (last === undefined || resource === undefined) return unknown
  const inverses = own.map((change) => inverseOf(change, ofRecord))
  if (inverses.includes(null)) return yield* barred(api, last, purged, unit)
  const permit = authorise(resource, inverses[0]?.act ?? "restore", unit.caller)
  if (Result.isFailure(permit)) return yield* barred(api, last, notPermitted, unit)
  const condition = conditionOf(resource, last)
  const look = { _tag: "Lock", permit: permit.success, uid: last.uid, condition } as const
  return yield* Effect.matchEffect(found(unit.run, stamp(look, unit.caller, unit.at, null)), {
    onSuccess: () => Effect.succeed<Held>({ obstacle: null, isSeen: true }),
    onFailure: (failure): Effect.Effect<Held, CommandFailure> => {
      if (failure._tag === "RecordNotFound" && last.operation === "delete")
        return Effect.succeed({ obstacle: null, isSeen: false })
      const obstacle = obstacleOf(failure, recordIn(last))
      return obstacle === null
        ? Effect.fail(failure)
        : Effect.succeed({ obstacle, isSeen: obstacle !== unseen })
    }
  })
})

/** The record is named to who may read it, or its history. */
const barred = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  change: Change,
  why: Omit<Obstacle, "record">,
  unit: Unit
): Effect.fn.Return<Held, CommandFailure> {
  const told = yield* toldNewest(api, change, unit)
  const isSeen = told !== null || (yield* isRead(api, change, unit))
  return { obstacle: { ...why, record: isSeen ? recordIn(change) : null }, isSeen }
})

const notPermitted = { code: "not-permitted", detail: "you may not take this back" } as const
const purged = { code: "purged", detail: "what was purged cannot be deleted as it was before" } as const

const isRead = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  { resource: name, uid }: Change,
  unit: Unit
): Effect.fn.Return<boolean, CommandFailure> {
  const resource = api.resources.get(name)
  const permit = resource === undefined ? null : authorise(resource, "get", unit.caller)
  if (permit === null || Result.isFailure(permit)) return false
  const get = { _tag: "Get", permit: permit.success, uid, projection: Projection.none } as const
  return yield* Effect.catchTags(Effect.as(found(unit.run, stamp(get, unit.caller, unit.at, null)), true), {
    RecordNotFound: () => Effect.succeed(false),
    NotPermitted: () => Effect.succeed(false)
  })
})

/** Where a row counts its versions, also what has written past us is noticed. */
function conditionOf({ audit }: Resource, { version }: Change): Condition {
  return audit.version === null ? unconditional : { ...unconditional, match: [String(version)] }
}
