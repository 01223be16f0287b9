/** Queries that forget a rule at one kind of place, wherever it comes. */
import { Predicate, type Query } from "@pgcrest/core"

/** What a query, and each relation in it, finds and shows. */
export type Queried = Query.Selection
type Exists = Extract<Predicate.Predicate, { readonly _tag: "Exists" }>

const { always } = Predicate

/** With these rules for related records. */
export const embedding = <Q extends Queried>(query: Q, rules: Partial<Query.Related>): Q =>
  withEmbeds(query, (embed) => ({ ...embedding(embed, rules), ...rules }))

/** With other conditions about the existence of related records. */
export const existing = <Q extends Queried>(query: Q, change: (exists: Exists) => Exists): Q =>
  withEmbeds({ ...query, filter: mapped(query.filter, change) }, (embed) => existing(embed, change))

/** In an order that asks for no rule of the related record. */
export const sorting = <Q extends Queried>(query: Q): Q => {
  const order = query.order.map((one) => ({
    ...one,
    of: one.of === null ? null : { ...one.of, wanted: always }
  }))
  return withEmbeds({ ...query, order }, sorting)
}

/** Without what asks for an owner. */
export const opened = (predicate: Predicate.Predicate): Predicate.Predicate => {
  if (predicate._tag === "Compare") return predicate.column.name === "creator_uid" ? always : predicate
  return predicate._tag === "And" || predicate._tag === "Or"
    ? { ...predicate, predicates: predicate.predicates.map(opened) }
    : predicate
}

function mapped(predicate: Predicate.Predicate, change: (exists: Exists) => Exists): Predicate.Predicate {
  if (predicate._tag === "Exists") return change({ ...predicate, where: mapped(predicate.where, change) })
  if (predicate._tag === "Not") return { ...predicate, predicate: mapped(predicate.predicate, change) }
  return predicate._tag === "And" || predicate._tag === "Or"
    ? { ...predicate, predicates: predicate.predicates.map((one) => mapped(one, change)) }
    : predicate
}

function withEmbeds<Q extends Queried>(query: Q, change: (embed: Query.Embed) => Query.Embed): Q {
  const { items, key } = query.projection
  const changed = items.map((item) => (item._tag === "Embed" ? { ...item, embed: change(item.embed) } : item))
  return { ...query, projection: { key, items: changed } }
}
