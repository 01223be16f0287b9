/** What can stand beside aggregates, and by what groups are sorted. */
import { groupKeys, keyOf } from "../query/grouping.ts"
import { isGrouped } from "../query/Projection.ts"
import type { Item, Order, Projection } from "../query/Query.ts"
import type { QueryFault } from "../query/QueryFault.ts"

/** Why these items cannot be told of groups; null where they can be, and where there are none. `many` is false of one record at most. */
export const groupingFault = (items: ReadonlyArray<Item>, many: boolean): QueryFault | null => {
  if (!isGrouped({ items })) return null
  if (!many) return { _tag: "AggregateOfOne" }
  for (const item of items) {
    const fault = keyFault(item)
    if (fault !== null) return fault
  }
  return null
}

/** The first term of an order by which groups cannot be sorted. */
export const groupOrderFault = (projection: Projection, order: ReadonlyArray<Order>): QueryFault | null => {
  if (!isGrouped(projection)) return null
  const keys = groupKeys(projection)
  const stray = order.find((one) => keyOf(keys, one) === null)
  return stray === undefined ? null : { _tag: "OrderUngrouped", field: stray.column.name }
}

function keyFault(item: Item): QueryFault | null {
  switch (item._tag) {
    case "Aggregate":
      return null
    case "Column": {
      const { name, type, cell } = item.column
      return cell.parse === null ? { _tag: "GroupUnfit", field: name, type } : null
    }
    case "Embed": {
      const { as, embed, spread } = item
      const { many, resource } = embed.link
      if (!spread || many) return { _tag: "RelationUngrouped", relation: as }
      // Groups tell of its records too: what a hook hides of them among the rest.
      if (!resource.aggregates) return { _tag: "AggregatesRefused", resource: resource.name }
      return embed.projection.items.map(keyFault).find((fault) => fault !== null) ?? null
    }
  }
}
