/** Old images of a record, read by the names of fields alone: today's row type may know nothing of the others. */
import type { Column, Resource } from "@pgcrest/core"
import { castType } from "../sql/columns.ts"
import { literal, raw, type Sql, sql } from "../sql/Sql.ts"
import type { ColumnOf } from "../sql/term.ts"
import type { Form } from "./numbering.ts"
import { ofRecord } from "./stamp.ts"

/**
 * A column of the contents that the row `alias` has in `after` and `sealed`; null where the image does not have it. What is
 * none of today's type is an error in the usual form, and null in the careful one, which takes some µs for each such value.
 */
export const imageOf =
  (alias: string, form: Form): ColumnOf =>
  (column) => {
    const { kind } = column.type
    const json = jsonIn(alias, column)
    if (kind === "jsonb") return json
    if (kind === "json") return sql`${json}::json`
    const text = sql`(${heldIn(alias, column)} ->> ${literal(column.name)})`
    const type = castType(column.type)
    if (kind === "text") return text
    return form === "usual"
      ? sql`${text}::${raw(type)}`
      : fitting(sql`${heldIn(alias, column)} -> ${literal(column.name)}`, type)
  }

/** JSON of another time as a value of this type; null where it is none. */
export const fitting = (json: Sql, type: string): Sql =>
  sql`audit.fitting(${json}, ${literal(type)}, null::${raw(type)})`

/** A column of the row `image` for a rule: what rules ask of a record has always been of one type. */
export const ofImage: ColumnOf = imageOf("image", "usual")

/** The same as JSON, whose null is SQL's. */
export const jsonIn = (alias: string, column: Column): Sql =>
  sql`nullif(${heldIn(alias, column)} -> ${literal(column.name)}, 'null')`

function heldIn(alias: string, { recorded }: Column): Sql {
  return raw(`${alias}.${recorded === "sealed" ? "sealed" : "after"}`)
}

/** What the record held last, as one row at most. */
export const lastImage = (resource: Resource.Resource): Sql => sql`"image?" as (
  select change.after, change.sealed
  from audit.change as change
  where ${ofRecord(resource, "change")} and change.after is not null
  order by change.version desc
  limit 1
)`
