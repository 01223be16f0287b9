/** The rows, as they are now, of the records that have changed since a moment. */
import { type Column, Resource } from "@pgcrest/core"
import type { PastSource } from "../shape/PastShape.ts"
import { castType, of, tableName } from "../sql/columns.ts"
import { touched } from "../sql/pastRows.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import { fitting } from "../statements/image.ts"
import type { Form } from "../statements/numbering.ts"

/** As `live`. Each is looked up by its key: PostgreSQL cannot foresee how few they are, and would read the whole table. */
export const touchedRows = (resource: Resource.Resource, at: PastSource, form: Form): Sql => {
  const isNamed = resource.key.columns.map(
    (column, place) => sql`${of("record", column)} = ${keyIn(resource, column, place, form)}`
  )
  return sql`${touched(at)} as touched
    cross join lateral (
      select record.*
      from ${tableName(resource)} as record
      where ${join(isNamed, " and ")}
      limit 1
    ) as live`
}

/** What a uid holds for a column of the key; in the careful form null where that was of another type once. */
function keyIn({ key }: Resource.Resource, { type }: Column, place: number, form: Form): Sql {
  const name = castType(type)
  const isSole = Resource.soleColumn(key) !== null
  if (form === "careful") {
    const json = isSole ? "to_jsonb(touched.uid)" : `(touched.uid::jsonb -> ${place})`
    return fitting(raw(json), name)
  }
  return raw(`${isSole ? "touched.uid" : `(touched.uid::jsonb ->> ${place})`}::${name}`)
}
