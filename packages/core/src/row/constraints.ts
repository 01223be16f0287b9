/** What other records forbid: two of one value, references to nothing, deleting what is referred to. */
import { type Reference, referringFields } from "../access/Reference.ts"
import { Conflict, ReferenceMissing } from "../failures.ts"
import type { Column } from "../resource/Column.ts"
import { takenFields as keyFields, uidOf } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Values } from "../value/ColumnType.ts"
import type { Write } from "./decideWrite.ts"
import { holds } from "./judge.ts"
import { isPresent } from "./softly.ts"

/** What a store holds beside the record that is written. */
export interface Others {
  /** The resource's records; the one that is written may be among them. */
  readonly rows: () => Iterable<Values>
  /** The record of another resource, or of this one, that has a uid: that of the write, or of what it refers to. */
  readonly referred: (resource: string, uid: string) => Values | undefined
}

/**
 * The first constraint that a write breaks. What is out of its caller's sight comes before any other, as those could tell
 * it from what is not there; then the key, the unique ones, and references to what is not there.
 */
export const constraintFailure = (
  resource: Resource,
  references: ReadonlyArray<Reference>,
  write: Write,
  others: Others
): Conflict | ReferenceMissing | null => {
  const fields = referringFields(resource, write.values)
  const told = { resource, references, fields }
  return (
    unseenFailure(told, write, others) ??
    takenFailure(resource, write, others) ??
    missingFailure(told, write, others)
  )
}

/** How a reference that leads nowhere is told. */
export interface Referring {
  readonly resource: Resource
  /** Those that its caller cannot make to every record. */
  readonly references: ReadonlyArray<Reference>
  /** The fields of the command's values that refer to something. */
  readonly fields: ReadonlyArray<string>
}

/** A new reference to what its caller does not see, or what is not there. */
export const unseenFailure = (
  { resource, references, fields }: Referring,
  write: Write,
  others: Others
): ReferenceMissing | null =>
  madeBy(resource, write, others).some(({ column, target }) => isUnseen(references, column, target))
    ? new ReferenceMissing({ resource: resource.name, fields })
    : null

/** A key, or values, that another record has. */
export const takenFailure = (resource: Resource, write: Write, others: Others): Conflict | null => {
  const { row } = write
  if (row === null) return null
  const taken = isKeyTaken(resource, write, others)
    ? keyFields(resource.key)
    : takenFields(resource, { ...write, row }, others)
  return taken === null ? null : new Conflict({ resource: resource.name, fields: taken })
}

/** A reference to what is not there. */
export const missingFailure = (
  { resource, references, fields }: Referring,
  write: Write,
  others: Others
): ReferenceMissing | null => {
  const missing = madeBy(resource, write, others).find(({ target }) => target === undefined)?.column.name
  if (missing === undefined) return null
  // Where some references are out of sight, which of them is missing would tell what the others refer to.
  return new ReferenceMissing({
    resource: resource.name,
    fields: references.length === 0 ? [missing] : fields
  })
}

interface Made {
  readonly column: Column
  readonly target: Values | undefined
}

/** The new references of a write, and what they lead to. */
function madeBy(resource: Resource, write: Write, others: Others): ReadonlyArray<Made> {
  const { row } = write
  if (row === null) return []
  return newReferences(resource, write).map((column) => ({
    column,
    target: others.referred(column.references ?? "", String(row[column.name]))
  }))
}

/** The columns in which a write refers to what it did not refer to before; a record that refers to itself needs no other. */
export const newReferences = (resource: Resource, write: Write): ReadonlyArray<Column> =>
  [...resource.columns.values()].filter(
    (column) => isNew(column, write) && !isItself(resource, column, write)
  )

/** Whether a resource's record refers to this one of a target, and is not the very same. */
export const refersTo = (resource: Resource, row: Values, target: Resource, uid: string): boolean =>
  !(resource.name === target.name && uidOf(resource.key, row) === uid) &&
  [...resource.columns.values()].some(
    ({ name, references }) =>
      references === target.name && (row[name] ?? null) !== null && String(row[name]) === uid
  )

function isKeyTaken({ name, key }: Resource, { before, row }: Write, { referred }: Others): boolean {
  return before === null && row !== null && referred(name, uidOf(key, row)) !== undefined
}

/** The fields of the first unique constraint in whose way another record stands. Values that are new are not the record's own. */
function takenFields(
  resource: Resource,
  { before, row }: Pick<Write, "before"> & { readonly row: Values },
  { rows }: Others
): ReadonlyArray<string> | null {
  // Of what is deleted softly nothing is taken, nor does it keep what it had.
  if (!isPresent(resource, row)) return null
  const had = before === null || !isPresent(resource, before) ? null : before
  const taken = resource.uniques.find(({ fields }) => {
    const columns = fields.flatMap((field) => resource.columns.get(field) ?? [])
    const isNew = columns.some((column) => had === null || !isEqual(column, had, row))
    // Null is unlike null in SQL: a record without a value never conflicts.
    if (!isNew || columns.some(({ name }) => (row[name] ?? null) === null)) return false
    for (const other of rows())
      if (isPresent(resource, other) && columns.every((column) => isEqual(column, other, row))) return true
    return false
  })
  return taken?.fields ?? null
}

/** As the type has it, whatever the two show. */
function isEqual({ name, cell }: Column, left: Values, right: Values): boolean {
  const [a, b] = [left[name] ?? null, right[name] ?? null]
  return a === null || b === null ? a === b : cell.compare(a, b) === 0
}

function isUnseen(
  references: ReadonlyArray<Reference>,
  { name }: Column,
  target: Values | undefined
): boolean {
  return references.some(
    ({ column, see }) => column.name === name && !(target !== undefined && holds(see, target))
  )
}

function isItself({ name, key }: Resource, column: Column, { row }: Write): boolean {
  return column.references === name && row !== null && String(row[column.name]) === uidOf(key, row)
}

/** A field that is not shown is judged whenever it is named: nobody learns by guessing what it holds. */
function isNew({ name, cell, references, shown, write }: Column, { before, row, values }: Write): boolean {
  const [was, is] = [before?.[name] ?? null, row?.[name] ?? null]
  if (references === null || is === null) return false
  if (before === null) return true
  if (write?.update === "never" || !Object.hasOwn(values, name)) return false
  return !shown || was === null || cell.compare(was, is) !== 0
}
