/** A resource's records as they were at the statement's moment, of the parts that `statements/past.ts` gives it. */
import { type Column, Resource, versioning } from "@pgcrest/core"
import type { PastSource } from "../shape/PastShape.ts"
import { columnName, of, storedInstant, tableName } from "./columns.ts"
import { andPresent } from "./present.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"

/** When it is. */
export const momentAt = raw(`(select moment.at from "moment?" as moment)`)

/** The uids whose records are other ones since then, and those records. */
export const touched = ({ number }: PastSource): Sql => raw(`"touched ${number}?"`)
export const rewound = ({ number }: PastSource): Sql => raw(`"rewound ${number}?"`)

/** What has not changed since, and what others were. */
export const pastRows = (resource: Resource.Resource, at: PastSource): Sql => sql`
    select ${columnsOf(resource, "live", ({ recorded }) => recorded !== "never")}
    from ${tableName(resource)} as live
    where ${isUntouched(resource, at)}${andPresent(resource, "live")}
    union all
    select ${columnsOf(resource, "was", () => true)}
    from ${rewound(at)} as was
  `

/** The declared columns, null where the past knows none, and a tag that no row of the past has. */
function columnsOf(resource: Resource.Resource, alias: string, isKnown: (column: Column) => boolean): Sql {
  const tag = versioning(resource)._tag === "Row" ? [raw(`null::text as "tag?"`)] : []
  const cells = [...resource.columns.values()].map((column) =>
    isKnown(column) ? of(alias, column) : sql`null as ${columnName(column)}`
  )
  return join([...cells, ...tag], ", ")
}

function isUntouched(resource: Resource.Resource, at: PastSource): Sql {
  const updated = Resource.playing(resource, "last_updated_at")
  const unchanged =
    updated === null ? null : sql`${of("live", updated)} <= ${storedInstant(updated, momentAt)}`
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
