/** What a record was at a moment of the past, by its changes: of a store that has them at hand. */
import type { Change } from "../change/Change.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { compareInstants } from "../value/instant.ts"

/**
 * The record as its uid's changes, oldest first, left it at an instant; null where it was not there. A field that is new
 * since then, or was not recorded, is null; one that has gone is not there.
 */
export const rowAt = (
  { columns }: Resource,
  changes: ReadonlyArray<Change>,
  at: string,
  isVisible: (change: Change) => boolean
): Values | null => {
  const last = changes.findLast((change) => compareInstants(change.at, at) <= 0 && isVisible(change))
  const image = last?.after ?? null
  return image === null
    ? null
    : Object.fromEntries([...columns.keys()].map((name) => [name, image[name] ?? null]))
}
