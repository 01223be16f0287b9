/** What an answer shows of a record. */
import { found } from "./matches.ts"
import { comparePlaces, downToUid, placeIn } from "./places.ts"
import type { Ask, FieldItem, Item, RelatedItem } from "./questions.ts"
import type { Sight } from "./sight.ts"
import { fields, type Row } from "./world.ts"

type Member = readonly [name: string, value: unknown]

/** Records in the order that is asked for at their place. */
export const ordered = (sight: Sight, ask: Ask, rows: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  const order = downToUid(ask.order)
  return rows.toSorted((one, other) =>
    comparePlaces(order, placeIn(sight, order, one), placeIn(sight, order, other))
  )
}

export const shown = (sight: Sight, { items }: Ask, row: Row): object =>
  Object.fromEntries(
    items === null
      ? fields.map((field) => [field, row[field]])
      : items.flatMap((item) => members(sight, item, row))
  )

/** The names of an item and their values; `row` is null where spread records have none. */
function members(sight: Sight, item: Item, row: Row | null): ReadonlyArray<Member> {
  if (item.is === "field") return [[item.as, row === null ? null : told(item, row)]]
  // Of no items nothing is shown.
  if (item.ask.items?.length === 0) return []
  const beside = row === null ? [] : besides(sight, item, row)
  const objects = beside.map((one) => shown(sight, item.ask, one))
  if (!item.spread) return [[item.as, item.way.many ? objects : (objects[0] ?? null)]]
  if (!item.way.many) return spread(sight, item.ask, beside[0] ?? null)
  // Of many records a list for each name.
  const each = beside.map((one) => spread(sight, item.ask, one))
  return spread(sight, item.ask, null).map(([name], at) => [name, each.map((one) => one[at]?.[1])])
}

function spread(sight: Sight, { items }: Ask, row: Row | null): ReadonlyArray<Member> {
  return items === null
    ? fields.map((field) => [field, row?.[field] ?? null])
    : items.flatMap((item) => members(sight, item, row))
}

function besides(sight: Sight, item: RelatedItem, row: Row): ReadonlyArray<Row> {
  const { ask, way } = item
  const all = ordered(sight, ask, found(sight, item, row))
  return way.many ? all.slice(ask.offset, ask.limit === null ? undefined : ask.offset + ask.limit) : all
}

function told({ cast, field }: FieldItem, row: Row): unknown {
  const value = row[field]
  return cast === "text" && value !== null ? String(value) : value
}
