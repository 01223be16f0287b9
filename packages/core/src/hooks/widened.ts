/** What must be read where hooks have a say in what is shown: of the records asked for, or of related ones. */
import * as Projection from "../query/Projection.ts"
import type { Item } from "../query/Query.ts"
import type { Resource } from "../resource/Resource.ts"
import type { AfterRead } from "./shownBy.ts"

/** The hook that shows a resource's records; undefined where it has none. */
export type AfterReads<E, S> = (resource: Resource) => AfterRead<E, S> | undefined

/** Whether a hook has a say in what a projection shows. */
export const isReshown = <E, S>(
  resource: Resource,
  { items }: Projection.Projection,
  afterReads: AfterReads<E, S>
): boolean =>
  afterReads(resource) !== undefined ||
  items.some(
    (item) => item._tag === "Embed" && isReshown(item.embed.link.resource, item.embed.projection, afterReads)
  )

/** Whole records where a hook gets them, and related ones by the place of their item. */
export const widened = <E, S>(
  resource: Resource,
  projection: Projection.Projection,
  afterReads: AfterReads<E, S>
): Projection.Projection => {
  // What is told of groups is of no record that a hook shows: see `aggregates` of a resource.
  if (Projection.isGrouped(projection)) return projection
  const items = projection.items.map((item, at): Item => {
    if (item._tag !== "Embed") return item
    const { embed } = item
    const inner = widened(embed.link.resource, embed.projection, afterReads)
    return { _tag: "Embed", as: relatedKey(at), spread: false, embed: { ...embed, projection: inner } }
  })
  if (afterReads(resource) === undefined) return Projection.make(items)
  const related = items.filter(({ _tag }) => _tag === "Embed")
  const whole = Projection.whole(resource)
  return related.length === 0 ? whole : Projection.make([...whole.items, ...related])
}

/** Under which a record that was read so has the related records of an item: no field has such a name. */
export const relatedKey = (at: number): string => `#${at}`
