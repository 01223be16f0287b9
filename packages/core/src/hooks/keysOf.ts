/** The keys of records whose values went through a hook. */
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { RowKey } from "../store/Rows.ts"
import type { Values } from "../value/ColumnType.ts"

/** A hook changes what is shown of a record, not which state of it was read. */
export function keysOf({ key }: Resource, keys: ReadonlyArray<RowKey>): (row: Values) => RowKey {
  const known = new Map(keys.map((one) => [one.uid, one]))
  return (row) => {
    const uid = uidOf(key, row)
    return known.get(uid) ?? { uid, version: null }
  }
}
