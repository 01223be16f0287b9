/** Writes in which hooks take part, or that depend on what is stored: lock and judge, hook, validate again, write. */
import * as Effect from "effect/Effect"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import { stamp } from "../command/stamp.ts"
import type { Write } from "./asUnit.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { Command, Create, Delete, Replace, Update } from "../command/Command.ts"
import { NotPermitted, StoreBusy, VersionMismatch } from "../failures.ts"
import { refusing } from "./HookRefusal.ts"
import type { Handlers } from "./Hooks.ts"
import { mergePatch } from "../value/mergePatch.ts"
import { type Moment, Records, recordsOf } from "./Records.ts"
import * as Projection from "../query/Projection.ts"
import type * as Resource from "../resource/Resource.ts"
import type { Run } from "../store/ResourceStore.ts"
import { mergedFields, validCommand } from "../command/validCommand.ts"

interface Unit extends Moment {
  readonly run: Run
  readonly random: SecureRandom.SecureRandom["Service"]
}

/** Somebody created or deleted the record during a unit that replaces it: undone, the same unit may pass. */
export const cameOrWent = new StoreBusy({ cause: "the record came or went meanwhile" })

/** One write with its hooks, inside the transaction that `unit.run` belongs to. */
export const runUnit = <R extends Resource.Resource, E, S>(
  command: Write<R>,
  hooks: Handlers<E, S>,
  unit: Unit
) => Effect.provideService(write(command, hooks, unit), Records, recordsOf(unit.run, unit, unit.random, true))

function write<R extends Resource.Resource, E, S>(command: Write<R>, hooks: Handlers<E, S>, unit: Unit) {
  switch (command._tag) {
    case "Create":
      return create(command, hooks, unit)
    case "Replace":
      return replace(command, hooks, unit)
    case "Update":
      return Effect.flatMap(lock(command, unit), (current) => update(command, current, hooks, unit))
    case "Delete":
      return Effect.flatMap(lock(command, unit), (current) => remove(command, current, hooks, unit))
  }
}

const create = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  command: Create<R, Cell> | Replace<R, Cell>,
  hooks: Handlers<E, S>,
  unit: Unit
) {
  const values =
    hooks.beforeCreate === undefined
      ? command.values
      : yield* refusing(hooks.beforeCreate(command.values, unit))
  const rows = yield* run({ ...command, values }, unit)
  const [row] = rows.values()
  if (hooks.afterCreate !== undefined && row !== undefined) yield* refusing(hooks.afterCreate(row, unit))
  return rows
})

const update = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  command: Replace<R, Cell> | Update<R, Cell>,
  current: Values,
  hooks: Handlers<E, S>,
  unit: Unit
) {
  const merged = command._tag === "Update" && command.merge ? merge(command, current) : command.values
  const values =
    hooks.beforeUpdate === undefined ? merged : yield* refusing(hooks.beforeUpdate(merged, current, unit))
  const rows = yield* run(
    command._tag === "Update"
      ? { ...command, values, merge: false, projection: Projection.whole(command.resource) }
      : { ...command, values },
    unit
  )
  const [row] = rows.values()
  if (hooks.afterUpdate !== undefined && row !== undefined)
    yield* refusing(hooks.afterUpdate(row, current, unit))
  return rows
})

const remove = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  command: Delete<R>,
  current: Values,
  hooks: Handlers<E, S>,
  unit: Unit
) {
  if (hooks.beforeDelete !== undefined) yield* refusing(hooks.beforeDelete(current, unit))
  const rows = yield* run(command, unit)
  if (hooks.afterDelete !== undefined) yield* refusing(hooks.afterDelete(current, unit))
  return rows
})

const replace = Effect.fnUntraced(function* <R extends Resource.Resource, E, S>(
  command: Replace<R, Cell>,
  hooks: Handlers<E, S>,
  unit: Unit
) {
  const current = yield* Effect.catchTag(lock(command, unit), "RecordNotFound", () => Effect.succeed(null))
  // Of what is not there no version can match: no hook need learn of it.
  if (current === null && command.condition.match !== null)
    return yield* new VersionMismatch({ resource: command.resource.name, uid: command.uid })
  const rows = yield* current === null ? create(command, hooks, unit) : update(command, current, hooks, unit)
  // Somebody created or deleted it since the look: the wrong hooks have run, so nothing may remain.
  if (rows.created !== (current === null)) return yield* cameOrWent
  return rows
})

const acts = { Replace: "replace", Update: "update", Delete: "delete" } as const

const lock = Effect.fnUntraced(function* <R extends Resource.Resource>(
  command: Replace<R, Cell> | Update<R, Cell> | Delete<R>,
  unit: Unit
) {
  const { resource, uid, guard, condition } = command
  const look = stamp(
    { _tag: "Get", resource, uid, guard, projection: Projection.whole(resource), lock: condition },
    unit.caller,
    unit.at,
    null
  )
  // The store was asked to read; what it refuses is the write.
  const rows = yield* Effect.catchTag(
    unit.run(look),
    "NotPermitted",
    () => new NotPermitted({ resource: resource.name, act: acts[command._tag] })
  )
  const [row]: ReadonlyArray<Values> = rows.values()
  return row ?? {}
})

const run = Effect.fnUntraced(function* <R extends Resource.Resource>(command: Command<R>, unit: Unit) {
  const valid = yield* Effect.fromResult(validCommand(command, "server", false))
  const newUid = valid._tag === "Create" ? yield* unit.random.uuidV7() : null
  return yield* unit.run(stamp(valid, unit.caller, unit.at, newUid))
})

function merge<R extends Resource.Resource>({ resource, values }: Update<R, Cell>, current: Values): Values {
  const merged = mergedFields(resource, values).map((name) => [name, mergePatch(current[name], values[name])])
  return { ...values, ...Object.fromEntries(merged) }
}
