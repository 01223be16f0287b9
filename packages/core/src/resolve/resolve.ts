/** What a query means for a resource and its caller: names become columns and links, texts cells, or the first fault says why not. */
import * as Result from "effect/Result"
import type { Moment, Then } from "../query/AsOf.ts"
import * as Projection from "../query/Projection.ts"
import type { Comparison, Page, Query, Selection } from "../query/Query.ts"
import type {
  ItemSyntax,
  PageSyntax,
  QuerySyntax,
  RelatedSyntax,
  ShowingSyntax
} from "../query/QuerySyntax.ts"
import { wholeOrder } from "../query/wholeOrder.ts"
import type { Resource } from "../resource/Resource.ts"
import { fingerprintOf, placeOf } from "./cursor.ts"
import { located } from "./located.ts"
import type { Reach, Unresolved } from "./Reach.ts"
import { selectionOf } from "./selection.ts"

/** The query that is meant, its filter compact. Fields and relations are read first, past filters, past the order: the first fault answers. */
export const resolve = (
  resource: Resource,
  syntax: QuerySyntax,
  reach: Reach
): Result.Result<Query | Comparison, Unresolved> => {
  const { count, filters, order, page, related, select } = syntax
  const stray = strayIn(select ?? [], related) ?? crowdedBy(select ?? [], reach)
  if (stray !== null) return Result.fail(stray)
  const asked = { filters, order, parameter: "order", items: select, many: true }
  const fingerprint = fingerprintOf(resource, syntax)
  return Result.flatMap(selectionOf(resource, asked, { reach, related, at: [] }), (selection) =>
    Result.map(pageOf(page, fingerprint, placesOf(resource, selection)), ({ page, past }) => ({
      ...selection,
      page,
      count,
      fingerprint,
      ...momentsOf(syntax, past)
    }))
  )
}

/** As another page told them, or as they are asked for. */
function momentsOf(
  { asOf, since }: QuerySyntax,
  past: Then | null
): Pick<Query, "asOf"> & Partial<Pick<Comparison, "since">> {
  const at = (instant: string): Moment => ({ _tag: "Instant", at: instant })
  if (asOf === undefined && since === undefined) return {}
  const later = past === null ? asOf : at(past.at)
  return {
    ...(later === undefined ? {} : { asOf: { moment: later, snapshot: past?.snapshot ?? null } }),
    ...(since === undefined ? {} : { since: past?.since === undefined ? since : at(past.since) })
  }
}

/** The order in which records have places; null for groups, which have none. */
function placesOf(resource: Resource, { order, projection }: Selection): Selection["order"] | null {
  return Projection.isGrouped(projection) ? null : wholeOrder(resource, order)
}

function pageOf(
  { cursor, limit, offset }: PageSyntax,
  fingerprint: string,
  order: Selection["order"] | null
): Result.Result<{ readonly page: Page; readonly past: Then | null }, Unresolved> {
  if (cursor === null) return Result.succeed({ page: { _tag: "Offset", limit, offset }, past: null })
  return order === null
    ? Result.fail({ parameter: "cursor", fault: { _tag: "CursorInvalid", of: "another" } })
    : located(
        "cursor",
        Result.map(placeOf(cursor, fingerprint, order), ({ past, ...place }) => ({
          page: { ...place, limit },
          past
        }))
      )
}

/** What an answer of one record shows of it and of its relations. */
export const resolveSelect = (
  resource: Resource,
  { related, select }: ShowingSyntax,
  reach: Reach
): Result.Result<Projection.Projection, Unresolved> => {
  if (select === null && related.length === 0) return Result.succeed(Projection.whole(resource))
  const stray = strayIn(select ?? [], related) ?? crowdedBy(select ?? [], reach)
  if (stray !== null) return Result.fail(stray)
  const asked = { filters: [], order: [], parameter: "order", items: select, many: false }
  return Result.map(selectionOf(resource, asked, { reach, related, at: [] }), ({ projection }) => projection)
}

/** What is asked of a relation that is not shown. */
function strayIn(
  select: ReadonlyArray<ItemSyntax>,
  related: ReadonlyArray<RelatedSyntax>
): Unresolved | null {
  const stray = related.find(({ at }) => !isSelected(select, at))
  if (stray === undefined) return null
  return { parameter: stray.parameter, fault: { _tag: "RelationNotSelected", relation: stray.at.join(".") } }
}

function isSelected(select: ReadonlyArray<ItemSyntax>, [first, ...rest]: ReadonlyArray<string>): boolean {
  if (first === undefined) return true
  return select.some(
    (item) => item._tag === "Relation" && (item.as ?? item.name) === first && isSelected(item.items, rest)
  )
}

function crowdedBy(select: ReadonlyArray<ItemSyntax>, { bounds }: Reach): Unresolved | null {
  return relationsIn(select) > bounds.relations
    ? { parameter: "select", fault: { _tag: "TooManyRelations", most: bounds.relations, of: "relations" } }
    : null
}

function relationsIn(select: ReadonlyArray<ItemSyntax>): number {
  return select.reduce((sum, item) => sum + (item._tag === "Relation" ? 1 + relationsIn(item.items) : 0), 0)
}
