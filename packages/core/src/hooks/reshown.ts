/** Records of an answer and those of relations in it, each as the `afterRead` of its own resource shows it. */
import * as Effect from "effect/Effect"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import { cellsOf } from "../query/evaluate.ts"
import * as Projection from "../query/Projection.ts"
import type { EmbedItem, Item } from "../query/Query.ts"
import { valueOf } from "../query/Term.ts"
import { uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import { rowsAt } from "../row/rowsAt.ts"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { Asked } from "./HookMistake.ts"
import type { HookRefusal } from "./HookRefusal.ts"
import type { Moment, Records } from "./Records.ts"
import { shownBy } from "./shownBy.ts"
import { type AfterReads, relatedKey } from "./widened.ts"

/** What is asked at one place of an answer. */
export interface Place<E, S> {
  readonly projection: Projection.Projection
  readonly afterReads: AfterReads<E, S>
  readonly moment: Moment
  readonly asked: Asked
}

/** A record as it was read, and what is shown of it by the names of the projection. */
export interface Reshown {
  readonly read: Values
  readonly shown: Values
}

type Answer<E, S> = Effect.Effect<ReadonlyArray<Reshown>, Refusal<E>, S | Records>

type Refusal<E> = CommandFailure | CredentialFailure | HookRefusal<E>

/** What the hooks show of records that were read `widened`: that of a resource is called once at each place. */
export const reshown = <E, S>(place: Place<E, S>, rows: ReadonlyArray<Values>): Answer<E, S> =>
  Projection.isGrouped(place.projection)
    ? Effect.succeed(rows.map((row) => ({ read: row, shown: row })))
    : recordsShown(place, rows)

function recordsShown<E, S>(place: Place<E, S>, rows: ReadonlyArray<Values>): Answer<E, S> {
  return Effect.flatMap(keptBy(place, rows), (kept) =>
    Effect.map(
      Effect.forEach(place.projection.items, (item, at) =>
        item._tag === "Embed" ? relatedTo(place, item, at, kept) : Effect.succeed(itself)
      ),
      (related) => kept.map((one) => ({ read: one.read, shown: told(place, one, related) }))
    )
  )
}

/** What is shown of a related record; null where it is kept back. */
type Related = (read: Values) => Values | null

const itself: Related = (read) => read

/** The records that the place's own hook shows, as it shows them, in its order. */
function keptBy<E, S>({ afterReads, asked, moment }: Place<E, S>, rows: ReadonlyArray<Values>): Answer<E, S> {
  const { resource } = asked
  const afterRead = afterReads(resource)
  if (afterRead === undefined) return Effect.succeed(rows.map((row) => ({ read: row, shown: row })))
  // Of a table without a key of its own several rows may be one record.
  const left = Map.groupBy(rows, (row) => uidOf(resource.key, row))
  const records = rows.map((row) => wholeOf(resource, row))
  return Effect.map(shownBy(afterRead, moment, asked, records), (changed) =>
    changed.map((shown) => ({ read: left.get(uidOf(resource.key, shown))?.shift() ?? shown, shown }))
  )
}

/** Each related record is asked about once, however many records it stands beside. */
function relatedTo<E, S>(
  place: Place<E, S>,
  { embed }: EmbedItem,
  at: number,
  kept: ReadonlyArray<Reshown>
): Effect.Effect<Related, Refusal<E>, S | Records> {
  const { resource } = embed.link
  const rows = kept.flatMap(({ read }) => rowsAt(read, relatedKey(at)))
  const identityOf = (row: Values) =>
    place.afterReads(resource) === undefined ? row : uidOf(resource.key, row)
  const distinct = [...new Map(rows.map((row) => [identityOf(row), row])).values()]
  const asked: Asked = { hook: "afterRead", resource, uid: null, values: {}, references: [] }
  return Effect.map(reshown({ ...place, projection: embed.projection, asked }, distinct), (all): Related => {
    const shown = new Map(all.map((one) => [identityOf(one.read), one.shown]))
    return (row) => shown.get(identityOf(row)) ?? null
  })
}

/** A record by the names of the projection. */
function told<E, S>(
  { afterReads, asked, projection }: Place<E, S>,
  { read, shown }: Reshown,
  related: ReadonlyArray<Related>
): Values {
  const isOwn = afterReads(asked.resource) !== undefined
  const valueAt = (item: Item, at: number): Cell => {
    switch (item._tag) {
      case "Column":
        return isOwn ? valueOf(item.column, cellsOf(shown)) : (shown[item.as] ?? null)
      // One record is no group.
      case "Aggregate":
        return null
      case "Embed": {
        const rows = rowsAt(read, relatedKey(at)).flatMap((row) => related[at]?.(row) ?? [])
        return item.embed.link.many ? rows : (rows[0] ?? null)
      }
    }
  }
  return Object.fromEntries(projection.items.map((item, at) => [Projection.keyOf(item), valueAt(item, at)]))
}

/** What a hook gets: the record, without what stands beside it. */
function wholeOf({ columns }: Resource, row: Values): Values {
  return Object.fromEntries(
    [...columns.values()].flatMap(({ name, shown }) => (shown ? [[name, row[name] ?? null]] : []))
  )
}
