/** The answer to a write of many that was done record by record. */
import * as Effect from "effect/Effect"
import type { WriteMany } from "../command/Command.ts"
import * as Projection from "../query/Projection.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import {
  type Answered,
  fromValues,
  type Met,
  type Written,
  type WrittenMany,
  writtenMany
} from "../store/Rows.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isShown } from "./asUnit.ts"
import type { Asked } from "./HookMistake.ts"
import type { Hooking } from "./Hooking.ts"
import { keysOf } from "./keysOf.ts"
import { readBeside } from "./readBeside.ts"
import { shownBy } from "./shownBy.ts"
import { momentOf, type Unit } from "./Unit.ts"

/** The records in sight as `afterRead` shows them, where anybody reads them; those that it keeps back are out of sight. */
export const gathered = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: WriteMany<R, Cell>,
  { afterReads, hooks: { afterRead } }: Hooking<E, S>,
  rows: ReadonlyArray<Written>,
  unit: Unit
) {
  const { permit, projection } = command
  const { resource } = permit
  const seen = rows.filter(({ visible }) => visible)
  if (Projection.isRelated(projection)) {
    const uids = seen.flatMap(({ keys }) => keys().map(({ uid }) => uid))
    return besideMany(metIn(rows), yield* readBeside(command, uids, afterReads, unit))
  }
  const visible = seen.flatMap((row) => row.values())
  const met = metIn(rows)
  const keyOf = keysOf(resource, met)
  const answer = (shown: ReadonlyArray<Values>) => fromValues(projection, shown, keyOf)
  if (afterRead === undefined || !isShown(command)) return writtenMany(answer(visible), met)
  const asked: Asked = { hook: "afterRead", resource, uid: null, values: {}, references: [] }
  const shown = yield* shownBy(afterRead, momentOf(unit), asked, visible)
  const kept = keptOf(
    met,
    shown.map((row) => uidOf(resource.key, row))
  )
  return { ...writtenMany(answer(shown), kept), computed: true }
})

/** The same, where what is told of the records was read beside. */
export const besideMany = (met: ReadonlyArray<Met>, shown: Answered<Values>): WrittenMany =>
  writtenMany(
    shown,
    keptOf(
      met,
      shown.keys().map(({ uid }) => uid)
    )
  )

function keptOf(met: ReadonlyArray<Met>, shown: ReadonlyArray<string>): ReadonlyArray<Met> {
  const uids = new Set(shown)
  return met.map((one) => ({ ...one, visible: one.visible && uids.has(one.uid) }))
}

/** What was met by writes of single records. */
export function metIn(rows: ReadonlyArray<Written>): ReadonlyArray<Met> {
  return rows.flatMap(({ keys, created, visible }) => keys().map((key) => ({ ...key, created, visible })))
}
