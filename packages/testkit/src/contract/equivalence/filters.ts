/** Generated filters, orders and pages. */
import { Predicate, type Query, type Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import type { Listing, Select } from "../asking/by.ts"
import { type Made, oneOf, pick } from "./arbitraries.ts"
import { conditionOn, terms } from "./conditions.ts"

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

export const queryFor = (resource: Resource.Resource): Made<Listing> => {
  const order = Arbitrary.all({
    column: terms(resource),
    of: Arbitrary.Constant(null),
    direction: pick(["asc", "desc"] as const),
    nulls: pick(["first", "last"] as const)
  })
  const query = Arbitrary.all({
    filter: tree(resource),
    order: Arbitrary.array(order, { maxLength: 2 }),
    limit: pick([100, 100, 100, 1, 2, 0]),
    offset: pick([0, 0, 0, 1, 3]),
    select: selectOf(resource),
    count: pick([null, "exact"] as const)
  })
  return Arbitrary.map(query, printable)
}

/** A failing run prints columns by their names. */
function printable(query: Listing & Pick<Query.Query, "filter" | "order">): Listing {
  const toString = () =>
    JSON.stringify({
      ...query,
      filter: Predicate.textOf(query.filter),
      order: query.order.map(({ column, ...key }) => ({ column: column.name, ...key }))
    })
  return Object.assign(query, { toString })
}
