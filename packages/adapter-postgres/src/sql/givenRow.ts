/** The rows of a write of many: its arrays as rows of cells, each of its column's own type. */
import { type Column, Resource } from "@pgcrest/core"
import type { CreateManyShape, Given, RowsShape, UpsertShape } from "../shape/Shape.ts"
import type { Hole } from "../shape/Parting.ts"
import { whereNew } from "./isNew.ts"
import { columnName, givenValue, manyType, of, oneOfMany } from "./columns.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"

interface Array {
  readonly hole: Hole
  readonly type: string
  /** What a cell becomes. */
  readonly read: (cell: Sql) => Sql
}

/** As a part of a statement, each row with its place from 1. */
export const givenRows = (
  { resource, rows, key }: CreateManyShape | UpsertShape,
  part: "given" | "absent" = "given"
): Sql => {
  const arrays = arraysOf(resource, rows)
  const cells = arrays.map((_, at) => raw(`c${at + 1}`))
  return sql`${raw(`"${part}?"`)} as materialized (
  select ${join(
    arrays.map(({ read }, at) => read(raw(`cell.c${at + 1}`))),
    ", "
  )}, cell."place?"
  from unnest(${join(
    arrays.map(({ hole, type }) => value(hole, type)),
    ", "
  )})
    with ordinality as cell(${join(cells, ", ")}, "place?")${whereNew(key)}
)`
}

/** Whether the row names the column, as a flag of it; null where it need not be asked. */
export const namingOf = ({ rows }: Given): Sql | null => {
  const naming = rows?.naming ?? null
  return naming === null ? null : raw(`given.${namingName(naming)}`)
}

/** What the row `record` is to hold: its own value where the row names none. */
export const assignedValue = (given: Given): Sql => {
  const naming = namingOf(given)
  const own = givenValue(given)
  return naming === null ? own : sql`case when ${naming} then ${own} else ${of("record", given.column)} end`
}

function arraysOf({ key }: Resource.Resource, { uids, values, groups }: RowsShape): ReadonlyArray<Array> {
  const uid = Resource.soleColumn(key)
  return [
    ...(uids === null || uid === null ? [] : [cellsOf(uid, uids)]),
    ...values.flatMap(({ column, value: hole, rows }) => (rows === undefined ? [] : [cellsOf(column, hole)])),
    ...values.flatMap(({ rows }) =>
      rows === undefined || rows.naming === null ? [] : [flagsOf(rows.naming)]
    ),
    ...(groups === null ? [] : [groupOf(groups.of)])
  ]
}

function cellsOf(column: Column, hole: Hole): Array {
  return {
    hole,
    type: manyType(column),
    read: (cell) => sql`${oneOfMany(column, cell)} as ${columnName(column)}`
  }
}

function flagsOf(hole: Hole): Array {
  return { hole, type: "boolean[]", read: (cell) => sql`${cell} as ${raw(namingName(hole))}` }
}

function groupOf(hole: Hole): Array {
  return { hole, type: "integer[]", read: (cell) => sql`${cell} as "group?"` }
}

function namingName(hole: Hole): string {
  return `"named ${hole}?"`
}
