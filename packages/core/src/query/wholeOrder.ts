/** The order of a list down to the last tie. */
import type { Resource } from "../resource/Resource.ts"
import type { Order } from "./Query.ts"

/** Equal records stand by the key's columns, in the direction of the order's last column, so that one index serves both. */
export const wholeOrder = ({ key }: Resource, order: ReadonlyArray<Order>): ReadonlyArray<Order> => {
  const direction = order.at(-1)?.direction ?? "asc"
  const named = order.flatMap(({ column, of }) => (of === null ? [column] : []))
  const rest = key.columns.filter((column) => !named.includes(column))
  return [
    ...order,
    ...rest.map((column): Order => ({
      column,
      of: null,
      direction,
      nulls: direction === "asc" ? "last" : "first"
    }))
  ]
}
