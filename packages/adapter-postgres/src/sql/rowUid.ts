/** The uid of a row that no command names, as the trail has it. */
import { Resource } from "@pgcrest/core"
import { cellContent } from "./changeContent.ts"
import { castType, of } from "./columns.ts"
import { join, raw, type Sql, sql } from "./Sql.ts"

/** The uid of the row `alias`: of several columns the JSON array of their values. */
export const rowUid = ({ key }: Resource.Resource, alias: string): Sql => {
  const sole = Resource.soleColumn(key)
  if (sole !== null) return sql`${of(alias, sole)}::text`
  const cells = key.columns.map((column) => cellContent(alias, column))
  return sql`jsonb_build_array(${join(cells, ", ")})::text`
}

/** Whether the row `alias` has this uid, asked by the columns of its key, so that their index finds it. */
export const hasUid = ({ key }: Resource.Resource, alias: string, uid: Sql): Sql => {
  const sole = Resource.soleColumn(key)
  const parts = key.columns.map((column, at) => {
    const text = sole === null ? sql`(${uid}::jsonb ->> ${raw(String(at))})` : uid
    return sql`${of(alias, column)} = ${text}::${raw(castType(column.type))}`
  })
  return join(parts, " and ")
}
