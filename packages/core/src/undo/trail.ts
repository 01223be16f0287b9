/** What a request did, and what came of it since. */
import * as Effect from "effect/Effect"
import type { Api } from "../Api.ts"
import { forServer } from "../access/Permit.ts"
import type { Change } from "../change/Change.ts"
import { stamp } from "../command/stamp.ts"
import { type CommandFailure, RecordInvalid } from "../failures.ts"
import type { Unit } from "../hooks/Unit.ts"
import { recordOf } from "../row/find.ts"
import { changes } from "../store/expect.ts"

/** What is to be undone. */
export interface Undoing {
  /** Under which the gateway knows the request. */
  readonly requestId: string
  /** A request of more changes is not undone. */
  readonly most: number
}

/** Every change that matters. */
export const traced = Effect.fnUntraced(function* (
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
export const ownOf = (trail: ReadonlyArray<Change>, { requestId }: Undoing): ReadonlyArray<Change> =>
  trail.filter(({ operation, request_id }) => request_id === requestId && operation !== "adopt")

/** Newest first. */
export const changesOf = (trail: ReadonlyArray<Change>, record: string): ReadonlyArray<Change> =>
  trail
    .filter((change) => recordOf(change) === record)
    .toSorted((left, right) => (left.version < right.version ? 1 : -1))
