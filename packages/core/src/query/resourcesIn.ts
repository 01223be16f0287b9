/** Which resources a query asks, beside the one whose records it finds. */
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Predicate } from "./predicates.ts"
import type { Item, Related, Selection } from "./Query.ts"

/** Those of its filter, of its order and of what it shows, at any depth; one may be there several times. */
export const resourcesIn = ({ filter, order, projection }: Selection): ReadonlyArray<Resource> => [
  ...askedBy(filter),
  ...order.flatMap(({ of }) => (of === null ? [] : relatedIn(of))),
  ...shownBy(projection.items)
]

/** Those of what is shown. */
export const shownBy = (items: ReadonlyArray<Item>): ReadonlyArray<Resource> =>
  items.flatMap((item) =>
    item._tag === "Embed" ? [...relatedIn(item.embed), ...resourcesIn(item.embed)] : []
  )

function relatedIn({ link, through, wanted }: Related): ReadonlyArray<Resource> {
  return [...linkedBy(link), ...askedBy(through), ...askedBy(wanted)]
}

function askedBy(predicate: Predicate): ReadonlyArray<Resource> {
  if ("predicates" in predicate) return predicate.predicates.flatMap(askedBy)
  if ("predicate" in predicate) return askedBy(predicate.predicate)
  if (predicate._tag !== "Exists") return []
  const { link, through, where } = predicate
  return [...linkedBy(link), ...askedBy(through), ...askedBy(where)]
}

function linkedBy({ resource, through }: Link): ReadonlyArray<Resource> {
  return through === null ? [resource] : [resource, through.resource]
}
