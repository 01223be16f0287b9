/** Written rows as they are sorted: a write itself has no order. */
import { comparePlaces, Rows } from "@pgcrest/core"
import { shownAs } from "../request/shownOf.ts"
import type { Shown } from "../request/Write.ts"

/** In the order of its terms, each of which is shown; rows that are equal in them stay as they stand. */
export const inOrder = (
  rows: Pick<Rows.WrittenMany, "count" | "json" | "keys" | "values">,
  { order, projection }: Shown
): Pick<Rows.Found, "count" | "json"> => {
  if (order.length === 0 || rows.count < 2) return rows
  const names = order.flatMap((one) => shownAs(projection, one) ?? [])
  const keys = rows.keys()
  const placed = rows.values().map((row, at) => ({ row, at, place: names.map((name) => row[name] ?? null) }))
  const sorted = placed.toSorted((left, right) => comparePlaces(order, left.place, right.place))
  return Rows.fromShown(
    projection,
    sorted.map(({ row }) => row),
    () => sorted.flatMap(({ at }) => keys[at] ?? [])
  )
}
