/** Generated filters, orders and pages. */
import { type Column, Predicate, type Query, type Resource, type Values } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import type { Listing, Select } from "../asking/by.ts"
import { ascii, below, jsonOf, type Made, oneOf, pick } from "./arbitraries.ts"

const comparable = ({ columns }: Resource.Resource) =>
  [...columns.values()].filter(
    ({ cell, plays, references, shown }) =>
      cell.parse !== null && plays === null && references === null && shown
  )

/** What a filter's operand is, once read. */
const operand = (column: Column): Made<Values[string]> =>
  Arbitrary.filterMap(jsonOf({ ...column, nullable: false }), (json) => column.cell.fromJson(json))

const operators = ["eq", "neq", "lt", "lte", "gt", "gte"] as const
const patterns = ["%", "", "_", "a", "%A%", "b\\_b", "%\\%", "z_"]

function leaf(resource: Resource.Resource): Made<Predicate.Predicate> {
  return Arbitrary.flatMap(pick(comparable(resource)), (column) => {
    const compare = Arbitrary.map(
      Arbitrary.all({ operator: pick(operators), value: operand(column) }),
      ({ operator, value }): Predicate.Predicate => ({ _tag: "Compare", column, operator, value })
    )
    const among = Arbitrary.map(
      Arbitrary.all({
        quantifier: pick(["any", "any", "all"] as const),
        operator: pick(["eq", ...operators] as const),
        values: Arbitrary.array(operand(column), { maxLength: 3 })
      }),
      (rest): Predicate.Predicate => ({ _tag: "Quantified", column, ...rest })
    )
    const truths = column.type.kind === "boolean" ? [null, true, false] : [null]
    const is = Arbitrary.map(below(truths.length), (at): Predicate.Predicate => ({
      _tag: "Is",
      column,
      value: truths[at] ?? null
    }))
    const like = Arbitrary.map(
      Arbitrary.all({
        pattern: pick(patterns),
        insensitive: pick(ascii.includes(column.name) ? [false, true] : [false])
      }),
      (rest): Predicate.Predicate => ({ _tag: "Like", column, ...rest })
    )
    const likeEach = Arbitrary.map(
      Arbitrary.all({
        quantifier: pick(["any", "all"] as const),
        values: Arbitrary.array(pick(patterns), { maxLength: 3 })
      }),
      (rest): Predicate.Predicate => ({ _tag: "Quantified", column, operator: "like", ...rest })
    )
    return column.type.kind === "text"
      ? oneOf(compare, among, is, like, likeEach)
      : oneOf(compare, compare, among, is)
  })
}

const tree = (resource: Resource.Resource): Made<Predicate.Predicate> => {
  const one = leaf(resource)
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
    column: pick(comparable(resource)),
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
