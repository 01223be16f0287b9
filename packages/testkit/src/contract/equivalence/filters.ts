/** Generated filters, orders and pages. */
import { Predicate, type Query, type Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import type { Listing, Select } from "../asking/by.ts"
import { type Made, oneOf, pick } from "./arbitraries.ts"
import { conditionOn, terms } from "./conditions.ts"
import { groupingOf } from "./groupings.ts"

const tree = (resource: Resource.Resource): Made<Predicate.Predicate> => {
  const one = conditionOn(resource)
  const not = Arbitrary.map(one, (predicate): Predicate.Predicate => ({ _tag: "Not", predicate }))
  const both = Arbitrary.map(
    Arbitrary.all({
      tag: pick(["And", "Or"] as const),
      predicates: Arbitrary.array(oneOf(one, not), { minLength: 2, maxLength: 3 })
    }),
    ({ tag, predicates }): Predicate.Predicate => ({ _tag: tag, predicates })
  )
  return oneOf(
    Arbitrary.Constant(Predicate.always),
    one,
    one,
    not,
    both,
    Arbitrary.map(both, (predicate): Predicate.Predicate => ({ _tag: "Not", predicate }))
  )
}

export const selectOf = ({ columns }: Resource.Resource): Made<Select> =>
  oneOf<Select>(
    Arbitrary.Constant(null),
    Arbitrary.map(
      Arbitrary.array(pick([...columns.values()].filter(({ shown }) => shown)), { maxLength: 3 }),
      (chosen) => [...new Set(chosen.map(({ name }) => name))]
    )
  )

const directed = {
  direction: pick(["asc", "desc"] as const),
  nulls: pick(["first", "last"] as const)
}
const part = {
  limit: pick([100, 100, 100, 1, 2, 0]),
  offset: pick([0, 0, 0, 1, 3]),
  count: pick([null, "exact"] as const)
}

export const queryFor = (resource: Resource.Resource): Made<Listing> => {
  const order = Arbitrary.all({ column: terms(resource), of: Arbitrary.Constant(null), ...directed })
  const query = Arbitrary.all({
    filter: tree(resource),
    order: Arbitrary.array(order, { maxLength: 2 }),
    select: selectOf(resource),
    ...part
  })
  return Arbitrary.map(query, printable)
}

/** Of groups, sorted by none of what they have in common, or by the last of it. */
export const groupsFor = (resource: Resource.Resource): Made<Listing> => {
  const all = Arbitrary.Constant(Predicate.always)
  const query = Arbitrary.all({
    filter: oneOf(all, all, tree(resource)),
    projection: groupingOf(resource),
    sorted: pick([0, 0, 1, 2]),
    ...directed,
    ...part
  })
  return Arbitrary.map(query, ({ direction, nulls, projection, sorted, ...rest }) => {
    const keys = projection.items.flatMap((item) => (item._tag === "Column" ? [item.column] : []))
    const order = keys.slice(0, sorted).toReversed()
    return printable({
      ...rest,
      projection,
      order: order.map((column) => ({ column, of: null, direction, nulls }))
    })
  })
}

type Generated = Listing & Pick<Query.Query, "filter" | "order">

/** A failing run prints columns by their names. */
function printable(query: Generated): Listing {
  const toString = () =>
    JSON.stringify({
      ...query,
      filter: Predicate.textOf(query.filter),
      order: query.order.map(({ column, ...key }) => ({ column: column.name, ...key })),
      projection: query.projection?.key
    })
  return Object.assign(query, { toString })
}
