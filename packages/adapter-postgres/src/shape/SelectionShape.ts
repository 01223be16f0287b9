/** What is found, sorted by and shown at one place of a query, without its values. */
import {
  type Column,
  type ColumnType,
  type GroupOrder,
  groupOrder,
  Projection,
  type Query,
  type Resource,
  Term,
  wholeOrder
} from "@pgcrest/core"
import type { Hole, Parting } from "./Parting.ts"
import { type LinkedShape, partLinked, partPredicate, type PredicateShape } from "./PredicateShape.ts"
import { partTerm, type TermShape } from "./TermShape.ts"

export interface OrderShape {
  readonly column: TermShape
  /** Whose column it is; null for the record's own. */
  readonly of: RelatedShape | null
  readonly direction: "asc" | "desc"
  readonly nulls: "first" | "last"
}

/** The records of a link that are there for the caller. */
export interface RelatedShape extends LinkedShape {
  readonly wanted: PredicateShape
}

export type ItemShape = ColumnItemShape | EmbedItemShape | AggregateItemShape

export interface ColumnItemShape {
  readonly _tag: "Column"
  readonly as: string
  readonly column: TermShape
  readonly cast: ColumnType | null
}

export interface EmbedItemShape {
  readonly _tag: "Embed"
  readonly as: string
  readonly spread: boolean
  readonly embed: EmbedShape
}

export interface AggregateItemShape {
  readonly _tag: "Aggregate"
  readonly as: string
  readonly aggregate: Query.Aggregate
  /** Null for the records themselves. */
  readonly column: TermShape | null
  readonly type: ColumnType
  readonly cast: ColumnType | null
}

/** What is sorted, and what is told of it. */
export interface ToldShape {
  /** Of records, down to the key; of groups it is said beside it. */
  readonly order: ReadonlyArray<OrderShape>
  readonly items: ReadonlyArray<ItemShape>
  /** By which of the items' columns groups of records are sorted; null where each record is told. */
  readonly groups: ReadonlyArray<GroupOrder> | null
}

export interface EmbedShape extends RelatedShape, ToldShape {
  readonly filter: PredicateShape
  /** Null of a link to one record. */
  readonly page: { readonly limit: Hole; readonly offset: Hole } | null
}

/** The order first, then what is told. Groups are sorted among themselves, and the records in them by the key. */
export const partTold = (
  resource: Resource.Resource,
  { order, projection }: Pick<Query.Selection, "order" | "projection">,
  parting: Parting
): ToldShape => {
  const groups = Projection.isGrouped(projection) ? groupOrder(projection, order) : null
  for (const { at, direction, nulls } of groups ?? []) parting.say(` ${at} ${direction} ${nulls}`)
  return {
    groups,
    order: partOrder(wholeOrder(resource, groups === null ? order : []), parting),
    items: partItems(projection, parting)
  }
}

export const partOrder = (order: ReadonlyArray<Query.Order>, parting: Parting): ReadonlyArray<OrderShape> =>
  order.map(({ column, direction, nulls, of }) => {
    parting.say(` ${direction} ${nulls} `)
    return {
      column: partTerm(column, parting),
      of: of === null ? null : partRelated(of, parting),
      direction,
      nulls
    }
  })

/** The names in an answer are a client's, and no part of a text: what is read by them is told apart by the key. */
export const partItems = (
  { items, key }: Projection.Projection,
  parting: Parting
): ReadonlyArray<ItemShape> => {
  parting.say(` ${key}`)
  return items.map((item): ItemShape => {
    switch (item._tag) {
      case "Column":
        return { ...item, column: shownTerm(item.column, parting) }
      case "Aggregate":
        return { ...item, column: item.column === null ? null : shownTerm(item.column, parting) }
      case "Embed":
        return { _tag: "Embed", as: item.as, spread: item.spread, embed: partEmbed(item.embed, parting) }
    }
  })
}

/** All that is shown of a resource's records. */
export const wholeItems = (resource: Resource.Resource): ReadonlyArray<ItemShape> =>
  Projection.of(resource.columns.values()).items.flatMap((item) =>
    item._tag === "Column" && !Term.isInside(item.column)
      ? [{ _tag: "Column", as: item.as, cast: null, column: whole(item.column) }]
      : []
  )

/** The order of a list that nobody has sorted: by the key. */
export const keyOrder = (resource: Resource.Resource): ReadonlyArray<OrderShape> =>
  resource.key.columns.map((column) => ({ column: whole(column), of: null, direction: "asc", nulls: "last" }))

function shownTerm(term: Term.Term, parting: Parting): TermShape {
  return Term.isInside(term) ? partTerm(term, parting) : whole(term)
}

const wholes = new WeakMap<Column, TermShape>()

/** Of a column itself there is nothing to part, and the key of what is shown names it already. */
function whole(column: Column): TermShape {
  const known = wholes.get(column)
  if (known !== undefined) return known
  const made: TermShape = { column, steps: [], asText: false, type: column.type }
  wholes.set(column, made)
  return made
}

function partRelated(related: Query.Related, parting: Parting): RelatedShape {
  return {
    ...partLinked(related, parting),
    wanted: partPredicate(related.wanted, parting)
  }
}

function partEmbed(embed: Query.Embed, parting: Parting): EmbedShape {
  const { filter, limit, link, offset } = embed
  return {
    ...partRelated(embed, parting),
    filter: partPredicate(filter, parting),
    page: link.many ? { limit: parting.hold(limit), offset: parting.hold(offset) } : null,
    ...partTold(link.resource, embed, parting)
  }
}
