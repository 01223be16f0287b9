/** The inverse of a change, as the command that it is. */
import type { Change } from "../change/Change.ts"

/** Removes what a change made, or gives the record the content of the version before. */
export type Inverse = { readonly act: "delete" } | { readonly act: "restore"; readonly version: bigint }

/** By the record's changes: a restore made the record again where a delete came before it, and a delete after a delete is a purge, which has none. */
export const inverseOf = (change: Change, ofRecord: ReadonlyArray<Change>): Inverse | null => {
  const { operation, version } = change
  const before = ofRecord.find((one) => one.version === version - 1n)
  if (operation === "delete" && before?.operation === "delete") return null
  const isMade =
    operation === "create" ||
    operation === "undelete" ||
    (operation === "restore" && before?.operation === "delete")
  return isMade ? { act: "delete" } : { act: "restore", version: version - 1n }
}
