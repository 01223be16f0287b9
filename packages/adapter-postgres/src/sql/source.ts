/** Where a statement's records come from. */
import type { Resource } from "@pgcrest/core"
import type { At } from "../shape/PastShape.ts"
import { tableName } from "./columns.ts"
import { pastRows } from "./pastRows.ts"
import { raw, type Sql, sql } from "./Sql.ts"

/** A resource's records, as `record`: the table itself, or what it was. */
export const source = (resource: Resource.Resource, at: At): Sql => sourceAs(resource, at, "record")

/** The same under another name, where a record is looked at beside the statement's own, or as it was. */
export const sourceAs = (resource: Resource.Resource, at: At, alias: string): Sql => {
  const rows = at === "now" ? tableName(resource) : sql`(${pastRows(resource, at)})`
  return sql`${rows} as ${raw(alias)}`
}

/** The table that a statement writes, as `record`. */
export const destination = (resource: Resource.Resource): Sql => sql`${tableName(resource)} as record`
