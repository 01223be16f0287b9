/** What a query means for a resource: names become columns, texts become cells, or the first fault says why not. */
import * as Result from "effect/Result"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import { compact } from "./compact.ts"
import { meaningOf } from "./operators.ts"
import { and, type Predicate } from "./Predicate.ts"
import * as Projection from "./Projection.ts"
import type { Order, Query } from "./Query.ts"
import type { Located, Place, QueryFault } from "./QueryFault.ts"
import type { Filtering, FilterSyntax, OrderSyntax, QuerySyntax } from "./QuerySyntax.ts"

/** The query that is meant, its filter compact. Filters are read first, then the order, then the choice of fields: the first fault answers. */
export const resolve = (resource: Resource, syntax: QuerySyntax): Result.Result<Query, Located> => {
  const { count, page } = syntax
  return Result.flatMap(filterOf(resource, syntax.filters), (filter) =>
    Result.flatMap(located("order", orderOf(resource, syntax.order)), (order) =>
      Result.map(resolveSelect(resource, syntax.select), (projection) => ({
        filter,
        order,
        page,
        projection,
        count
      }))
    )
  )
}

/**
 * What an answer shows when these fields are asked for, in their order; null for all that are shown. Fails where no field
 * of a name is shown, or it is named twice.
 */
export const resolveSelect = (
  resource: Resource,
  select: ReadonlyArray<string> | null
): Result.Result<Projection.Projection, Located> =>
  select === null
    ? Result.succeed(Projection.whole(resource))
    : located("select", Result.map(shownColumns(resource, select, "select"), Projection.of))

/** However it is written, it is one shape of statement. */
function filterOf(resource: Resource, filters: ReadonlyArray<Filtering>): Result.Result<Predicate, Located> {
  const predicates: Array<Predicate> = []
  for (const { parameter, filter } of filters) {
    const predicate = located(parameter, predicateOf(resource, filter, "filter"))
    if (Result.isFailure(predicate)) return predicate
    predicates.push(predicate.success)
  }
  return Result.succeed(compact(and(...predicates)))
}

type Meaning<A> = Result.Result<A, QueryFault>

function located<A>(parameter: string, meaning: Meaning<A>): Result.Result<A, Located> {
  return Result.mapError(meaning, (fault) => ({ parameter, fault }))
}

function predicateOf(resource: Resource, syntax: FilterSyntax, place: Place): Meaning<Predicate> {
  const meaning =
    syntax._tag === "Condition"
      ? Result.flatMap(shownColumn(resource, syntax.field, place), (column) =>
          meaningOf(column, syntax.operator, syntax.operand)
        )
      : treeOf(resource, syntax._tag, syntax.parts)
  return syntax.not ? Result.map(meaning, (predicate) => ({ _tag: "Not", predicate })) : meaning
}

function treeOf(
  resource: Resource,
  _tag: "And" | "Or",
  parts: ReadonlyArray<FilterSyntax>
): Meaning<Predicate> {
  const predicates: Array<Predicate> = []
  for (const part of parts) {
    const predicate = predicateOf(resource, part, "tree")
    if (Result.isFailure(predicate)) return predicate
    predicates.push(predicate.success)
  }
  return Result.succeed({ _tag, predicates })
}

function orderOf(resource: Resource, syntax: ReadonlyArray<OrderSyntax>): Meaning<ReadonlyArray<Order>> {
  const names = syntax.map(({ field }) => field)
  return Result.flatMap(shownColumns(resource, names, "order"), (columns) => {
    const unfit = columns.find(({ cell }) => cell.parse === null)
    if (unfit !== undefined)
      return Result.fail<QueryFault>({ _tag: "OrderUnfit", field: unfit.name, type: unfit.type })
    return Result.succeed(columns.map((column, at) => sortedBy(column, syntax[at])))
  })
}

function sortedBy(column: Column, syntax: OrderSyntax | undefined): Order {
  const direction = syntax?.direction ?? "asc"
  return { column, direction, nulls: syntax?.nulls ?? (direction === "desc" ? "first" : "last") }
}

function shownColumns(
  resource: Resource,
  names: ReadonlyArray<string>,
  place: Place
): Meaning<ReadonlyArray<Column>> {
  const columns = new Set<Column>()
  for (const name of names) {
    const column = shownColumn(resource, name, place)
    if (Result.isFailure(column)) return Result.fail(column.failure)
    if (columns.has(column.success))
      return Result.fail({ _tag: "FieldRepeated", place, field: column.success.name })
    columns.add(column.success)
  }
  return Result.succeed([...columns])
}

/** What is not shown cannot be named either: a filter would tell what it holds. */
function shownColumn({ columns }: Resource, field: string, place: Place): Meaning<Column> {
  const column = columns.get(field)
  return column?.shown === true ? Result.succeed(column) : Result.fail({ _tag: "FieldUnknown", place, field })
}
