/** What a query sorts by. */
import * as Result from "effect/Result"
import type { Order, Related } from "../query/Query.ts"
import type { OrderSyntax } from "../query/QuerySyntax.ts"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import { located, type Meaning } from "./located.ts"
import type { Reach, Unresolved } from "./Reach.ts"
import { linkOf, relatedBy } from "./relation.ts"
import { termOf } from "./term.ts"

type Resolved<A> = Result.Result<A, Unresolved>

/** The terms in order, each once; `parameter` is where a client wrote them. */
export const orderOf = (
  resource: Resource,
  syntax: ReadonlyArray<OrderSyntax>,
  parameter: string,
  reach: Reach
): Resolved<ReadonlyArray<Order>> => {
  const order: Array<Order> = []
  for (const one of syntax) {
    const sorted = sortedBy(resource, one, parameter, reach)
    if (Result.isFailure(sorted)) return Result.fail(sorted.failure)
    const { column } = sorted.success
    if (order.some((before) => isSame(before, sorted.success)))
      return located(parameter, Result.fail({ _tag: "FieldRepeated", place: "order", field: column.name }))
    order.push(sorted.success)
  }
  return Result.succeed(order)
}

function sortedBy(resource: Resource, syntax: OrderSyntax, parameter: string, reach: Reach): Resolved<Order> {
  const { relation } = syntax
  if (relation === null) return located(parameter, termOrder(resource, null, syntax))
  const link = located(parameter, toOne(resource, relation, reach))
  return Result.flatMap(link, (link) =>
    Result.flatMap(relatedBy(link, reach), (of) => located(parameter, termOrder(link.resource, of, syntax)))
  )
}

function toOne(resource: Resource, relation: string, reach: Reach): Meaning<Link> {
  return Result.flatMap(linkOf(resource, { name: relation, hint: null }, reach), (link): Meaning<Link> =>
    link.many ? Result.fail({ _tag: "RelationUnfit", relation }) : Result.succeed(link)
  )
}

function termOrder(resource: Resource, of: Related | null, syntax: OrderSyntax): Meaning<Order> {
  const direction = syntax.direction ?? "asc"
  const nulls = syntax.nulls ?? (direction === "desc" ? "first" : "last")
  return Result.flatMap(termOf(resource, syntax.field, "order"), (column): Meaning<Order> =>
    column.cell.parse === null
      ? Result.fail({ _tag: "OrderUnfit", field: column.name, type: column.type })
      : Result.succeed({ column, of, direction, nulls })
  )
}

function isSame(one: Order, other: Order): boolean {
  return one.column.name === other.column.name && one.of?.link === other.of?.link
}
