/** What records forbid a write of many: other ones, and those of the same write. */
import { StillReferenced, type StoreFailure } from "../failures.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { missingFailure, type Others, type Referring, takenFailure } from "./constraints.ts"
import type { Write } from "./decideWrite.ts"
import type { Stored } from "./Stored.ts"

/** What a store holds, as a write of many looks at it. */
export interface Held extends Others {
  readonly stored: (uid: string) => Stored
  /** The records of every resource, which may refer to one that is to go. */
  readonly all: () => Iterable<readonly [resource: Resource, row: Values]>
  /** The uid of a new record, where the store makes them. */
  readonly newUid: () => string
}

/** What is there is written before what is new; then each is held against all of them as they are in the end. */
export function brokenBy(told: Referring, writes: ReadonlyArray<Write>, held: Held): StoreFailure | null {
  const { resource } = told
  const changing = writes.filter(({ change }) => change !== null)
  const written = new Map<string, Values | null>()
  const others = over(resource, held, written)
  const inOrder = [...changing.filter(({ before }) => before !== null), ...changing.filter(isNew)]
  for (const write of inOrder) {
    const taken = takenFailure(resource, write, others)
    if (taken !== null) return taken
    written.set(uidOf(resource.key, write.told), write.row)
  }
  const referred = changing.some(({ row }) => row === null) ? referredUids(resource, held, written) : nothing
  for (const write of changing) {
    const missing = missingFailure(told, write, others)
    if (missing !== null) return missing
    if (write.row === null && referred.has(uidOf(resource.key, write.told)))
      return new StillReferenced({ resource: resource.name, uid: "" })
  }
  return null
}

/** What is held, with what was written over it; null is a record that went. */
function over(resource: Resource, held: Held, written: ReadonlyMap<string, Values | null>): Others {
  return {
    *rows() {
      for (const row of held.rows()) if (!written.has(uidOf(resource.key, row))) yield row
      for (const row of written.values()) if (row !== null) yield row
    },
    referred: (name, uid) =>
      name === resource.name && written.has(uid) ? (written.get(uid) ?? undefined) : held.referred(name, uid)
  }
}

/** The uids of a resource to which the records refer that stay. */
function referredUids(
  target: Resource,
  held: Held,
  written: ReadonlyMap<string, Values | null>
): ReadonlySet<string> {
  const uids = new Set<string>()
  for (const [{ columns, key, name }, row] of held.all()) {
    if (name === target.name && written.has(uidOf(key, row))) continue
    for (const column of columns.values())
      if (column.references === target.name && (row[column.name] ?? null) !== null)
        uids.add(String(row[column.name]))
  }
  return uids
}

const nothing: ReadonlySet<string> = new Set()

function isNew({ before }: Write): boolean {
  return before === null
}
