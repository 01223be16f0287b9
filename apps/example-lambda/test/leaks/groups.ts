/** Records in groups, by what of them stands beside aggregates. */
import { found } from "./matches.ts"
import { comparePlaces } from "./places.ts"
import type { AggregateItem, Ask, Item, Order } from "./questions.ts"
import type { Sight } from "./sight.ts"
import type { Row, Value } from "./world.ts"

/** What records of a group have in common, by which word of an order that would be said, and what it is of one. */
interface Key extends Pick<Order, "field" | "way"> {
  /** Null where no order can name it. */
  readonly isNamed: boolean
  readonly valueOf: (row: Row) => Value
}

/** In order; all are one group, also none, where nothing stands beside the aggregates. */
export const groupsOf = (
  sight: Sight,
  ask: Ask,
  rows: ReadonlyArray<Row>
): ReadonlyArray<ReadonlyArray<Row>> => {
  const keys = (ask.items ?? []).flatMap((item) => keysIn(sight, item))
  if (keys.length === 0) return [rows]
  const placeOf = (row: Row) => keys.map(({ valueOf }) => valueOf(row))
  const groups = new Map<string, { readonly place: ReadonlyArray<Value>; readonly rows: Array<Row> }>()
  for (const row of rows) {
    const place = placeOf(row)
    const group = groups.get(JSON.stringify(place)) ?? { place, rows: [] }
    group.rows.push(row)
    groups.set(JSON.stringify(place), group)
  }
  const sorting = sortingOf(keys, ask.order)
  const sorted = (place: ReadonlyArray<Value>) => sorting.map(({ at }) => place[at] ?? null)
  return [...groups.values()]
    .toSorted((one, other) => comparePlaces(sorting, sorted(one.place), sorted(other.place)))
    .map(({ rows }) => rows)
}

/** By what is asked, then by the other keys, the way the last word goes. */
function sortingOf(keys: ReadonlyArray<Key>, order: ReadonlyArray<Order>) {
  const asked = order.map((word) => {
    const isMeant = ({ field, isNamed, way }: Key) =>
      isNamed && field === word.field && way?.name === word.way?.name
    return { ...word, at: keys.findIndex(isMeant) }
  })
  const direction = order.at(-1)?.direction ?? "asc"
  const others = keys.map(({ field, way }, at) => ({ field, way, direction, nulls: null, at }))
  return [...asked, ...others.filter(({ at }) => asked.every((word) => word.at !== at))]
}

function keysIn(sight: Sight, item: Item): ReadonlyArray<Key> {
  switch (item.is) {
    case "field":
      return [{ field: item.field, way: null, isNamed: true, valueOf: (row) => row[item.field] }]
    case "related":
      return (item.ask.items ?? []).flatMap((inner) =>
        keysIn(sight, inner).map(({ field, valueOf, way }) => ({
          field,
          way: item.way,
          isNamed: way === null,
          valueOf: (row: Row) => found(sight, item, row).map(valueOf)[0] ?? null
        }))
      )
    case "aggregate":
      return []
  }
}

export const computed = ({ aggregate, field }: AggregateItem, rows: ReadonlyArray<Row>): Value => {
  if (field === null) return rows.length
  const values = rows.map((row) => row[field]).filter((value) => value !== null)
  const sorted = values.toSorted((one, other) => (one < other ? -1 : 1))
  switch (aggregate) {
    case "count":
      return values.length
    case "sum":
      return values.length === 0 ? null : values.reduce<number>((sum, value) => sum + Number(value), 0)
    case "min":
      return sorted[0] ?? null
    case "max":
      return sorted.at(-1) ?? null
  }
}
