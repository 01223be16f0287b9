/** A write in which hooks take part, that depends on what is stored, or that shows more than its records, as one transaction. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { DeleteMany, WriteMany } from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { writtenMany } from "../store/expect.ts"
import { untilStill } from "../store/CameOrWent.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { UnitOfRows } from "../store/ResourceStore.ts"
import { type AnyWrite, asUnit, type Write } from "./asUnit.ts"
import { besideMany, gathered, metIn } from "./gathered.ts"
import type { Hooking } from "./Hooking.ts"
import { newUidFor } from "./newUid.ts"
import { lockFound, writeEach } from "./manySteps.ts"
import { readBeside } from "./readBeside.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { told } from "./told.ts"
import type { Referring, Unit } from "./Unit.ts"
import { lock, remove, write } from "./unitSteps.ts"

/** A write with its hooks in one transaction, hooks and all again where a record came or went meanwhile. */
export const runUnit = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: AnyWrite<R>,
  hooking: Hooking<E, S>,
  moment: Moment & Referring,
  unit: UnitOfRows
) {
  const random = yield* SecureRandom.SecureRandom
  const { missed } = hooking
  return yield* untilStill(
    unit((run) => {
      const done = inside(command, hooking, { ...moment, run, random, lock: true })
      return missed === null ? done : Effect.catch(done, (failure) => missed(run)(failure))
    })
  )
})

function inside<R extends Resource, E, S>(command: AnyWrite<R>, hooking: Hooking<E, S>, unit: Unit) {
  return Effect.provideService(steps(command, hooking, unit), Records, recordsOf(unit))
}

const steps = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: AnyWrite<R>,
  hooking: Hooking<E, S>,
  unit: Unit
) {
  if (isMany(command)) return yield* many(command, hooking, unit)
  return yield* one(command, hooking, unit)
})

const one = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Write<R>,
  hooking: Hooking<E, S>,
  unit: Unit
) {
  if (command._tag !== "Delete" || !Projection.isRelated(command.projection))
    return yield* told(command, hooking, yield* write(command, hooking.hooks, unit), unit)
  const current = yield* lock(command, unit)
  const shown = yield* readBeside(command, [command.uid], hooking.afterReads, unit)
  const rows = yield* remove({ ...command, projection: Projection.none }, current, hooking.hooks, unit)
  return { ...rows, ...shown, visible: rows.visible && shown.count > 0 }
})

const many = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: WriteMany<R, Cell>,
  hooking: Hooking<E, S>,
  unit: Unit
) {
  if (Projection.isRelated(command.projection)) {
    if (command._tag === "DeleteMany") return yield* readAndRemoved(command, hooking, unit)
    const alone = { ...command, projection: Projection.none }
    if (asUnit(alone, hooking.hooks) === null) return yield* atOnce(command, hooking, unit)
  }
  return yield* gathered(command, hooking, yield* writeEach(command, hooking.hooks, unit), unit)
})

/** What stands beside records that go is read before. */
const readAndRemoved = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: DeleteMany<R>,
  hooking: Hooking<E, S>,
  unit: Unit
) {
  const uids = (yield* lockFound(command, unit)).map(({ uid }) => uid)
  const shown = yield* readBeside(command, uids, hooking.afterReads, unit)
  return besideMany(metIn(yield* writeEach(command, hooking.hooks, unit)), shown)
})

/** One statement writes all where no hook asks to see each record; what stands beside them is read then. */
const atOnce = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Exclude<WriteMany<R, Cell>, DeleteMany<R>>,
  { afterReads }: Hooking<E, S>,
  unit: Unit
) {
  const uid = newUidFor(command, unit.random)
  const write = { ...command, projection: Projection.none }
  const { met } = yield* writtenMany(
    unit.run,
    stamp(write, unit.caller, unit.at, uid === null ? null : yield* uid, unit.references)
  )
  const seen = met.flatMap((one) => (one.visible ? [one.uid] : []))
  return besideMany(met, yield* readBeside(command, seen, afterReads, unit))
})

function isMany<R extends Resource>(command: AnyWrite<R>): command is WriteMany<R, Cell> {
  return !("condition" in command) && command._tag !== "Create"
}
