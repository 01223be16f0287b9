/** What a table's constraints forbid: two of one value, references to nothing, deleting what is referred to. */
import type { Resource, Values } from "@pgcrest/core"
import { changedFields } from "./judge.ts"
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
  { name, audit, fields }: Resource.Resource,
  row: Values
): string | undefined =>
  Object.keys(fields).find((field) => {
    const [references = null, target = null] = [fields[field]?.references, row[field]]
    if (references === null || target === null) return false
    const itself = references === name && target === row[audit.uid]
    return !itself && tables.byName.get(references)?.rows.has(String(target)) !== true
  })

/** Whether other records refer to this one. */
export const isReferenced = (tables: Tables, { name }: Resource.Resource, uid: string): boolean =>
  [...tables.byName.values()].some(({ resource, rows }) =>
    Object.entries(resource.fields).some(
      ([field, { references }]) =>
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
  return [...tableOf(tables, resource).rows.values()].some(
    (other) => other[uid] !== row[uid] && changedFields(fields, other, row, resource).length === 0
  )
}
