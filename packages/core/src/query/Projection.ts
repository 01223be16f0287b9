/** What an answer shows of a record, made of columns and of related records. */
import type { Column } from "../resource/Column.ts"
import { linkText } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Item, Projection } from "./Query.ts"

export type { AggregateItem, ColumnItem, EmbedItem, Item, Projection } from "./Query.ts"

/** These items, in their order. */
export const make = (items: ReadonlyArray<Item>): Projection => ({ items, key: items.map(textOf).join() })

/** These columns under their own names; one that is not shown is left out, whoever asks. */
export const of = (columns: Iterable<Column>): Projection =>
  make(
    [...columns]
      .filter((column) => column.shown)
      .map((column) => ({ _tag: "Column", as: column.name, column, cast: null }))
  )

/** Nothing of the record, where nobody reads it. */
export const none: Projection = { items: [], key: "" }

const wholes = new WeakMap<Resource, Projection>()

/** All that is shown of a resource's records; one and the same object for each resource. */
export const whole = (resource: Resource): Projection => {
  const known = wholes.get(resource)
  if (known !== undefined) return known
  const made = of(resource.columns.values())
  wholes.set(resource, made)
  return made
}

/** Under which a store tells an item's value: its name, and of spread records one that no name can be. */
export const keyOf = (item: Item): string =>
  item._tag === "Embed" && item.spread ? spreadKey(item.as) : item.as

/** Of records that are spread: no client can write this one. */
export const spreadKey = (as: string): string => `\0${as}`

/** The names that an item has in an answer: of spread records all of theirs. */
export const namesIn = (item: Item): ReadonlyArray<string> =>
  item._tag === "Embed" && item.spread ? item.embed.projection.items.flatMap(namesIn) : [item.as]

/** Whether an answer shows more than the record itself: then its version does not tell the answer. */
export const isRelated = ({ items }: Projection): boolean => items.some(({ _tag }) => _tag !== "Column")

/** Whether an answer tells of groups of records: then none of them is a record. */
export const isGrouped = ({ items }: Pick<Projection, "items">): boolean =>
  items.some(({ _tag }) => _tag === "Aggregate")

function textOf(item: Item): string {
  switch (item._tag) {
    case "Column": {
      const { as, cast, column } = item
      const named = as === column.name ? as : `${JSON.stringify(as)}=${column.name}`
      return `${named}:${(cast ?? column.type).kind}${cast === null ? "" : "!"}`
    }
    case "Aggregate": {
      const { aggregate, as, cast, column, type } = item
      const of = `${aggregate}(${column?.name ?? "*"})`
      return `${JSON.stringify(as)}=${of}:${(cast ?? type).kind}${cast === null ? "" : "!"}`
    }
    case "Embed": {
      const { as, embed, spread } = item
      return `${spread ? "..." : ""}${JSON.stringify(as)}=${linkText(embed.link)}{${embed.projection.key}}`
    }
  }
}
