/** What records were at a moment of the past, by their changes: of a store that has them at hand. */
import * as Result from "effect/Result"
import type { Change } from "../change/Change.ts"
import { MomentOutOfReach } from "../failures.ts"
import type { AsOf, Then } from "../query/AsOf.ts"
import type { RowsOf } from "../query/evaluate.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { compareInstants } from "../value/instant.ts"

/** The changes that a store holds. */
export interface HeldChanges<C extends Change = Change> {
  /** Of each uid of a resource, oldest first. */
  readonly of: (resource: Resource) => Iterable<ReadonlyArray<C>>
  /** Of every resource. */
  readonly all: () => Iterable<C>
  /** As the how many-th a change was stored, counted from 1. */
  readonly place: (change: C) => number
  /** How many were stored so far. */
  readonly count: number
}

/** The moment that is asked for, and the rows of every resource as they were then. */
export const pastOf = <C extends Change>(
  resource: Resource,
  { moment, snapshot }: AsOf,
  held: HeldChanges<C>
): Result.Result<{ readonly past: Then; readonly rowsOf: RowsOf }, MomentOutOfReach> => {
  const at = moment._tag === "Instant" ? moment.at : endOf(held.all(), moment.id)
  if (at === null) return Result.fail(new MomentOutOfReach({ resource: resource.name, reason: "unknown" }))
  const seen = snapshot === null ? held.count : Number(snapshot)
  const isVisible = (change: C) => held.place(change) <= seen && compareInstants(change.at, at) <= 0
  return Result.succeed({
    past: { at, snapshot: String(seen) },
    rowsOf: (one) =>
      [...held.of(one)]
        .map((changes) => rowOf(one, changes.findLast(isVisible)))
        .filter((row) => row !== null)
  })
}

/** A field that is new since then, or was not recorded, is null; one that has gone is not there. */
function rowOf({ columns }: Resource, change: Change | undefined): Values | null {
  const image = change?.after ?? null
  return image === null
    ? null
    : Object.fromEntries([...columns.keys()].map((name) => [name, image[name] ?? null]))
}

/** When the last change of a request was made; null where none is known. */
function endOf(changes: Iterable<Change>, id: string): string | null {
  let last: string | null = null
  for (const { at, request_id } of changes)
    if (request_id === id && (last === null || compareInstants(at, last) > 0)) last = at
  return last
}
