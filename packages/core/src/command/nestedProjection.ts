/** What the answer to a nested write shows: each record whole, and beside it those that were made with it. */
import { always } from "../query/Predicate.ts"
import * as Projection from "../query/Projection.ts"
import type { EmbedItem } from "../query/Query.ts"
import type { Reach } from "../resolve/Reach.ts"
import { relatedBy } from "../resolve/relation.ts"
import * as Result from "effect/Result"
import type { Link } from "../resource/Link.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Nest } from "./Command.ts"

/** As a query would show the same relations; what its caller may not read is left out. */
export const nestedProjection = (
  resource: Resource,
  nests: ReadonlyArray<Nest>,
  reach: Reach
): Projection.Projection => {
  const whole = Projection.whole(resource)
  const branches = Map.groupBy(
    nests.flatMap(({ related }) => related),
    ({ link }) => link
  )
  const embeds = [...branches].flatMap(
    ([link, all]) =>
      embedOf(
        link,
        all.flatMap(({ records }) => records),
        reach
      ) ?? []
  )
  return embeds.length === 0 ? whole : Projection.make([...whole.items, ...embeds])
}

function embedOf(link: Link, records: ReadonlyArray<Nest>, reach: Reach): EmbedItem | null {
  const related = relatedBy(link, reach)
  if (Result.isFailure(related)) return null
  return {
    _tag: "Embed",
    as: link.name ?? "",
    spread: false,
    embed: {
      ...related.success,
      filter: always,
      order: [],
      projection: nestedProjection(link.resource, records, reach),
      limit: link.many ? reach.bounds.records : 1,
      offset: 0
    }
  }
}
