/** What a query of a history means: which changes are told, and which page of them. */
import * as Result from "effect/Result"
import { changeColumns } from "../change/changeColumns.ts"
import type { History } from "./Command.ts"
import type { Order } from "../query/Query.ts"
import type { ConditionSyntax, Filtering, PageSyntax } from "../query/QuerySyntax.ts"
import type { Predicate } from "../query/predicates.ts"
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import { shortHash } from "../value/shortHash.ts"
import { placeOf } from "../resolve/cursor.ts"
import { filterOf } from "../resolve/filter.ts"
import { located } from "../resolve/located.ts"
import { meaningOf } from "../resolve/operators.ts"
import { unfit } from "../resolve/operand.ts"
import type { Unresolved } from "../resolve/Reach.ts"

/** What is asked of changes, as it was written. */
export interface ChangesSyntax {
  /** Of the change itself. */
  readonly filters: ReadonlyArray<Filtering>
  /** Of what the record held before: each names a field of it. */
  readonly was: ReadonlyArray<Filtering>
  /** Fields of which one at least is another than before; null for any change. */
  readonly changed: ReadonlyArray<string> | null
  /** Fields that are told of images; null for all. */
  readonly fields: ReadonlyArray<string> | null
}

/** What is asked of changes themselves, wherever they are told: `place` is what clients read of that where they name no field of one. */
export const factFilterOf = (
  place: string,
  filters: ReadonlyArray<Filtering>
): Result.Result<Predicate, Unresolved> =>
  filterOf({ name: place, columns: changeColumns }, filters, new Map())

/** Which changes are asked for, and what is told of their images. */
export const changeFilterOf = (
  resource: Resource,
  { changed, fields, filters, was }: ChangesSyntax
): Result.Result<Pick<History, "which" | "fields">, Unresolved> => {
  const told = recorded(resource)
  const own = factFilterOf(`${resource.name}/history`, filters)
  if (Result.isFailure(own)) return Result.fail(own.failure)
  const before = wasOf(resource, told, was)
  if (Result.isFailure(before)) return Result.fail(before.failure)
  const differing = columnsOf(resource, told, "changed", changed)
  if (Result.isFailure(differing)) return Result.fail(differing.failure)
  return Result.map(columnsOf(resource, told, "fields", fields), (shown) => ({
    fields: shown,
    which: { change: own.success, was: before.success, changed: differing.success, held: null }
  }))
}

/** The page, of changes in this order; `query` is all by which a cursor is of another one. */
export const changePageOf = (
  { cursor, limit, offset }: PageSyntax,
  order: ReadonlyArray<Order>,
  query: ReadonlyArray<string>
): Result.Result<Required<Pick<History, "page" | "fingerprint">>, Unresolved> => {
  const fingerprint = shortHash(query)
  if (cursor === null) return Result.succeed({ page: { _tag: "Offset", limit, offset }, fingerprint })
  return Result.map(located("cursor", placeOf(cursor, fingerprint, order)), (place) => ({
    page: { limit, ...place },
    fingerprint
  }))
}

/** What one condition asks of a column, whatever it is called where it was written. */
export const conditionOn = (
  column: Column,
  { filter, parameter }: { readonly filter: ConditionSyntax; readonly parameter: string }
): Result.Result<Predicate, Unresolved> =>
  Result.map(located(parameter, meaningOf(column, filter)), (predicate): Predicate =>
    filter.not ? { _tag: "Not", predicate } : predicate
  )

/** The columns that a change keeps and that are shown: nothing else of the past can be asked for. */
function recorded({ columns }: Resource): Resource["columns"] {
  return new Map([...columns].filter(([, column]) => column.shown && column.recorded !== "never"))
}

function wasOf(
  { name }: Resource,
  columns: Resource["columns"],
  filters: ReadonlyArray<Filtering>
): Result.Result<Predicate | null, Unresolved> {
  if (filters.length === 0) return Result.succeed(null)
  for (const { filter, parameter } of filters) {
    const column = filter._tag === "Condition" ? columns.get(filter.field.name) : undefined
    if (filter._tag !== "Condition" || column === undefined || !unread.has(column.type.kind)) continue
    return Result.fail({ parameter, fault: unfit(column, filter.operator ?? "") })
  }
  return filterOf({ name, columns }, filters, new Map())
}

/** What a change keeps in a form that no type reads back. */
const unread: ReadonlySet<Column["type"]["kind"]> = new Set(["array", "bytea", "geometry", "hstore"])

function columnsOf(
  { name: resource }: Resource,
  columns: Resource["columns"],
  parameter: string,
  names: ReadonlyArray<string> | null
): Result.Result<ReadonlyArray<Column> | null, Unresolved> {
  if (names === null) return Result.succeed(null)
  const found = new Set<Column>()
  for (const field of names) {
    const column = columns.get(field)
    if (column === undefined)
      return Result.fail({ parameter, fault: { _tag: "FieldUnknown", place: "select", resource, field } })
    if (found.has(column))
      return Result.fail({ parameter, fault: { _tag: "FieldRepeated", place: "select", field } })
    found.add(column)
  }
  // In the order of the resource: the order of names makes no statement.
  return Result.succeed([...columns.values()].filter((column) => found.has(column)))
}
