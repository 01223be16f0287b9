/** A write in which hooks take part, or that depends on what is stored, as one transaction. */
import * as Effect from "effect/Effect"
import * as SecureRandom from "effect/crypto/SecureRandom"
import { StoreBusy } from "../failures.ts"
import type { WriteMany } from "../command/Command.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { ResourceStore } from "../store/ResourceStore.ts"
import { type AnyWrite, isShown, type Write } from "./asUnit.ts"
import { gathered } from "./gathered.ts"
import type { Handlers } from "./Hooks.ts"
import { writeEach } from "./manySteps.ts"
import { type Moment, Records } from "./Records.ts"
import { recordsOf } from "./recordsOf.ts"
import { showWritten } from "./showing.ts"
import { askedOf, CameOrWent, momentOf, type Referring, type Unit, write } from "./unitSteps.ts"

// Without pauses: nobody makes and deletes the same record that often. A store runs a unit again for reasons of its own.
const timesAgain = 5

/** A write with its hooks in one transaction, hooks and all again where a record came or went meanwhile. */
export const runUnit = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: AnyWrite<R>,
  hooks: Handlers<E, S>,
  moment: Moment & Referring,
  unit: ResourceStore["Service"]["unit"]
) {
  const random = yield* SecureRandom.SecureRandom
  const once = unit((run) => inside(command, hooks, { ...moment, run, random, lock: true }))
  return yield* Effect.catch(
    Effect.retry(once, { while: (failure) => failure instanceof CameOrWent, times: timesAgain }),
    (failure) =>
      Effect.fail(
        failure instanceof CameOrWent ? (failure.instead ?? new StoreBusy({ cause: failure })) : failure
      )
  )
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
