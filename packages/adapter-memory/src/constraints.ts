/** What a table's constraints forbid: two of one value, references to nothing, deleting what is referred to. */
import type { Resource, Values } from "@pgcrest/core"
import { changed } from "./judge.ts"
import { type Tables, tableOf } from "./Tables.ts"

/** The fields of the unique constraint that another record stands in the way of. */
export const takenFields = (
  tables: Tables,
  resource: Resource.Resource,
  row: Values
): ReadonlyArray<string> | null =>
  resource.uniques.find(({ fields }) => isTaken(tables, resource, fields, row))?.fields ?? null

/** The first field that refers to a record which is not there: a database, too, names one at a time. */
export const missingReference = (
  tables: Tables,
  { name, audit, columns }: Resource.Resource,
  row: Values
): string | undefined =>
  [...columns.values()].find(({ name: field, references }) => {
    const target = row[field] ?? null
    if (references === null || target === null) return false
    const itself = references === name && target === row[audit.uid]
    return !itself && tables.byName.get(references)?.rows.has(String(target)) !== true
  })?.name

/** Whether other records refer to this one. */
export const isReferenced = (tables: Tables, { name }: Resource.Resource, uid: string): boolean =>
  [...tables.byName.values()].some(({ resource, rows }) =>
    [...resource.columns.values()].some(
      ({ name: field, references }) =>
        references === name &&
        [...rows].some(([key, row]) => row[field] === uid && !(resource.name === name && key === uid))
    )
  )

function isTaken(
  tables: Tables,
  resource: Resource.Resource,
  fields: ReadonlyArray<string>,
  row: Values
): boolean {
  // SQL: null is unlike null, so a record without the value never conflicts.
  if (fields.some((field) => (row[field] ?? null) === null)) return false
  const { uid } = resource.audit
  const columns = fields.flatMap((field) => resource.columns.get(field) ?? [])
  return [...tableOf(tables, resource).rows.values()].some(
    (other) => other[uid] !== row[uid] && changed(columns, other, row).length === 0
  )
}
