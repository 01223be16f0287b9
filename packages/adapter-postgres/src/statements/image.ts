/** Old images of a record, read by the names of fields alone: today's row type may know nothing of the others. */
import type { Resource } from "@pgcrest/core"
import { castType } from "../sql/columns.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { ColumnOf } from "../sql/term.ts"
import { ofRecord } from "./stamp.ts"

/** A column of the contents that `image` has in `after` and `sealed`; null where the image does not have it. */
export const ofImage: ColumnOf = ({ name, recorded, type }) => {
  const text = sql`(${raw(recorded === "sealed" ? "image.sealed" : "image.after")} ->> ${literal(name)})`
  return type.kind === "text" ? text : sql`${text}::${raw(castType(type))}`
}

/** What the record held last, as one row at most. */
export const lastImage = (resource: Resource.Resource): Sql => sql`"image?" as (
  select change.after, change.sealed
  from audit.change as change
  where ${ofRecord(resource, "change")} and change.after is not null
  order by change.version desc
  limit 1
)`
