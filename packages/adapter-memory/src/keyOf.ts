/** What identifies a record and its state, without reading its values. */
import { type Resource, Rows, type Stored, type Values, versioning } from "@pgcrest/core"
import { heldOf, type Tables, tableOf } from "./Tables.ts"

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
  const { changes } = tableOf(tables, resource)
  const tags = new Map(
    rows.map((row) => [row, `memory.${changes.get(Rows.keyOf(resource, row).uid)?.at(-1)?.version ?? 0}`])
  )
  return (row) => ({ ...Rows.keyOf(resource, row), version: tags.get(row) ?? null })
}

/** All that is held of a uid. */
export const storedOf = (tables: Tables, resource: Resource.Resource, uid: string): Stored => {
  const held = heldOf(tables, resource, uid)
  return { ...held, version: held.row === null ? null : keyOf(tables, resource, held.row)(held.row).version }
}
