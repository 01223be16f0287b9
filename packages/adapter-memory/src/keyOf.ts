/** What identifies a record and its state, without reading its values. */
import { type Resource, Rows, type Values, versioning } from "@pgcrest/core"
import { lastChange, type Tables, tableOf } from "./Tables.ts"

/**
 * The version of each row; where its table counts none a tag, which moves with every write as a row's place in a
 * database does. Told as of now: an answer is read later.
 */
export const keyOf = (
  tables: Tables,
  resource: Resource.Resource,
  ...rows: ReadonlyArray<Values>
): ((row: Values) => Rows.RowKey) => {
  if (versioning(resource)._tag !== "Row") return (row) => Rows.keyOf(resource, row)
  const table = tableOf(tables, resource)
  const tags = new Map(
    rows.map((row) => [row, `memory.${lastChange(table, Rows.keyOf(resource, row).uid)?.version ?? 0}`])
  )
  return (row) => ({ ...Rows.keyOf(resource, row), version: tags.get(row) ?? null })
}

/** The version, or the tag, of a record as it is. */
export const versionOf = (tables: Tables, resource: Resource.Resource, row: Values): string | null =>
  keyOf(tables, resource, row)(row).version
