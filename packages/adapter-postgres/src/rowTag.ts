/** What an If-Match compares: a record's version, or, where its table counts none, the place of its row. */
import { type Resource, versioning } from "@pgcrest/core"
import { quote } from "./Sql.ts"

/** The alias of the table itself; every other source of rows of this package carries the tag as a column. */
export const table = "b"

const tagColumn = `"tag?"`

/**
 * The version as text. Without a version column it is `tableoid.xmin.ctid` of the row: it moves with every writer's
 * commit, ours or not (xmin as Npgsql's EF Core provider has it; ctid as one transaction may write a row twice, tableoid
 * as it may move it).
 */
export const versionText = (resource: Resource.Any, alias: string): string => {
  switch (versioning(resource)) {
    case "column":
      return `${alias}.${quote(resource.audit.version ?? "")}::text`
    case "row":
      return alias === table ? placeOf(`${table}.xmin`) : `${alias}.${tagColumn}`
    case "nothing":
      return "null::text"
  }
}

/** The tag of a row that the statement locks, as one more column of its select list; nothing where a version is the tag. */
export const lockedTag = (resource: Resource.Any): string =>
  isPlaced(resource) ? `, ${placeOf(`${table}.xmin`)} as ${tagColumn}` : ""

/** The same of a row that the statement writes: `insert … returning xmin` fails on partitioned tables (0A000). */
export const writtenTag = (resource: Resource.Any): string =>
  isPlaced(resource) ? `, ${placeOf("pg_current_xact_id()::xid")} as ${tagColumn}` : ""

/** The column that carries the tag in a list of columns. */
export const carriedTag = (resource: Resource.Any): ReadonlyArray<string> =>
  isPlaced(resource) ? [tagColumn] : []

function isPlaced(resource: Resource.Any): boolean {
  return versioning(resource) === "row"
}

// `(0,5)` would be a comma in a header that some clients split.
function placeOf(xmin: string): string {
  return `concat_ws('.', ${table}.tableoid, ${xmin}, translate(${table}.ctid::text, ',()', '.'))`
}
