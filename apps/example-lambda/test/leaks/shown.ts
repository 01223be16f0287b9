/** What an answer shows of records. */
import { computed, groupsOf } from "./groups.ts"
import { found } from "./matches.ts"
import { comparePlaces, downToUid, placeIn } from "./places.ts"
import { type Ask, type FieldItem, isGrouped, type Item } from "./questions.ts"
import type { Sight } from "./sight.ts"
import { fields, type Row } from "./world.ts"

type Member = readonly [name: string, value: unknown]
/** The names of an answer and their values. */
type Members = ReadonlyArray<Member>

/** Records in the order that is asked for at their place. */
export const ordered = (sight: Sight, ask: Ask, rows: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  const order = downToUid(ask.order)
  return rows.toSorted((one, other) =>
    comparePlaces(order, placeIn(sight, order, one), placeIn(sight, order, other))
  )
}

export const shown = (sight: Sight, ask: Ask, row: Row): object =>
  Object.fromEntries(membersOf(sight, ask, [row]))

/** What is told of each group of these records. */
export const shownGroups = (sight: Sight, ask: Ask, rows: ReadonlyArray<Row>): ReadonlyArray<object> =>
  groupsOf(sight, ask, rows).map((group) => Object.fromEntries(membersOf(sight, ask, group)))

/** Of a record, a group of them, or of none, where a spread relation has none. */
function membersOf(sight: Sight, { items }: Ask, rows: ReadonlyArray<Row>): Members {
  return items === null
    ? fields.map((field) => [field, rows[0]?.[field] ?? null])
    : items.flatMap((item) => members(sight, item, rows))
}

function members(sight: Sight, item: Item, rows: ReadonlyArray<Row>): Members {
  const [row] = rows
  if (item.is === "field") return [[item.as, row === undefined ? null : told(item, row)]]
  if (item.is === "aggregate") return [[item.as, computed(item, rows)]]
  const { as, ask, spread, way } = item
  // Of no items nothing is shown.
  if (ask.items?.length === 0) return []
  const all = row === undefined ? null : found(sight, item, row)
  const beside = all === null ? [] : besides(sight, ask, all).map((one) => membersOf(sight, ask, one))
  const each = way.many
    ? beside.slice(ask.offset, ask.limit === null ? undefined : ask.offset + ask.limit)
    : beside
  if (!spread) {
    const objects = each.map((one) => Object.fromEntries(one))
    return [[as, way.many ? objects : (objects[0] ?? null)]]
  }
  const nobody = membersOf(sight, ask, [])
  if (!way.many) return each[0] ?? nobody
  // Of many records a list for each name.
  return nobody.map(([name], at) => [name, each.map((one) => one[at]?.[1])])
}

/** One by one, or in groups. */
function besides(sight: Sight, ask: Ask, rows: ReadonlyArray<Row>): ReadonlyArray<ReadonlyArray<Row>> {
  return isGrouped(ask) ? groupsOf(sight, ask, rows) : ordered(sight, ask, rows).map((row) => [row])
}

function told({ cast, field }: FieldItem, row: Row): unknown {
  const value = row[field]
  return cast === "text" && value !== null ? String(value) : value
}
