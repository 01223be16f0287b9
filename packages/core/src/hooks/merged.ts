/** An update as hooks get it and a store runs it: merge patches merged into what is stored, the record read whole. */
import * as Effect from "effect/Effect"
import type { Update } from "../command/Command.ts"
import { mergedFields, validValues } from "../command/validCommand.ts"
import * as Projection from "../query/Projection.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { mergePatch } from "../value/mergePatch.ts"

/** Fails with RecordInvalid, as what a merge makes of JSON is the client's. */
export const merged = Effect.fnUntraced(function* <R extends Resource>(
  update: Update<R, Cell>,
  current: Values
) {
  const { resource } = update.permit
  const set = { ...update, merge: false, projection: Projection.whole(resource) }
  if (!update.merge) return set
  const fields = mergedFields(resource, update.values)
  const merges = fields.map((name) => [name, mergePatch(current[name], update.values[name])])
  const whole = { ...set, values: { ...update.values, ...Object.fromEntries(merges) } }
  return { ...whole, values: yield* Effect.fromResult(validValues(whole, "server", false)) }
})
