/** What a table lacks for its resource, as plain sentences; those that begin with "Note:" do not keep it from working. */
import type { Column, Resource } from "@pgcrest/core"
import type { CatalogueColumn, CatalogueTable, TableName } from "./catalogue.ts"
import { fits, writtenType } from "./columnFit.ts"

/** The faults of a resource's table; none when all is well. */
export const schemaFaults = (
  resource: Resource.Resource,
  table: CatalogueTable | null
): ReadonlyArray<string> => {
  const of = { resource, where: tableText(resource.table) }
  if (table === null) return [`${of.where} is missing: resource "${resource.name}" needs that table`]
  if (!isTable(table)) return [`${of.where} is no table, as resource "${resource.name}" needs one`]
  return [
    ...[...resource.columns.values()].flatMap((column) => columnFaults(of, column, table)),
    ...undeclaredFaults(of, table),
    ...uniqueFaults(of, table),
    ...referenceFaults(of, table),
    ...triggerNotes(of, table)
  ]
}

/** A table's name as it is read. */
const tableText = ({ schema, name }: TableName): string => (schema === null ? name : `${schema}.${name}`)

interface Of {
  readonly resource: Resource.Resource
  readonly where: string
}

function isTable({ kind }: CatalogueTable): boolean {
  return kind === "r" || kind === "p"
}

function columnFaults({ resource, where }: Of, column: Column, table: CatalogueTable): ReadonlyArray<string> {
  const { name, type, field } = column
  const found = table.columns.find((one) => one.name === name)
  if (found === undefined)
    return [
      `${where} lacks the column "${name}" that resource "${resource.name}" declares as ${writtenType(type)}`
    ]
  const at = `${where}.${name}`
  return [
    ...(fits(type, found)
      ? []
      : [`${at} is ${found.written}, but resource "${resource.name}" declares it as ${writtenType(type)}`]),
    ...nullFaults(at, column, found, resource),
    ...(field?.default?.by === "database" && !found.supplied
      ? [`${at} has no default, but resource "${resource.name}" leaves it to the database`]
      : [])
  ]
}

function nullFaults(
  at: string,
  column: Column,
  { notNull }: CatalogueColumn,
  { name, audit }: Resource.Resource
): ReadonlyArray<string> {
  if (column.name === audit.uid || notNull === !column.nullable) return []
  if (!notNull) return [`Note: ${at} may be null, but resource "${name}" declares that it never is`]
  return column.field === null
    ? [`Note: ${at} is not null, so anonymous callers cannot write to resource "${name}"`]
    : [`${at} is not null, but resource "${name}" declares it as optional`]
}

function undeclaredFaults({ resource, where }: Of, { columns }: CatalogueTable): ReadonlyArray<string> {
  return columns
    .filter(({ name, notNull, supplied }) => notNull && !supplied && !resource.columns.has(name))
    .map(
      ({ name }) =>
        `${where}.${name} is not null without a default, and resource "${resource.name}" does not declare it: no record can be created`
    )
}

function uniqueFaults({ resource, where }: Of, { uniques }: CatalogueTable): ReadonlyArray<string> {
  const { uid } = resource.audit
  const missing = resource.uniques.flatMap(({ constraint, fields }) =>
    uniques.some(({ name, columns }) => name === constraint && sameNames(columns, fields))
      ? []
      : [
          `${where} lacks the unique constraint "${constraint}" on ${fields.join(", ")} that resource "${resource.name}" declares`
        ]
  )
  const keys = uniques.filter(({ columns }) => sameNames(columns, [uid]))
  if (keys.some(({ immediate }) => immediate)) return missing
  const needs = `which resource "${resource.name}" needs`
  return [
    keys.length === 0
      ? `${where} has no primary key or unique constraint on "${uid}", ${needs}`
      : `${where} has only a deferrable key on "${uid}", and not one that is checked at once, ${needs}`,
    ...missing
  ]
}

function referenceFaults({ resource, where }: Of, { references }: CatalogueTable): ReadonlyArray<string> {
  const silent = references
    .filter(({ onDelete, onUpdate }) =>
      [onDelete, onUpdate].some((action) => action !== "a" && action !== "r")
    )
    .map(
      ({ name }) =>
        `${where} has the foreign key "${name}" that changes records by itself, past the audit trail: use no action or restrict`
    )
  const missing = Object.entries(resource.fields)
    .filter(
      ([field, declared]) =>
        declared.references !== null && !references.some(({ columns }) => columns.includes(field))
    )
    .map(
      ([field, declared]) =>
        `Note: ${where}.${field} refers to "${declared.references}" without a foreign key: nothing keeps what it refers to`
    )
  return [...silent, ...missing]
}

function triggerNotes({ where }: Of, { triggers }: CatalogueTable): ReadonlyArray<string> {
  return triggers.map(({ name, when, events }) => {
    const what =
      when === "after"
        ? "what it changes in the same row is missing in the answer, its tag and the trail"
        : "a row that it keeps back is answered as a conflict, and nothing of that write remains; versions and instants are not for it to set"
    return `Note: ${where} has the trigger "${name}" (${when} ${events} of each row): ${what}`
  })
}

function sameNames(left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}
