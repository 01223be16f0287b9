/** What a table lacks for its resource. */
import type { Column, Resource } from "@pgcrest/core"
import type { CatalogueColumn, CatalogueTable, TableName } from "./catalogue.ts"
import { fits } from "./columnFit.ts"
import { declaredType } from "../sql/columns.ts"
import type { SchemaFault } from "./SchemaFault.ts"

/** The faults of a resource's table; none when all is well. */
export const schemaFaults = (
  resource: Resource.Resource,
  table: CatalogueTable | null
): ReadonlyArray<SchemaFault> => {
  const of: Of = { table: tableText(resource.table), resource: resource.name }
  if (table === null) return [{ _tag: "TableMissing", ...of }]
  if (!isTable(table)) return [{ _tag: "NotATable", ...of }]
  return [
    ...[...resource.columns.values()].flatMap((column) => columnFaults(of, column, table)),
    ...undeclaredFaults(of, table, resource),
    ...uniqueFaults(of, table, resource),
    ...referenceFaults(of, table, resource),
    ...triggerFaults(of, table)
  ]
}

/** A table's name as it is read. */
const tableText = ({ schema, name }: TableName): string => (schema === null ? name : `${schema}.${name}`)

interface Of {
  readonly table: string
  readonly resource: string
}

function isTable({ kind }: CatalogueTable): boolean {
  return kind === "r" || kind === "p"
}

function columnFaults(of: Of, column: Column, { columns }: CatalogueTable): ReadonlyArray<SchemaFault> {
  const at = { ...of, column: column.columnName }
  const type = declaredType(column.type)
  const found = columns.find(({ name }) => name === column.columnName)
  if (found === undefined) return [{ _tag: "ColumnMissing", ...at, type }]
  const { written, supplied } = found
  return [
    ...(fits(column.type, found) ? [] : [{ _tag: "TypeDiffers" as const, ...at, found: written, type }]),
    ...nullFaults(at, column, found),
    ...(isLeftToDatabase(column) && !supplied ? [{ _tag: "DefaultMissing" as const, ...at }] : [])
  ]
}

// Null is what a column without a default holds anyway.
function isLeftToDatabase({ default: standard }: Column): boolean {
  return standard?.by === "database" && standard.value !== null
}

function nullFaults(
  at: Of & { readonly column: string },
  { nullable, plays }: Column,
  { notNull }: CatalogueColumn
): ReadonlyArray<SchemaFault> {
  if (plays === "uid" || notNull === !nullable) return []
  if (!notNull) return [{ _tag: "NullAllowed", ...at }]
  return [{ _tag: plays !== null ? "AnonymousRefused" : "NullRefused", ...at }]
}

function undeclaredFaults(
  of: Of,
  { columns }: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> {
  const declared = new Set([...resource.columns.values()].map(({ columnName }) => columnName))
  return columns
    .filter(({ name, notNull, supplied }) => notNull && !supplied && !declared.has(name))
    .map(({ name }) => ({ _tag: "ColumnUndeclared", ...of, column: name }))
}

function uniqueFaults(
  of: Of,
  { uniques }: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> {
  const key = resource.key.columns.map(({ columnName }) => columnName)
  const missing = resource.uniques
    .map(({ constraint, fields }) => ({ constraint, columns: columnNames(resource, fields) }))
    .filter(
      (declared) =>
        !uniques.some(
          ({ name, columns }) => name === declared.constraint && sameNames(columns, declared.columns)
        )
    )
    .map((declared) => ({ _tag: "UniqueMissing" as const, ...of, ...declared }))
  const keys = uniques.filter(({ columns }) => sameNames(columns, key))
  if (keys.some(({ immediate }) => immediate)) return missing
  return [
    { _tag: keys.length === 0 ? "KeyMissing" : "KeyDeferrable", ...of, column: key.join(", ") },
    ...missing
  ]
}

function referenceFaults(
  of: Of,
  { references }: CatalogueTable,
  { columns: declared }: Resource.Resource
): ReadonlyArray<SchemaFault> {
  const writing = references
    .filter(({ onDelete, onUpdate }) =>
      [onDelete, onUpdate].some((action) => action !== "a" && action !== "r")
    )
    .map(({ name }) => ({ _tag: "ForeignKeyWrites" as const, ...of, constraint: name }))
  const missing = [...declared.values()].flatMap(({ columnName: name, references: target }) =>
    target === null || references.some(({ columns }) => columns.includes(name))
      ? []
      : [{ _tag: "ForeignKeyMissing" as const, ...of, column: name, references: target }]
  )
  return [...writing, ...missing]
}

function triggerFaults(of: Of, { triggers }: CatalogueTable): ReadonlyArray<SchemaFault> {
  return triggers.map(({ name, when, events }) => ({
    _tag: "RowTrigger",
    ...of,
    trigger: name,
    when,
    events
  }))
}

function columnNames({ columns }: Resource.Resource, fields: ReadonlyArray<string>): ReadonlyArray<string> {
  return fields.flatMap((field) => columns.get(field)?.columnName ?? [])
}

function sameNames(left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}
