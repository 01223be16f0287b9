/** A write in which hooks take part, or that depends on what is stored, as one transaction. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import type { WriteMany } from "../command/Command.ts"
import type { Resource } from "../resource/Resource.ts"
import { untilStill } from "../store/CameOrWent.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { ResourceStore } from "../store/ResourceStore.ts"
import { type AnyWrite, isShown, type Write } from "./asUnit.ts"
import { gathered } from "./gathered.ts"
import type { Handlers } from "./Hooks.ts"
import { writeEach } from "./manySteps.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { showWritten } from "./showing.ts"
import { askedOf, momentOf, type Referring, type Unit, write } from "./unitSteps.ts"

/** A write with its hooks in one transaction, hooks and all again where a record came or went meanwhile. */
export const runUnit = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: AnyWrite<R>,
  hooks: Handlers<E, S>,
  moment: Moment & Referring,
  unit: ResourceStore["Service"]["unit"]
) {
  const random = yield* SecureRandom.SecureRandom
  return yield* untilStill(unit((run) => inside(command, hooks, { ...moment, run, random, lock: true })))
})

function inside<R extends Resource, E, S>(command: AnyWrite<R>, hooks: Handlers<E, S>, unit: Unit) {
  return Effect.provideService(steps(command, hooks, unit), Records, recordsOf(unit))
}

const steps = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: AnyWrite<R>,
  hooks: Handlers<E, S>,
  unit: Unit
) {
  if (!isMany(command)) return yield* one(command, hooks, unit)
  return yield* gathered(command, hooks, momentOf(unit), yield* writeEach(command, hooks, unit))
})

function one<R extends Resource, E, S>(command: Write<R>, hooks: Handlers<E, S>, unit: Unit) {
  const { afterRead } = hooks
  return Effect.flatMap(write(command, hooks, unit), (rows) =>
    afterRead !== undefined && rows.visible && isShown(command)
      ? showWritten(afterRead, momentOf(unit), askedOf("afterRead", command, unit), rows)
      : Effect.succeed(rows)
  )
}

function isMany<R extends Resource>(command: AnyWrite<R>): command is WriteMany<R, Cell> {
  return !("condition" in command) && command._tag !== "Create"
}
