/** Whether a query asks for text search, which a store without PostgreSQL has not. */
import type { Predicate } from "./predicates.ts"
import type { Selection } from "./Query.ts"
import { somePart } from "./somePart.ts"

/** Whether a condition of it, or of the relations that it shows or sorts by, is a search. */
export const isSearched = ({ filter, order, projection }: Selection): boolean =>
  hasSearch(filter) ||
  order.some(({ of }) => of !== null && (hasSearch(of.wanted) || hasSearch(of.through))) ||
  projection.items.some((item) => item._tag === "Embed" && isSearched(item.embed))

/** Whether a condition is a search, or has one inside. */
export const hasSearch = (predicate: Predicate): boolean =>
  somePart(predicate, ({ _tag }) => _tag === "Search")
