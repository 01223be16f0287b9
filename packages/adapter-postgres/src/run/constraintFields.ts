/** The fields that a constraint is about. */
import type { Resource } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"

/** As declared, as PostgreSQL says, or by PostgreSQL's way of naming constraints. */
export const constraintFields = (
  { constraint, column }: PgError,
  { columns, table, uniques }: Resource.Resource
): ReadonlyArray<string> => {
  const declared = uniques.find((unique) => unique.constraint === constraint)
  if (declared !== undefined) return declared.fields
  const field = fieldOf(columns, column) ?? fieldOf(columns, namedBy(constraint ?? "", table.name))
  return field === null ? [] : [field]
}

/** What stands between the table's name and the constraint's kind. */
function namedBy(constraint: string, table: string): string | null {
  if (!constraint.startsWith(`${table}_`)) return null
  return /^(.+)_(?:fkey|check|key|excl)\d*$/u.exec(constraint.slice(table.length + 1))?.[1] ?? null
}

/** The name in JSON of what PostgreSQL names as its column. */
function fieldOf(columns: Resource.Resource["columns"], column: string | null): string | null {
  return [...columns.values()].find(({ columnName }) => columnName === column)?.name ?? null
}
