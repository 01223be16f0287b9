/** By what an answer with aggregates puts records into groups, and how those are sorted. */
import type { ColumnItem, Embed, Item, Order, Projection } from "./Query.ts"

/** A column by which records are grouped: their own, or that of the one record that links lead to. */
export interface GroupKey {
  /** The way there, whose records are spread; none for the record's own. */
  readonly through: ReadonlyArray<Embed>
  readonly item: ColumnItem
}

/** What an order compares, and how. */
export type Sorting = Pick<Order, "column" | "direction" | "nulls">

/** A key by which groups are sorted. */
export interface GroupOrder extends Sorting {
  /** Its place among the keys. */
  readonly at: number
}

/** All columns beside aggregates, in their order. */
export const groupKeys = ({ items }: Pick<Projection, "items">): ReadonlyArray<GroupKey> =>
  items.flatMap((item) => keysIn(item, []))

/** Groups stand by what is asked, and equal ones by the other keys in their order, so that no two are tied. */
export const groupOrder = (
  projection: Pick<Projection, "items">,
  order: ReadonlyArray<Order>
): ReadonlyArray<GroupOrder> => {
  const keys = groupKeys(projection)
  const asked = order.flatMap((one): ReadonlyArray<GroupOrder> => {
    const at = keyOf(keys, one)
    const { column, direction, nulls } = one
    return at === null ? [] : [{ column, direction, nulls, at }]
  })
  const [direction, nulls] = order.at(-1)?.direction === "desc" ? descending : ascending
  const others = keys.flatMap(({ item }, at): ReadonlyArray<GroupOrder> =>
    asked.some((one) => one.at === at) ? [] : [{ column: item.column, direction, nulls, at }]
  )
  return [...asked, ...others]
}

/** The place of the key that an order sorts by; null where groups have no one value of it. */
export const keyOf = (keys: ReadonlyArray<GroupKey>, { column, of }: Order): number | null => {
  const at = keys.findIndex(
    ({ item, through }) => item.column.name === column.name && isWay(through, of?.link ?? null)
  )
  return at < 0 ? null : at
}

const ascending = ["asc", "last"] as const
const descending = ["desc", "first"] as const

function keysIn(item: Item, through: ReadonlyArray<Embed>): ReadonlyArray<GroupKey> {
  switch (item._tag) {
    case "Column":
      return [{ through, item }]
    case "Embed":
      return item.embed.projection.items.flatMap((inner) => keysIn(inner, [...through, item.embed]))
    case "Aggregate":
      return []
  }
}

function isWay(through: ReadonlyArray<Embed>, link: Embed["link"] | null): boolean {
  return link === null ? through.length === 0 : through.length === 1 && through[0]?.link === link
}
