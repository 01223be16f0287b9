/** What records were at a moment of the past, by their changes: of a store that has them at hand. */
import * as Result from "effect/Result"
import type { Change } from "../change/Change.ts"
import { fitting } from "../change/fitting.ts"
import type { Compare } from "../command/Command.ts"
import { MomentOutOfReach } from "../failures.ts"
import type { AsOf, Moment, Then } from "../query/AsOf.ts"
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
  const at = instantOf(moment, held)
  if (at === null) return Result.fail(new MomentOutOfReach({ resource: resource.name, reason: "unknown" }))
  const seen = snapshot ?? String(held.count)
  return Result.succeed({ past: { at, snapshot: seen }, rowsOf: rowsAt({ at, snapshot: seen }, held) })
}

/** The rows of every resource at both moments of a Compare. */
export interface Pasts {
  readonly before: RowsOf
  readonly after: RowsOf
  readonly past: Then
}

/** The moments that a Compare asks for, the later of which is `now` where it names none. */
export const pastsOf = <C extends Change>(
  { permit, query }: Compare,
  now: string,
  held: HeldChanges<C>
): Result.Result<Pasts, MomentOutOfReach> => {
  const { asOf = { moment: { _tag: "Instant", at: now }, snapshot: null }, since } = query
  return Result.flatMap(pastOf(permit.resource, asOf, held), ({ past, rowsOf }) => {
    const lost = (reason: MomentOutOfReach["reason"]) =>
      Result.fail(new MomentOutOfReach({ resource: permit.resource.name, reason, moment: "since" }))
    const at = instantOf(since, held)
    if (at === null) return lost("unknown")
    if (compareInstants(at, past.at) > 0) return lost("reversed")
    const before = rowsAt({ ...past, at }, held)
    return Result.succeed({ past: { ...past, since: at }, before, after: rowsOf })
  })
}

function instantOf<C extends Change>(moment: Moment, { all }: HeldChanges<C>): string | null {
  return moment._tag === "Instant" ? moment.at : endOf(all(), moment.id)
}

/** As far as they could be seen. */
function rowsAt<C extends Change>({ at, snapshot }: Then, { of, place }: HeldChanges<C>): RowsOf {
  const isVisible = (change: C) => place(change) <= Number(snapshot) && compareInstants(change.at, at) <= 0
  return (one) =>
    [...of(one)].map((changes) => rowOf(one, changes.findLast(isVisible))).filter((row) => row !== null)
}

/** A field that is new since then, was not recorded, or was of another type, is null; one that has gone is not there. */
function rowOf({ columns }: Resource, change: Change | undefined): Values | null {
  const image = change?.after ?? null
  return image === null
    ? null
    : Object.fromEntries([...columns].map(([name, column]) => [name, fitting(column, image)]))
}

/** When the last change of a request was made; null where none is known. */
function endOf(changes: Iterable<Change>, id: string): string | null {
  let last: string | null = null
  for (const { at, request_id } of changes)
    if (request_id === id && (last === null || compareInstants(at, last) > 0)) last = at
  return last
}
