/** What a soft delete and a restore write into the row that stays. */
import type { Resource } from "@pgcrest/core"
import { columnName, storedInstant } from "../sql/columns.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import { auditedColumns } from "./assignment.ts"

/** The SET list by which the row `record` is deleted, numbered by its count in `life`; null where deleted rows leave. */
export const marking = (resource: Resource.Resource): Sql | null => {
  const { softDelete } = resource
  if (softDelete === null) return null
  const [version, instant] = [raw("life.version"), raw("life.at")]
  const since = sql`${columnName(softDelete.column)} = ${storedInstant(softDelete.column, instant)}`
  return join([since, ...auditedColumns(resource, { version, instant })], ",\n    ")
}
