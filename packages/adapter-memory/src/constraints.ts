/** What a table's constraints forbid: two of one value, references to nothing, deleting what is referred to. */
import { type Column, type Reference, Resource, type Values } from "@pgcrest/core"
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

/** Whether a new value refers to what its caller does not see; what is not there is not to be seen either. */
export const refersUnseen = (
  tables: Tables,
  resource: Resource.Resource,
  references: ReadonlyArray<Reference>,
  written: Written
): boolean =>
  references.some(({ column, see }) => {
    if (!isNew(column, written) || isItself(column, resource, written)) return false
    const target = targetOf(tables, column, written)
    return target === undefined || !holds(see, target)
  })

/** The field that refers to a record which is not there. */
export const missingReference = (
  tables: Tables,
  resource: Resource.Resource,
  written: Written
): string | null =>
  [...resource.columns.values()].find(
    (column) =>
      isNew(column, written) &&
      !isItself(column, resource, written) &&
      targetOf(tables, column, written) === undefined
  )?.name ?? null

/**
 * Whether it refers to something that it did not before. A field that is not shown is judged whenever it is named: nobody
 * learns by guessing what it holds.
 */
function isNew({ name, cell, references, shown, write }: Column, { before, row, values }: Written): boolean {
  const [was, is] = [before?.[name] ?? null, row[name] ?? null]
  if (references === null || is === null) return false
  if (before === null) return true
  if (write?.update === "never" || !Object.hasOwn(values, name)) return false
  return !shown || was === null || cell.compare(was, is) !== 0
}

function isItself({ name, references }: Column, resource: Resource.Resource, { row }: Written): boolean {
  return references === resource.name && String(row[name]) === Resource.uidOf(resource.key, row)
}

function targetOf(tables: Tables, { name, references }: Column, { row }: Written): Values | undefined {
  return tables.byName.get(references ?? "")?.rows.get(String(row[name]))
}

/** Whether other records refer to this one. */
export const isReferenced = (tables: Tables, { name }: Resource.Resource, uid: string): boolean =>
  [...tables.byName.values()].some(({ resource, rows }) =>
    [...resource.columns.values()].some(
      ({ name: field, references }) =>
        references === name &&
        [...rows].some(
          ([key, row]) =>
            row[field] !== null && String(row[field]) === uid && !(resource.name === name && key === uid)
        )
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
  const uid = Resource.uidOf(resource.key, row)
  const columns = fields.flatMap((field) => resource.columns.get(field) ?? [])
  return [...tableOf(tables, resource).rows.values()].some(
    (other) => Resource.uidOf(resource.key, other) !== uid && changed(columns, other, row).length === 0
  )
}
