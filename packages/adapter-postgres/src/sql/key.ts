/** What identifies a record, as SQL: its one column, or several together. */
import { Resource } from "@pgcrest/core"
import { stamped } from "../shape/Parting.ts"
import { castType, columnName, of } from "./columns.ts"
import { join, raw, type Sql, sql, value } from "./Sql.ts"

/** The uid that a command names, as text. */
export const uidText: Sql = value(stamped.uid, "text")

/** What a column of the key holds in the record that a command names. */
export const keyValue = ({ key }: Resource.Resource, column: Resource.Key["columns"][number]): Sql => {
  const type = castType(column.type)
  if (Resource.soleColumn(key) !== null) return value(stamped.uid, type)
  return sql`(${value(stamped.uid, "jsonb")} ->> ${raw(String(key.columns.indexOf(column)))})::${raw(type)}`
}

/** The columns, by which an insert meets a record that is there. */
export const keyNames = ({ key }: Resource.Resource): Sql => join(key.columns.map(columnName), ", ")

/** Whether the row `alias` is the record that a command names. */
export const isNamed = (resource: Resource.Resource, alias: string): Sql =>
  join(
    resource.key.columns.map((column) => sql`${of(alias, column)} = ${keyValue(resource, column)}`),
    " and "
  )

/** The place of a row of a table without a key of its own, where another may be equal to it: more columns of the locked one. */
export const placeColumns = (resource: Resource.Resource): Sql =>
  raw(hasPlace(resource) ? `, record.tableoid as "table?", record.ctid as "place?"` : "")

/** Whether the row `record` stands at the place of the locked one, behind other conditions. */
export const isAtPlace = (resource: Resource.Resource): Sql =>
  raw(hasPlace(resource) ? `\n    and (record.tableoid, record.ctid) = (${lockedPlace})` : "")

const lockedPlace = `select locked."table?", locked."place?" from "locked?" as locked`

function hasPlace({ key, view }: Resource.Resource): boolean {
  return Resource.soleColumn(key) === null && !view
}

/** The columns of the key, of the row `alias`. */
export const keyColumns = ({ key }: Resource.Resource, alias: string): Sql =>
  join(
    key.columns.map((column) => of(alias, column)),
    ", "
  )

/** The uid of the row `alias` as text; null where there is no row. */
export const uidOf = (resource: Resource.Resource, alias: string): Sql => {
  const sole = Resource.soleColumn(resource.key)
  if (sole !== null) return sql`${of(alias, sole)}::text`
  return sql`case when ${isNamed(resource, alias)} then ${uidText} end`
}

/** The same of a write of the record that a command names: null too where a trigger made another record of it. */
export const writtenUid = (resource: Resource.Resource, alias: string): Sql =>
  sql`case when ${isNamed(resource, alias)} then ${uidOf(resource, alias)} end`
