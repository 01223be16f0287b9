/** The answer to a write of many that was done record by record. */
import * as Effect from "effect/Effect"
import type { WriteMany } from "../command/Command.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import {
  fromValues,
  type Met,
  type RowKey,
  type Written,
  type WrittenMany,
  writtenMany
} from "../store/Rows.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { isShown } from "./asUnit.ts"
import type { Asked } from "./HookMistake.ts"
import type { Handlers } from "./Hooks.ts"
import { keysOf } from "./keysOf.ts"
import type { Moment } from "./Records.ts"
import { shownBy } from "./shownBy.ts"

/** The records in sight as `afterRead` shows them, where anybody reads them; those that it keeps back are out of sight. */
export const gathered = Effect.fnUntraced(function* <R extends Resource, E, S>(
  command: WriteMany<R, Cell>,
  { afterRead }: Handlers<E, S>,
  moment: Moment,
  rows: ReadonlyArray<Written>
) {
  const { resource } = command.permit
  const met = rows.flatMap(metBy)
  const visible = rows.flatMap((row) => (row.visible ? row.values() : []))
  const asked: Asked = { hook: "afterRead", resource, uid: null, values: {}, references: [] }
  if (afterRead === undefined || !isShown(command)) return answer(command, visible, met)
  const shown = yield* shownBy(afterRead, moment, asked, visible)
  const uids = new Set(shown.map((row) => uidOf(resource.key, row)))
  const kept = met.map((one) => ({ ...one, visible: one.visible && uids.has(one.uid) }))
  return { ...answer(command, shown, kept), computed: true }
})

function answer<R extends Resource>(
  { permit: { resource }, projection }: WriteMany<R, Cell>,
  shown: ReadonlyArray<Values>,
  met: ReadonlyArray<Met>
): WrittenMany {
  const keys = met.map(({ uid, version }): RowKey => ({ uid, version }))
  return writtenMany(fromValues(projection, shown, keysOf(resource, keys)), met)
}

function metBy({ keys, created, visible }: Written): ReadonlyArray<Met> {
  return keys().map((key) => ({ ...key, created, visible }))
}
