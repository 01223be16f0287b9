/** The inverse of everything that one request did, in reverse, all of it or nothing. */
import * as Clock from "effect/Clock"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { Api } from "../Api.ts"
import { type Caller, doing } from "../access/Caller.ts"
import type { Unit } from "../hooks/Unit.ts"
import { recordOf } from "../row/find.ts"
import { untilStill } from "../store/CameOrWent.ts"
import { ResourceStore } from "../store/ResourceStore.ts"
import { fromMillis } from "../value/instant.ts"
import { barring, hold, unknown } from "./barring.ts"
import { inverseOf } from "./inverse.ts"
import { occasioned } from "./occasioned.ts"
import { ordered } from "./ordered.ts"
import { takeBack } from "./takeBack.ts"
import { changesOf, ownOf, traced, type Undoing } from "./trail.ts"
import { UndoBlocked } from "./UndoBlocked.ts"

/**
 * Each inverse is a command of the caller's: their rules, sight and constraints judge it, and its change says `undo`. Hooks of
 * writes are not asked, as what they wrote is undone by itself. Fails with RecordInvalid where the request left no change, or
 * too many, with UndoBlocked where something stands in the way, and with OccasionUnfit where a resource asks for more than is said.
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
    barring(api, changesOf(trail, record), locked[at] ?? unknown, undoing, unit)
  )
  const obstacles = met.filter((one) => one !== null)
  if (obstacles.length > 0) return yield* new UndoBlocked({ obstacles })
  // Behind the obstacles, as what it asks for tells of whose records they are.
  yield* occasioned(ownOf(trail, undoing), api, unit.caller)
  const own = yield* ordered(ownOf(trail, undoing), api.resources, unit)
  return yield* Effect.forEach(own, (change) =>
    takeBack(api, change, inverseOf(change, changesOf(trail, recordOf(change))), unit)
  )
})
