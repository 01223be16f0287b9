/** What a table's constraints lack for its resource, and do past it. */
import { Resource } from "@pgcrest/core"
import type { CatalogueTable } from "./CatalogueTable.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

/** What tells two records apart. */
export const keyFaults = (
  of: Of,
  { uniques, kind, columns }: CatalogueTable,
  { key }: Resource.Resource
): ReadonlyArray<SchemaFault> => {
  const names = key.columns.map(({ columnName }) => columnName)
  const alike = columns.flatMap(({ name, alike, collation }) =>
    names.includes(name) && alike === true
      ? [{ _tag: "KeyAlike" as const, ...of, column: name, collation: collation ?? "" }]
      : []
  )
  if (isElsewhere(kind)) return alike
  const column = names.join(", ")
  const keys = uniques.filter((unique) => unique.columns !== null && sameNames(unique.columns, names))
  const made = columns.find(({ name }) => name === names[0])?.supplied === true
  const unmade: ReadonlyArray<SchemaFault> =
    key.by === "database" && !made ? [{ _tag: "KeyNotMade", ...of, column }] : []
  const found = [...alike, ...unmade]
  if (keys.some(({ immediate }) => immediate)) return found
  if (Resource.soleColumn(key) === null) return [...alike, { _tag: "KeyNotUnique", ...of, column }]
  return [{ _tag: keys.length === 0 ? "KeyMissing" : "KeyDeferrable", ...of, column }, ...found]
}

/** Declared ones that are not there, and those of which a conflict cannot name the fields. */
export const uniqueFaults = (
  of: Of,
  { uniques, secured, kind }: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> => {
  if (isElsewhere(kind)) return []
  const names = new Set([...resource.columns.values()].map(({ columnName }) => columnName))
  // Where rows are secured PostgreSQL tells nobody which columns it was.
  const isTold = (told: ReadonlyArray<string> | null) =>
    !secured && told !== null && told.every((name) => names.has(name))
  const key = resource.key.columns.map(({ columnName }) => columnName)
  const declared = resource.uniques.map(({ constraint, fields }) => ({
    constraint,
    columns: columnNames(resource, fields)
  }))
  const missing = declared.filter(
    ({ constraint, columns }) =>
      !uniques.some(
        (one) => one.name === constraint && (one.columns === null || sameNames(one.columns, columns))
      )
  )
  const { softDelete } = resource
  // Over all rows it keeps what a deleted record had.
  const ofDeleted =
    softDelete === null ? [] : declared.filter(({ constraint }) => isOfAll(uniques, constraint))
  const undeclared = uniques.filter(
    ({ name, columns, told }) =>
      !isTold(told) &&
      !declared.some(({ constraint }) => constraint === name) &&
      !(columns !== null && sameNames(columns, key))
  )
  return [
    ...missing.map((one) => ({ _tag: "UniqueMissing" as const, ...of, ...one })),
    ...ofDeleted.map(({ constraint }) => ({
      _tag: "UniqueOfDeleted" as const,
      ...of,
      constraint,
      unless: softDelete?.column.columnName ?? ""
    })),
    ...undeclared.map(({ name }) => ({ _tag: "UniqueUndeclared" as const, ...of, constraint: name }))
  ]
}

function isOfAll(uniques: CatalogueTable["uniques"], constraint: string): boolean {
  return uniques.some(({ columns, name }) => name === constraint && columns !== null)
}

/** What is known of the tables of all resources. */
export interface Others {
  /** The ids of those whose records can be deleted. */
  readonly deletable: ReadonlySet<string>
  /** By resource; of one that is not there nothing. */
  readonly tables: ReadonlyMap<string, CatalogueTable>
}

/**
 * Foreign keys that write past the trail, where records of the table that they refer to can be deleted, and references
 * to it. What a change of a key would write does not matter: a uid stays.
 */
export const referenceFaults = (
  of: Of,
  { references, kind }: CatalogueTable,
  { columns: declared }: Resource.Resource,
  { deletable, tables }: Others
): ReadonlyArray<SchemaFault> => {
  if (isElsewhere(kind)) return []
  const writing = references
    .filter(({ onDelete, target }) => onDelete !== "a" && onDelete !== "r" && deletable.has(target))
    .map(({ name }) => ({ _tag: "ForeignKeyWrites" as const, ...of, constraint: name }))
  const missing = [...declared.values()].flatMap(({ columnName: name, references: target }) =>
    target === null ||
    references.some((one) => one.columns.includes(name) && mayBe(one.target, tables.get(target)))
      ? []
      : [{ _tag: "ForeignKeyMissing" as const, ...of, column: name, references: target }]
  )
  return [...writing, ...missing]
}

// No view has constraints, and a foreign table's are not known here.
function isElsewhere(kind: CatalogueTable["kind"]): boolean {
  return kind === "v" || kind === "m" || kind === "f"
}

// What a view shows has a table of its own, to which foreign keys lead.
function mayBe(id: string, table: CatalogueTable | undefined): boolean {
  return table === undefined || !"rp".includes(table.kind) || table.id === id
}

function columnNames({ columns }: Resource.Resource, fields: ReadonlyArray<string>): ReadonlyArray<string> {
  return fields.flatMap((field) => columns.get(field)?.columnName ?? [])
}

function sameNames(left: ReadonlyArray<string>, right: ReadonlyArray<string>): boolean {
  return left.length === right.length && left.every((name) => right.includes(name))
}
