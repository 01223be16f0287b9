/** Where records stand in an order. */
import { follow } from "./matches.ts"
import type { Order, Place } from "./questions.ts"
import type { Sight } from "./sight.ts"
import type { Row, Value } from "./world.ts"

/** Down to the last tie: equal records stand by their uid, the way the last word goes. */
export const downToUid = (order: ReadonlyArray<Order>): ReadonlyArray<Order> =>
  order.some(({ field, way }) => way === null && field === "uid")
    ? order
    : [...order, { way: null, field: "uid", direction: order.at(-1)?.direction ?? "asc", nulls: null }]

/** What a record has for each word of an order, as far as its caller sees. */
export const placeIn = (sight: Sight, order: ReadonlyArray<Order>, row: Row): Place =>
  order.map(({ field, way }) => (way === null ? row[field] : (follow(sight, way, row)[0]?.[field] ?? null)))

/** Negative where one place comes before another, 0 where they are the same. */
export const comparePlaces = (order: ReadonlyArray<Order>, one: Place, other: Place): number =>
  order.map((word, at) => compareValues(word, one[at] ?? null, other[at] ?? null)).find((way) => way !== 0) ??
  0

function compareValues({ direction, nulls }: Order, one: Value, other: Value): number {
  if (one === other) return 0
  const nullsFirst = nulls === null ? direction === "desc" : nulls === "first"
  if (one === null || other === null) return (one === null) === nullsFirst ? -1 : 1
  return one < other === (direction !== "desc") ? -1 : 1
}
