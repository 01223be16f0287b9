/** What a table's constraints forbid: two of one value, references to nothing, deleting what is referred to. */
import { type Column, type Reference, referringFields, type Resource, type Values } from "@pgcrest/core"
import { changed, holds } from "./judge.ts"
import { type Tables, tableOf } from "./Tables.ts"

/** The fields of the unique constraint that another record stands in the way of. */
export const takenFields = (
  tables: Tables,
  resource: Resource.Resource,
  row: Values
): ReadonlyArray<string> | null =>
  resource.uniques.find(({ fields }) => isTaken(tables, resource, fields, row))?.fields ?? null

/** What a write makes of a row. */
interface Written {
  readonly before: Values | null
  readonly row: Values
  /** What the command names; of a new record, all of it. */
  readonly values: Values
}

/**
 * The fields that refer to a record which is not there, or is not in the caller's sight: both answer alike. Of what an
 * update leaves as it was nobody is asked.
 */
export const missingReferences = (
  tables: Tables,
  resource: Resource.Resource,
  references: ReadonlyArray<Reference>,
  written: Written
): ReadonlyArray<string> => {
  const { row, values } = written
  const referring = [...resource.columns.values()].filter((column) => isNew(column, written))
  const missing = referring.find((column) => {
    const uid = String(row[column.name])
    const itself = column.references === resource.name && uid === row[resource.key.name]
    const target = tables.byName.get(column.references ?? "")?.rows.get(uid)
    return !itself && (target === undefined || !isSeen(references, column, target))
  })
  if (missing === undefined) return []
  return references.length === 0 ? [missing.name] : referringFields(resource, values)
}

/** A field that is not shown is judged whenever it is named: nobody learns by guessing what it holds. */
function isNew({ name, cell, references, shown, write }: Column, { before, row, values }: Written): boolean {
  const [was, is] = [before?.[name] ?? null, row[name] ?? null]
  if (references === null || is === null) return false
  if (before === null) return true
  if (write?.update === "never" || !Object.hasOwn(values, name)) return false
  return !shown || was === null || cell.compare(was, is) !== 0
}

function isSeen(references: ReadonlyArray<Reference>, column: Column, target: Values): boolean {
  return references.every((reference) => reference.column !== column || holds(reference.see, target))
}

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
