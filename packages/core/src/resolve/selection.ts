/** What a query finds, sorts by and shows at one place: the list itself, or a relation in it, and those in that. */
import * as Result from "effect/Result"
import { compact } from "../query/compact.ts"
import { and, type Predicate } from "../query/Predicate.ts"
import * as Projection from "../query/Projection.ts"
import type { Embed, Item, Selection } from "../query/Query.ts"
import type { QueryFault } from "../query/QueryFault.ts"
import type { AskedSyntax, ItemSyntax, RelatedSyntax, RelationSyntax } from "../query/QuerySyntax.ts"
import type { Resource } from "../resource/Resource.ts"
import { exists, filterOf } from "./filter.ts"
import { fieldItems } from "./fieldItems.ts"
import { groupingFault, groupOrderFault } from "./grouped.ts"
import { located } from "./located.ts"
import { orderOf } from "./order.ts"
import type { Reach, Unresolved } from "./Reach.ts"
import { linkOf, relatedBy } from "./relation.ts"

type Resolved<A> = Result.Result<A, Unresolved>

/** Where a selection stands: how far it reaches, and what is asked of relations at and below it. */
export interface Nest {
  readonly reach: Reach
  readonly related: ReadonlyArray<RelatedSyntax>
  /** The names that lead here; none for the list itself. */
  readonly at: ReadonlyArray<string>
}

/** What is asked at a place. */
export interface Asked extends AskedSyntax {
  /** The parameter that a fault of its order names. */
  readonly parameter: string
  /** Null for all fields that are shown. */
  readonly items: ReadonlyArray<ItemSyntax> | null
  /** Whether any number of records is found, or one at most. */
  readonly many: boolean
}

/** Fields and relations first, then filters, then the order: the first fault answers. */
export const selectionOf = (resource: Resource, asked: Asked, nest: Nest): Resolved<Selection> =>
  Result.flatMap(itemsOf(resource, asked, nest), (chosen) => {
    const existing = new Map(chosen.flatMap(({ existence }) => (existence === null ? [] : [existence])))
    const projection =
      asked.items === null
        ? Projection.whole(resource)
        : Projection.make(chosen.flatMap(({ items }) => items))
    return Result.flatMap(filterOf(resource, asked.filters, existing), (filter) =>
      Result.map(sortedBy(resource, asked, projection, nest), (order) => ({
        filter: compact(and(filter, ...chosen.flatMap(({ required }) => required ?? []))),
        order,
        projection
      }))
    )
  })

/** Groups are sorted by nothing but what they have in common. */
function sortedBy(
  resource: Resource,
  { order, parameter }: Asked,
  projection: Projection.Projection,
  { reach }: Nest
): Resolved<Selection["order"]> {
  return Result.flatMap(orderOf(resource, order, parameter, reach), (order) => {
    const unfit = groupOrderFault(projection, order)
    return unfit === null ? Result.succeed(order) : Result.fail({ parameter, fault: unfit })
  })
}

/** What one word of `select` brings. */
interface Chosen {
  readonly items: ReadonlyArray<Item>
  /** By which name a filter asks whether there is a record of a relation; null for fields. */
  readonly existence: readonly [name: string, exists: Predicate] | null
  /** What must hold of a record that is found; null for nothing. */
  readonly required: Predicate | null
}

function itemsOf(resource: Resource, { items, many }: Asked, nest: Nest): Resolved<ReadonlyArray<Chosen>> {
  const chosen: Array<Chosen> = []
  const names = new Set<string>()
  for (const item of items ?? []) {
    const one = item._tag === "Relation" ? related(resource, item, nest) : fields(resource, item)
    if (Result.isFailure(one)) return Result.fail(one.failure)
    const repeated = repeatedIn(one.success, names, chosen)
    if (repeated !== null) return fault({ _tag: "NameRepeated", name: repeated })
    chosen.push(one.success)
  }
  const ungrouped = groupingFault(
    chosen.flatMap(({ items }) => items),
    many
  )
  return ungrouped === null ? Result.succeed(chosen) : fault(ungrouped)
}

/** A name that the answer has already, or by which filters find another relation; adds its own to the names of the answer. */
function repeatedIn(
  { existence, items }: Chosen,
  names: Set<string>,
  before: ReadonlyArray<Chosen>
): string | null {
  for (const name of items.flatMap(Projection.namesIn)) {
    if (names.has(name)) return name
    names.add(name)
  }
  const place = existence?.[0] ?? null
  return place !== null && before.some((one) => one.existence?.[0] === place) ? place : null
}

function fields(resource: Resource, item: Exclude<ItemSyntax, RelationSyntax>): Resolved<Chosen> {
  return Result.map(located("select", fieldItems(resource, item)), (items) => ({
    items,
    existence: null,
    required: null
  }))
}

function related(resource: Resource, syntax: RelationSyntax, nest: Nest): Resolved<Chosen> {
  const { bounds } = nest.reach
  const as = syntax.as ?? syntax.name
  const at = [...nest.at, as]
  if (at.length > bounds.levels) return fault({ _tag: "TooManyRelations", most: bounds.levels, of: "levels" })
  return Result.map(embedOf(resource, syntax, { ...nest, at }), (embed): Chosen => {
    const there = exists(embed, embed.filter)
    return {
      // A relation of which nothing is shown is there for its filters.
      items: syntax.items.length === 0 ? [] : [{ _tag: "Embed", as, embed, spread: syntax.spread }],
      existence: [as, there],
      required: syntax.join === "inner" ? there : null
    }
  })
}

function embedOf(resource: Resource, syntax: RelationSyntax, nest: Nest): Resolved<Embed> {
  const { reach } = nest
  const here = nest.related.find(
    ({ at }) => at.length === nest.at.length && at.every((name, i) => name === nest.at[i])
  )
  const most = reach.bounds.records
  if ((here?.limit ?? 0) > most)
    return Result.fail({ parameter: here?.parameter ?? "", fault: { _tag: "LimitTooLarge", most } })
  return Result.flatMap(located("select", linkOf(resource, syntax, reach)), (link) =>
    Result.flatMap(relatedBy(link, reach), (related) => {
      const { filters = [], order = [], parameter = "" } = here ?? {}
      const asked = { filters, order, parameter, items: syntax.items, many: link.many }
      return Result.map(selectionOf(link.resource, asked, nest), (selection) => ({
        ...related,
        ...selection,
        limit: link.many ? (here?.limit ?? most) : 1,
        offset: link.many ? (here?.offset ?? 0) : 0
      }))
    })
  )
}

function fault(fault: QueryFault): Result.Result<never, Unresolved> {
  return Result.fail({ parameter: "select", fault })
}
