/** A resource's records as they were at the statement's moment, of the parts that `statements/past.ts` gives it. */
import { type Column, Resource, versioning } from "@pgcrest/core"
import type { PastSource } from "../shape/PastShape.ts"
import { columnName, of, storedInstant, tableName } from "./columns.ts"
import { andPresent } from "./present.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"

/** When it is. */
export const momentAt = ({ moment }: PastSource): Sql =>
  raw(`(select ${moment}.at from "${moment}?" as ${moment})`)

/** The uids whose records are other ones since then, and those records. */
export const touched = (at: PastSource): Sql => raw(`"touched ${partOf(at)}?"`)
export const rewound = (at: PastSource): Sql => raw(`"rewound ${partOf(at)}?"`)

function partOf({ moment, number }: PastSource): string {
  return moment === "since" ? moment : String(number)
}

/** What has not changed since, and what others were. */
export const pastRows = (resource: Resource.Resource, at: PastSource): Sql =>
  pastRowsOf(resource, at, sql`${tableName(resource)} as live`)

/** The same of those `live` rows alone. */
export const pastRowsOf = (resource: Resource.Resource, at: PastSource, live: Sql): Sql => sql`
    select ${columnsOf(resource, "live", unrecorded)}
    from ${live}
    where ${isUntouched(resource, at)}${andPresent(resource, "live")}
    union all
    ${rewoundRows(resource, at)}
  `

/** What those that have changed since were. */
export const rewoundRows = (resource: Resource.Resource, at: PastSource): Sql =>
  sql`select ${columnsOf(resource, "was", of)}
    from ${rewound(at)} as was`

/** The declared columns, and a tag that no row of the past has. */
function columnsOf(resource: Resource.Resource, alias: string, cellOf: typeof of): Sql {
  const tag = versioning(resource)._tag === "Row" ? [raw(`null::text as "tag?"`)] : []
  return join([...[...resource.columns.values()].map((column) => cellOf(alias, column)), ...tag], ", ")
}

/** Null for what no change tells, as it is once the record changes: the past would be another one then. */
function unrecorded(alias: string, column: Column): Sql {
  const cell = of(alias, column)
  return column.recorded === "never" ? sql`null as ${columnName(column)}` : cell
}

function isUntouched(resource: Resource.Resource, at: PastSource): Sql {
  const updated = Resource.playing(resource, "last_updated_at")
  const unchanged =
    updated === null ? null : sql`${of("live", updated)} <= ${storedInstant(updated, momentAt(at))}`
  if (unchanged !== null && !at.isBound) return unchanged
  const others = sql`not exists (
      select from ${touched(at)} as touched
      where touched.uid = ${uidOfRow(resource, "live")}
    )`
  return unchanged === null ? others : sql`${unchanged} and ${others}`
}

/** The uid of any row `alias`, as the trail has it. */
export const uidOfRow = ({ key }: Resource.Resource, alias: string): Sql => {
  const columns = key.columns.map((column) => of(alias, column))
  return Resource.soleColumn(key) === null
    ? sql`jsonb_build_array(${join(columns, ", ")})::text`
    : sql`${join(columns, "")}::text`
}
