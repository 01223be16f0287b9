/** What reads find among rows that a store holds: a list's page, a history's changes. */
import type { Permit } from "../access/Permit.ts"
import type { Change } from "../change/Change.ts"
import type { Recall, Trace } from "../command/Command.ts"
import type { RowsOf } from "../query/evaluate.ts"
import * as Predicate from "../query/Predicate.ts"
import { countedAtMost, type Page, type Query } from "../query/Query.ts"
import { wholeOrder } from "../query/wholeOrder.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import { comparePlaces, compareRows, placeOf } from "./compareRows.ts"
import { groupsOf } from "./groups.ts"
import { holds } from "./judge.ts"

/** The records of a page, and what is known of those around it. */
export interface FoundPage {
  readonly rows: ReadonlyArray<Values>
  /** How many there are to be seen, where that was asked. */
  readonly total: number | null
  /** See `Rows.Paged`. */
  readonly counted: "exactly" | "about" | "more"
  /** Whether there are more in the direction in which the page was read. */
  readonly more: boolean
  /** Where the row stands in the order. */
  readonly place: (row: Values) => ReadonlyArray<Cell>
}

/** The page of a list, of a resource's rows in any order; `rowsOf` gives those of others that the query asks about. */
export const findPage = (
  { resource, see, using }: Permit,
  { filter, order, page, count }: Query,
  rowsOf: RowsOf
): FoundPage => {
  const wanted = Predicate.and(see, using, filter)
  const place = placeOf(resource, order, rowsOf)
  const all = [...rowsOf(resource)]
    .filter((row) => holds(wanted, row, rowsOf))
    .toSorted(compareRows(resource, order, rowsOf))
  const beyond = (row: Values, there: ReadonlyArray<Cell>) =>
    comparePlaces(wholeOrder(resource, order), place(row), there)
  return { ...cut(all, page, beyond), ...totalOf(all.length, count), place }
}

/** Rows at hand are counted: what a plan would tell is about as many, and what is capped is told up to there. */
export function totalOf(found: number, count: Query["count"]): Pick<FoundPage, "total" | "counted"> {
  switch (count) {
    case null:
      return { total: null, counted: "exactly" }
    case "exact":
      return { total: found, counted: "exactly" }
    case "planned":
      return { total: found, counted: "about" }
    case "estimated":
      return { total: found, counted: found > countedAtMost ? "about" : "exactly" }
    case "capped":
      return found > countedAtMost
        ? { total: countedAtMost, counted: "more" }
        : { total: found, counted: "exactly" }
  }
}

/** The groups of a page, and what is known of those around it. */
export type FoundGroups = Omit<FoundPage, "place">

/** The page of a list that tells of groups: what is told of each, of which none is a record. */
export const findGroups = ({ resource, see, using }: Permit, query: Query, rowsOf: RowsOf): FoundGroups => {
  const wanted = Predicate.and(see, using, query.filter)
  const rows = [...rowsOf(resource)].filter((row) => holds(wanted, row, rowsOf))
  const groups = groupsOf(resource, query, rows, rowsOf)
  // A group is no place from which a page could go on.
  return { ...cut(groups, query.page, () => 0), ...totalOf(groups.length, query.count) }
}

/** The part of all rows that a page is, and whether its reader would find more. */
export function cut<A>(
  all: ReadonlyArray<A>,
  page: Page,
  beyond: (row: A, place: ReadonlyArray<Cell>) => number
): { readonly rows: ReadonlyArray<A>; readonly more: boolean } {
  const { limit } = page
  switch (page._tag) {
    case "Offset": {
      const rest = all.slice(page.offset)
      return { rows: rest.slice(0, limit), more: rest.length > limit }
    }
    case "After": {
      const rest = all.filter((row) => beyond(row, page.place) > 0)
      return { rows: rest.slice(0, limit), more: rest.length > limit }
    }
    case "Before": {
      const rest = all.filter((row) => beyond(row, page.place) < 0)
      return { rows: rest.slice(Math.max(0, rest.length - limit)), more: rest.length > limit }
    }
  }
}

/** Those that a Recall answers, newest first, of a uid's changes, oldest first: of this version, and the last with a content. */
export const recalledChanges = (
  { permit: { see }, version }: Recall,
  changes: ReadonlyArray<Change>
): ReadonlyArray<Change> => {
  const isSeen = ({ after }: Change) => after !== null && holds(see, after)
  const held = changes.filter(({ after }) => after !== null)
  const last = held.at(-1)
  if (last === undefined || !isSeen(last)) return []
  return held
    .filter((change) => change === last || (change.version === version && isSeen(change)))
    .toReversed()
}

/** Those that a Trace answers, of all changes that there are, in the order in which they were written. */
export const tracedChanges = (
  { requestId, most }: Trace,
  written: ReadonlyArray<Change>
): ReadonlyArray<Change> => {
  const first = new Map<string, bigint>()
  for (const change of written) {
    const [record, { version }] = [recordOf(change), change]
    const known = first.get(record) ?? version
    if (change.request_id === requestId) first.set(record, version < known ? version : known)
  }
  return written
    .filter((change) => {
      const begins = first.get(recordOf(change))
      return begins !== undefined && change.version >= begins - 1n
    })
    .toReversed()
    .slice(0, most)
    .map((change) => ({ ...change, metadata: null, before: null, after: null }))
}

/** Tells the record of a change from all others. */
export const recordOf = ({ resource, uid }: Pick<Change, "resource" | "uid">): string =>
  JSON.stringify([resource, uid])
