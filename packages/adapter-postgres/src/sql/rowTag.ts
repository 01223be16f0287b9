/** What an If-Match compares: a record's version, or, where its table counts none, the place of its row. */
import { type Resource, versioning } from "@pgcrest/core"
import { of } from "./columns.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"

// The alias of the table itself; every other source of rows of this package carries the tag as a column.
const table = "record"
const tagColumn = raw(`"tag?"`)

/**
 * The version as text. Without a version column it is `tableoid.xmin.ctid` of the row: it moves with every writer's
 * commit, ours or not (xmin as Npgsql's EF Core provider has it; ctid as one transaction may write a row twice, tableoid
 * as it may move it).
 */
export const versionText = (resource: Resource.Resource, alias: string): Sql => {
  const by = versioning(resource)
  switch (by._tag) {
    case "Column":
      return sql`${of(alias, by.column)}::text`
    case "Row":
      return alias === table ? placeOf(`${table}.xmin`) : sql`${raw(alias)}.${tagColumn}`
    case "Nothing":
      return raw("null::text")
  }
}

/** The tag of a row that the statement locks, as one more column of its list; nothing where a version is the tag. */
export const lockedTag = (resource: Resource.Resource): Sql =>
  isPlaced(resource) ? sql`, ${placeOf(`${table}.xmin`)} as ${tagColumn}` : raw("")

/** The same of a row that the statement writes: `insert … returning xmin` fails on partitioned tables (0A000). */
export const writtenTag = (resource: Resource.Resource): Sql =>
  isPlaced(resource) ? sql`, ${placeOf("pg_current_xact_id()::xid")} as ${tagColumn}` : raw("")

/** All declared columns of the row `alias`, and the tag where it carries one: what two sources need to be joined. */
export const carriedColumns = (resource: Resource.Resource, alias: string): Sql =>
  join(
    [
      ...[...resource.columns.values()].map((column) => of(alias, column)),
      ...(isPlaced(resource) ? [sql`${raw(alias)}.${tagColumn}`] : [])
    ],
    ", "
  )

function isPlaced(resource: Resource.Resource): boolean {
  return versioning(resource)._tag === "Row"
}

// `(0,5)` would be a comma in a header that some clients split.
function placeOf(xmin: string): Sql {
  return raw(`concat_ws('.', ${table}.tableoid, ${xmin}, translate(${table}.ctid::text, ',()', '.'))`)
}
