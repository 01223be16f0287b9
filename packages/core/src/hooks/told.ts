/** What the answer to a write tells of its record, which its steps have read whole. */
import * as Effect from "effect/Effect"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import { fromValues, type Written } from "../store/Rows.ts"
import { isShown, type Write } from "./asUnit.ts"
import type { Hooking } from "./Hooking.ts"
import { keysOf } from "./keysOf.ts"
import { readBeside } from "./readBeside.ts"
import { showWritten } from "./showing.ts"
import { momentOf, type Unit } from "./Unit.ts"
import { askedOf } from "./unitSteps.ts"

/** Of a record that a hook keeps back nothing is told. */
export const told = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: Write<R>,
  { afterReads, hooks: { afterRead } }: Hooking<E, S>,
  rows: Written,
  unit: Unit
) {
  const { permit, projection } = command
  const { resource } = permit
  if (!rows.visible || !isShown(command)) return rows
  const keys = rows.keys()
  if (Projection.isRelated(projection)) {
    const uids = keys.map(({ uid }) => uid)
    const shown = yield* readBeside(command, uids, afterReads, unit)
    return { ...rows, ...shown, visible: shown.count > 0 }
  }
  const asked = askedOf("afterRead", command, unit)
  if (afterRead !== undefined)
    return yield* showWritten(afterRead, { asked, moment: momentOf(unit), projection }, rows)
  return projection === Projection.whole(resource) || command._tag === "Delete"
    ? rows
    : { ...rows, ...fromValues(projection, rows.values(), keysOf(resource, keys)) }
})
