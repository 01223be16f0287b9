/** One inverse: a command of the caller's, inside the unit. */
import * as Effect from "effect/Effect"
import type { Api } from "../Api.ts"
import { authorise } from "../access/authorise.ts"
import { referencesOf } from "../access/Reference.ts"
import type { Change } from "../change/Change.ts"
import { unconditional } from "../command/Command.ts"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import { type HookRefusal, isOwn } from "../hooks/HookRefusal.ts"
import type { Handlers } from "../hooks/Hooks.ts"
import { Records } from "../hooks/Records.ts"
import { recordsOf } from "../hooks/recordsOf.ts"
import type { Unit } from "../hooks/Unit.ts"
import { restore, write } from "../hooks/unitSteps.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import type { CameOrWent } from "../store/CameOrWent.ts"
import type { Inverse } from "./inverse.ts"
import { obstacleOf, recordIn, unseen } from "./obstacleOf.ts"
import { UndoBlocked } from "./UndoBlocked.ts"

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

type Blocked = CommandFailure | CredentialFailure | CameOrWent | HookRefusal<never> | UndoBlocked

const noHooks: Handlers<never, never> = {}

export const takeBack = Effect.fnUntraced(function* (
  api: Api<unknown, unknown>,
  change: Change,
  inverse: Inverse | null,
  unit: Unit
): Effect.fn.Return<Undone, Blocked> {
  const resource = api.resources.get(change.resource)
  // Both were found out when the record was held.
  if (resource === undefined || inverse === null) return yield* new UndoBlocked({ obstacles: [unseen] })
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
