/** What reads find among rows that a store holds: a list's page, a history's changes. */
import type { Permit } from "../access/Permit.ts"
import type { Change } from "../change/Change.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Order, Query } from "../query/Query.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import { holds } from "./judge.ts"

/** The page of a list, of a resource's rows in any order, and how many there are to be seen where that was asked. */
export const findPage = (
  { resource, see, using }: Permit,
  { filter, order, page: { limit, offset }, count }: Query,
  rows: Iterable<Values>
): { readonly rows: ReadonlyArray<Values>; readonly total: number | null } => {
  const wanted = Predicate.and(see, using, filter)
  const all = [...rows].filter((row) => holds(wanted, row)).toSorted(compareRows(resource, order))
  return { rows: all.slice(offset, offset + limit), total: count ? all.length : null }
}

/** Those of a uid's changes, oldest first, whose images their caller may see; what was deleted shows itself in the image before. */
export const seenChanges = ({ see }: Permit, changes: ReadonlyArray<Change>): ReadonlyArray<Change> =>
  changes.filter(({ after }, at) => {
    const image = after ?? changes[at - 1]?.after ?? null
    return image !== null && holds(see, image)
  })

/** Negative, zero or positive: rows in the order of a list, equal ones by uid. */
export const compareRows = ({ key }: Resource, order: ReadonlyArray<Order>) => {
  const keys: ReadonlyArray<Order> = [
    ...order,
    ...key.columns.map((column) => ({ column, direction: "asc", nulls: "last" }) as const)
  ]
  return (left: Values, right: Values): number => {
    for (const each of keys) {
      const by = compareCells(each, left, right)
      if (by !== 0) return by
    }
    return 0
  }
}

function compareCells({ column, direction, nulls }: Order, left: Values, right: Values): number {
  const [a, b] = [left[column.name] ?? null, right[column.name] ?? null]
  if (a === null || b === null) {
    const nullFirst = nulls === "first" ? -1 : 1
    return a === b ? 0 : a === null ? nullFirst : -nullFirst
  }
  return direction === "asc" ? column.cell.compare(a, b) : column.cell.compare(b, a)
}
