/** The inverse of everything that one request did, in reverse, all of it or nothing. */
import * as Clock from "effect/Clock"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Api } from "../Api.ts"
import { authorise } from "../access/authorise.ts"
import { type Caller, doing } from "../access/Caller.ts"
import { forServer } from "../access/Permit.ts"
import { referencesOf } from "../access/Reference.ts"
import type { Change } from "../change/Change.ts"
import { type Condition, everyChange, unconditional } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import { type CommandFailure, type CredentialFailure, RecordInvalid, VersionMismatch } from "../failures.ts"
import { type HookRefusal, isOwn } from "../hooks/HookRefusal.ts"
import type { Handlers } from "../hooks/Hooks.ts"
import { Records } from "../hooks/Records.ts"
import { recordsOf } from "../hooks/recordsOf.ts"
import type { Unit } from "../hooks/Unit.ts"
import { restore, write } from "../hooks/unitSteps.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { recordOf } from "../row/find.ts"
import { type CameOrWent, untilStill } from "../store/CameOrWent.ts"
import { changes, found } from "../store/expect.ts"
import { ResourceStore } from "../store/ResourceStore.ts"
import { fromMillis } from "../value/instant.ts"
import { type Inverse, inverseOf } from "./inverse.ts"
import { obstacleOf, unseen } from "./obstacleOf.ts"
import { ordered } from "./ordered.ts"
import { type Obstacle, UndoBlocked } from "./UndoBlocked.ts"

/** What is to be undone. */
export interface Undoing {
  /** Under which the gateway knows the request. */
  readonly requestId: string
  /** A request of more changes is not undone. */
  readonly most: number
}

/** One inverse that was done: the record is gone, or has the content of a version again. */
export interface Undone {
  readonly resource: string
  readonly uid: string
  readonly operation: "delete" | "restore"
  /** Whose content it has; null where it is gone. */
  readonly version: bigint | null
  /** The fields that do not hold what they held then. */
  readonly left: ReadonlyArray<string>
}

/**
 * Each inverse is a command of the caller's: their rules, sight and constraints judge it, and its change says `undo`. Hooks of
 * writes are not asked, as what they wrote is undone by itself. Fails with RecordInvalid where the request left no change, or
 * too many, and with UndoBlocked where something stands in the way.
 */
export const undo = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  undoing: Undoing,
  caller: Caller
) {
  const at = fromMillis(yield* Clock.currentTimeMillis)
  const random = yield* SecureRandom.SecureRandom
  const store = yield* ResourceStore
  const moment = { caller: doing("undo", caller), at, random, lock: true, references: [] }
  return yield* untilStill(store.unit((run) => steps(api, undoing, { ...moment, run })))
})

const steps = Effect.fnUntraced(function* (api: Api<unknown, unknown>, undoing: Undoing, unit: Unit) {
  const before = yield* traced(api, undoing, unit)
  // Records are locked in one order, so that two of these never wait for each other.
  const records = [...new Set(ownOf(before, undoing).map(recordOf))].toSorted()
  const locked = yield* Effect.forEach(records, (record) =>
    hold(api, changesOf(before, record), undoing, unit)
  )
  // What came between the first look and the locks is seen by now.
  const trail = yield* traced(api, undoing, unit)
  const met = yield* Effect.forEach(records, (record, at) =>
    barring(api, changesOf(trail, record), locked[at] ?? null, undoing, unit)
  )
  const obstacles = met.filter((one) => one !== null)
  if (obstacles.length > 0) return yield* new UndoBlocked({ obstacles })
  const own = yield* ordered(ownOf(trail, undoing), api.resources, unit)
  return yield* Effect.forEach(own, (change) =>
    takeBack(api, change, inverseOf(change, changesOf(trail, recordOf(change))), unit)
  )
})

/** Every change that matters. */
const traced = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  undoing: Undoing,
  unit: Unit
): Effect.fn.Return<ReadonlyArray<Change>, CommandFailure> {
  const { most, requestId } = undoing
  const [resource] = api.resources.values()
  if (resource === undefined) return []
  // Each change can have one before it, and one since is enough to know.
  const atMost = 3 * most
  const permit = forServer(resource, "history", unit.caller)
  const asked = stamp({ _tag: "Trace", permit, requestId, most: atMost + 1 }, unit.caller, unit.at, null)
  const trail = (yield* changes(unit.run, asked)).values()
  const own = ownOf(trail, undoing)
  if (own.length === 0) return yield* unfit("unknown", "is no request that has changed a record")
  if (own.length > most || trail.length > atMost)
    return yield* unfit("too-many", `is a request of more than ${most} changes`)
  return trail
})

function unfit(code: string, detail: string): RecordInvalid {
  return new RecordInvalid({ resource: "undo", faults: [{ path: ["request_id"], code, detail }] })
}

/** What the request wrote; that a record was met for the first time is no write. */
function ownOf(trail: ReadonlyArray<Change>, { requestId }: Undoing): ReadonlyArray<Change> {
  return trail.filter(({ operation, request_id }) => request_id === requestId && operation !== "adopt")
}

/** Newest first. */
function changesOf(trail: ReadonlyArray<Change>, record: string): ReadonlyArray<Change> {
  return trail
    .filter((change) => recordOf(change) === record)
    .toSorted((left, right) => (left.version < right.version ? 1 : -1))
}

/** What stands in the way of a record; of one that its caller does not see, nothing more than that. */
function barring(
  api: Api<unknown, unknown>,
  ofRecord: ReadonlyArray<Change>,
  locked: Obstacle | null,
  undoing: Undoing,
  unit: Unit
) {
  return locked !== null && locked.code !== "changed"
    ? Effect.succeed(locked)
    : Effect.map(changedSince(api, ofRecord, undoing, unit), (since) => since ?? locked)
}

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
  const page = { _tag: "Offset", limit: 1, offset: 0 } as const
  const all = { select: null, fields: null, which: everyChange, page } as const
  const last = { _tag: "History", permit: permit.success, uid: newest.uid, ...all } as const
  const seen = yield* Effect.catchTags(changes(unit.run, stamp(last, unit.caller, unit.at, null)), {
    RecordNotFound: () => Effect.succeed(null),
    NotPermitted: () => Effect.succeed(null)
  })
  const [change] = seen?.values() ?? []
  return change === undefined
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
const hold = Effect.fnUntraced(function* (
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

type Blocked = CommandFailure | CredentialFailure | CameOrWent | HookRefusal<never> | UndoBlocked

const noHooks: Handlers<never, never> = {}

const takeBack = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  change: Change,
  inverse: Inverse,
  unit: Unit
): Effect.fn.Return<Undone, Blocked> {
  const resource = api.resources.get(change.resource)
  if (resource === undefined) return yield* new UndoBlocked({ obstacles: [unseen] })
  const references = referencesOf(api.links.get(resource) ?? [], unit.caller)
  return yield* Effect.catch(
    Effect.provideService(
      inverted(resource, change, inverse, { ...unit, references }),
      Records,
      recordsOf(unit)
    ),
    (failure): Effect.Effect<never, Blocked> => {
      const obstacle = isOwn(failure) ? obstacleOf(failure, recordIn(change)) : null
      return Effect.fail(obstacle === null ? failure : new UndoBlocked({ obstacles: [obstacle] }))
    }
  )
})

const inverted = Effect.fnUntraced(function* (
  resource: Resource,
  { uid }: Change,
  inverse: Inverse,
  unit: Unit
) {
  const { name } = resource
  const target = { uid, condition: unconditional, projection: Projection.none }
  if (inverse.act === "delete") {
    const permit = yield* Effect.fromResult(authorise(resource, "delete", unit.caller))
    yield* write({ _tag: "Delete", permit, ...target }, noHooks, unit)
    return { resource: name, uid, operation: inverse.act, version: null, left: [] }
  }
  const permit = yield* Effect.fromResult(authorise(resource, "restore", unit.caller))
  const { version } = inverse
  const rows = yield* restore(
    { _tag: "Restore", permit, target: { version }, ...target },
    noHooks,
    unit,
    "server"
  )
  return { resource: name, uid, operation: inverse.act, version, left: rows.left }
})

function recordIn({ resource, uid }: Change): NonNullable<Obstacle["record"]> {
  return { resource, uid }
}
