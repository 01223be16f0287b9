/** The steps of a unit: lock and judge, hook, validate again, write. */
import * as Effect from "effect/Effect"
import { deletedOnly, presentOnly } from "../access/Permit.ts"
import {
  type Create,
  type Delete,
  type Replace,
  type Restore,
  unconditional,
  type Update
} from "../command/Command.ts"
import { stamp } from "../command/stamp.ts"
import type { Reading } from "../command/validate.ts"
import { type CommandFailure, RecordNotFound, VersionMismatch } from "../failures.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { CameOrWent } from "../store/CameOrWent.ts"
import { changes, found, written } from "../store/expect.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isShown, type Write } from "./asUnit.ts"
import type { Asked } from "./HookMistake.ts"
import { refusing } from "./HookRefusal.ts"
import { merged } from "./merged.ts"
import { newUid } from "./newUid.ts"
import { patched } from "./patched.ts"
import { notRestored, restored, type Standing } from "./restored.ts"
import { returned } from "./returned.ts"
import { momentOf, type Taking, type Unit } from "./Unit.ts"

/** Which hook of a write is asked. */
export function askedOf<R extends Resource>(hook: Asked["hook"], command: Write<R>, unit: Unit): Asked {
  const uid = command._tag === "Create" ? null : command.uid
  const values = "values" in command ? command.values : {}
  return { hook, resource: command.permit.resource, uid, values, references: unit.references }
}

/** One write with the hooks of its kind. */
export function write<R extends Resource, E, S>(command: Write<R>, hooks: Taking<E, S>, unit: Unit) {
  switch (command._tag) {
    case "Create":
      return create(command, hooks, unit)
    case "Replace":
      return replace(command, hooks, unit)
    case "Update":
      return Effect.flatMap(lock(command, unit), (current) => update(command, current, hooks, unit))
    case "Patch":
      return Effect.flatMap(lock(command, unit), (current) =>
        Effect.flatMap(patched(command, current), (set) => update(set, current, hooks, unit))
      )
    case "Restore":
      return restore(command, hooks, unit)
    case "Delete":
      return Effect.flatMap(lock(command, unit), (current) => remove(command, current, hooks, unit))
  }
}

/** Makes a record, its hooks around; by an update where the row of a deleted one stays. */
export const create = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Create<R, Cell> | Replace<R, Cell> | Update<R, Cell>,
  { beforeCreate, afterCreate }: Taking<E, S>,
  unit: Unit
) {
  const values =
    beforeCreate === undefined
      ? command.values
      : yield* changed(
          command,
          beforeCreate(command.values, momentOf(unit)),
          askedOf("beforeCreate", command, unit)
        )
  const rows = yield* run(wholly({ ...command, values }), unit)
  const [row] = rows.values()
  if (afterCreate !== undefined && row !== undefined)
    yield* refusing(afterCreate(row, momentOf(unit)), askedOf("afterCreate", command, unit))
  return rows
})

/** Writes over a record that is locked, its hooks around. */
export const update = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Replace<R, Cell> | Update<R, Cell>,
  current: Values,
  { beforeUpdate, afterUpdate }: Taking<E, S>,
  unit: Unit
) {
  const whole = command._tag === "Update" ? yield* merged(command, current) : wholly(command)
  const values =
    beforeUpdate === undefined
      ? whole.values
      : yield* changed(
          whole,
          beforeUpdate(whole.values, current, momentOf(unit)),
          askedOf("beforeUpdate", command, unit)
        )
  const rows = yield* run({ ...whole, values }, unit)
  const [row] = rows.values()
  if (afterUpdate !== undefined && row !== undefined)
    yield* refusing(afterUpdate(row, current, momentOf(unit)), askedOf("afterUpdate", command, unit))
  return rows
})

/** Removes a record that is locked, its hooks around. A purge asks none of them: they were asked when it was deleted. */
export const remove = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Delete<R>,
  current: Values,
  { afterRead, ...others }: Taking<E, S>,
  unit: Unit
) {
  const { along, beforeDelete, afterDelete }: Taking<E, S> = command.permit.act === "purge" ? {} : others
  if (beforeDelete !== undefined)
    yield* refusing(beforeDelete(current, momentOf(unit)), askedOf("beforeDelete", command, unit))
  if (along !== undefined) yield* along.remove(current, unit)
  const told = afterRead === undefined || !isShown(command) ? command : wholly(command)
  const rows = yield* written(unit.run, stamp(told, unit.caller, unit.at, null))
  if (afterDelete !== undefined)
    yield* refusing(afterDelete(current, momentOf(unit)), askedOf("afterDelete", command, unit))
  return rows
})

const replace = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Replace<R, Cell>,
  hooks: Taking<E, S>,
  unit: Unit
) {
  const current = yield* lockIfThere(command, unit)
  if (current === null && command.permit.resource.key.by === "database")
    return yield* new RecordNotFound({ resource: command.permit.resource.name, uid: command.uid })
  // Of what is not there no version can match: no hook need learn of it.
  if (current === null && command.condition.match !== null)
    return yield* new VersionMismatch({ resource: command.permit.resource.name, uid: command.uid })
  const rows = yield* current === null ? create(command, hooks, unit) : update(command, current, hooks, unit)
  // The wrong hooks have run, so nothing may remain.
  if (rows.created !== (current === null)) return yield* new CameOrWent({ instead: null })
  return rows
})

/**
 * A restore asks the hooks of an update, or, of a record that was deleted, those of a create; what went along with that one
 * comes back with it. By the server, what only it writes comes back as well.
 */
export const restore = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Restore<R, Cell>,
  hooks: Taking<E, S>,
  unit: Unit,
  by: Reading["by"] = "client"
) {
  const { permit, target, uid } = command
  const { resource } = permit
  const { current, standing } = yield* standingOf(command, unit)
  const version = BigInt(String(target["version"] ?? 0))
  const recall = stamp({ _tag: "Recall", permit, uid, version }, unit.caller, unit.at, null)
  const known = (yield* changes(unit.run, recall)).values()
  const { image, write } = yield* restored(command, standing, known, by)
  const isTold = standing === "deleted" && hooks.beforeCreate !== undefined
  const values = isTold ? { ...writable(resource, current), ...write.values } : write.values
  const rows = yield* standing === "present"
    ? update(write, current, hooks, unit)
    : create({ ...write, values }, hooks, unit)
  // Whoever made it meanwhile has asked the hooks of a create.
  if (standing === "absent" && !rows.created) return yield* new CameOrWent({ instead: null })
  if (standing !== "present" && hooks.along !== undefined) yield* hooks.along.restore(uid, unit)
  const [row = {}] = rows.values()
  // Nothing has written the row since it held that.
  const held = standing === "deleted" && image === known[0]?.after ? { ...current, ...image } : image
  return { ...rows, created: standing !== "present", left: notRestored(resource, held, row) }
})

/** The record, or the row that stays of it, locked; what is looked for first is what is there. */
const standingOf = Effect.fnUntraced(function* <R extends Resource>(
  command: Restore<R, Cell>,
  unit: Unit
): Effect.fn.Return<{ readonly current: Values; readonly standing: Standing }, CommandFailure> {
  const { permit } = command
  const current = yield* lockIfThere({ ...command, permit: presentOnly(permit) }, unit)
  if (current !== null) return { current, standing: "present" }
  if (permit.resource.softDelete === null) return { current: {}, standing: "absent" }
  // A condition is of a record that is there: this one is judged without.
  const deleted = { ...command, permit: deletedOnly(permit), condition: unconditional }
  const left = yield* lockIfThere(deleted, unit)
  return left === null ? { current: {}, standing: "absent" } : { current: left, standing: "deleted" }
})

/** What a create's hook is told of a row that stayed: all that it holds, under what comes back. */
function writable({ columns }: Resource, row: Values): Values {
  return Object.fromEntries(Object.entries(row).filter(([name]) => columns.get(name)?.write != null))
}

/** The same where there may be none. */
function lockIfThere<R extends Resource>(command: Replace<R, Cell> | Restore<R, Cell>, unit: Unit) {
  return Effect.catchTag(lock(command, unit), "RecordNotFound", () => Effect.succeed(null))
}

/** The record as it stays until the unit is over; what judges it is the write's own permit. */
export const lock = Effect.fnUntraced(function* <R extends Resource>(
  { permit, uid, condition }: Exclude<Write<R>, Create<R, Cell>>,
  unit: Unit
) {
  const look = stamp({ _tag: "Lock", permit, uid, condition }, unit.caller, unit.at, null)
  const rows = yield* found(unit.run, look)
  const [row] = rows.values()
  return row ?? (yield* Effect.die(new Error("A record was locked, and the store showed nothing of it.")))
})

/** Hooks get whole records. */
function wholly<
  R extends Resource,
  C extends Create<R, Cell> | Replace<R, Cell> | Update<R, Cell> | Delete<R>
>(command: C): C {
  return { ...command, projection: Projection.whole(command.permit.resource) }
}

/** The values that a hook makes of those of a command. */
function changed<R extends Resource, E, S>(
  command: Create<R, Cell> | Replace<R, Cell> | Update<R, Cell>,
  hook: Effect.Effect<Values, E, S>,
  asked: Asked
) {
  return Effect.flatMap(refusing(hook, asked), (values) => returned(command, values, asked))
}

const run = Effect.fnUntraced(function* <R extends Resource>(
  command: Create<R, Cell> | Replace<R, Cell> | Update<R, Cell>,
  unit: Unit
) {
  const uid = command._tag === "Create" ? yield* newUid(command.permit.resource, unit.random) : null
  return yield* written(unit.run, stamp(command, unit.caller, unit.at, uid, unit.references))
})
