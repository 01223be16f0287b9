/** What a table's columns lack for the fields of its resource. */
import { type Column, offers, type Resource } from "@pgcrest/core"
import { declaredType } from "../sql/columns.ts"
import type { CatalogueColumn, CatalogueTable } from "./CatalogueTable.ts"
import { fits, isNarrower } from "./columnFit.ts"
import type { Of, SchemaFault } from "./SchemaFault.ts"

type At = Of & { readonly column: string }

export const columnFaults = (
  of: Of,
  column: Column,
  { columns, kind }: Pick<CatalogueTable, "columns" | "kind">
): ReadonlyArray<SchemaFault> => {
  const at = { ...of, column: column.columnName }
  const type = declaredType(column.type)
  const found = columns.find(({ name }) => name === column.columnName)
  if (found === undefined) return [{ _tag: "ColumnMissing", ...at, type }]
  return [
    ...typeFaults(at, column, found),
    ...collationFaults(at, column, found),
    ...labelFaults(at, column, found),
    // Of a view's columns the catalogue does not know whether they may be null.
    ...(kind === "v" || kind === "m" || kind === "f" ? [] : nullFaults(at, column, found))
  ]
}

function typeFaults(at: At, { type, plays }: Column, found: CatalogueColumn): ReadonlyArray<SchemaFault> {
  const declared = { found: found.written, type: declaredType(type) }
  if (!fits(type, found)) return [{ _tag: "TypeDiffers", ...at, ...declared }]
  // As many versions as an integer holds no record gets.
  const isAmple = plays === "version" && found.type === "int4"
  return isNarrower(type, found) && !isAmple ? [{ _tag: "TypeNarrower", ...at, ...declared }] : []
}

// These order as memory does, by code point.
const plain = ["C", "POSIX", "C.UTF-8", "C.utf8", "ucs_basic", "pg_c_utf8"]

function collationFaults(
  at: At,
  { type, plays }: Column,
  { collation }: CatalogueColumn
): ReadonlyArray<SchemaFault> {
  if (type.kind !== "text" || plays !== null || collation === null) return []
  const declared = type.collation ?? null
  if (declared === null ? plain.includes(collation) : declared === collation) return []
  return [{ _tag: "CollationDiffers", ...at, found: collation, collation: declared }]
}

function labelFaults(at: At, column: Column, found: CatalogueColumn): ReadonlyArray<SchemaFault> {
  const { labels = null } = found.element ?? found
  const type = column.type.kind === "array" ? column.type.of : column.type
  if (type.kind !== "enum" || type.type === null || labels === null) return []
  const missing = type.labels.filter((label) => !labels.includes(label))
  const undeclared = labels.filter((label) => !type.labels.includes(label))
  return [
    ...(missing.length === 0 ? [] : [{ _tag: "LabelsMissing" as const, ...at, labels: missing }]),
    ...(undeclared.length === 0 ? [] : [{ _tag: "LabelsUndeclared" as const, ...at, labels: undeclared }])
  ]
}

function nullFaults(
  at: At,
  { nullable, plays }: Column,
  { notNull }: CatalogueColumn
): ReadonlyArray<SchemaFault> {
  if (plays === "uid" || notNull === !nullable) return []
  if (!notNull) return [{ _tag: "NullAllowed", ...at }]
  return [{ _tag: plays !== null ? "AnonymousRefused" : "NullRefused", ...at }]
}

/** Columns that the database always makes, and that a verb of the resource writes; and those that it is to make, and does not. */
export const madeFaults = (
  of: Of,
  { columns, kind, triggers }: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> => {
  const isFilled = mayFill(triggers)
  const writes = (["create", "replace", "update"] as const).some((act) => offers(resource, act))
  return [...resource.columns.values()].flatMap((column) => {
    const found = columns.find(({ name }) => name === column.columnName)
    if (found === undefined) return []
    const unfilled = isFilled ? [] : unmade(of, column, { ...found, kind })
    return [...(writes ? generated(of, column, found) : []), ...unfilled]
  })
}

function generated(of: Of, column: Column, { made }: CatalogueColumn): ReadonlyArray<SchemaFault> {
  if (!made || isMade(column) || column.plays === "uid") return []
  return [{ _tag: "ColumnGenerated", ...of, column: column.columnName }]
}

function unmade(
  of: Of,
  column: Column,
  { supplied, kind }: CatalogueColumn & Pick<CatalogueTable, "kind">
): ReadonlyArray<SchemaFault> {
  // What an insert leaves out is made by the table under a view; the default that a PUT sets must be the view's own.
  const isLeft = isLeftToDatabase(column) || (isMade(column) && !column.nullable && kind !== "v")
  return isLeft && !supplied ? [{ _tag: "DefaultMissing", ...of, column: column.columnName }] : []
}

function isMade({ write, plays }: Column): boolean {
  return write === null && plays === null
}

// Which columns a trigger fills nobody knows; that it is there is told by itself.
function mayFill(triggers: CatalogueTable["triggers"]): boolean {
  return triggers.some(({ when, events }) => when !== "after" && events.includes("insert"))
}

// Null is what a column without a default holds anyway.
function isLeftToDatabase({ default: standard }: Column): boolean {
  return standard?.by === "database" && standard.value !== null
}

// What statements add to a row, each behind a `?` that hardly any other name has.
const ours: ReadonlySet<string> = new Set(
  "verdict? immutable? known? version? at? operation? tag? table? place? seen? allowed?".split(" ")
)

/** Columns that a statement of ours could not tell from its own. */
export const takenNames = (of: Of, { columns }: CatalogueTable): ReadonlyArray<SchemaFault> =>
  columns
    .filter(({ name }) => ours.has(name))
    .map(({ name }) => ({ _tag: "ColumnNameTaken", ...of, column: name }))

/** What no record can be created without: undeclared columns that nobody fills, and sequences that number others. */
export const undeclaredFaults = (
  of: Of,
  { columns, triggers }: CatalogueTable,
  resource: Resource.Resource
): ReadonlyArray<SchemaFault> => {
  if (!offers(resource, "create") && !offers(resource, "replace")) return []
  const declared = new Set([...resource.columns.values()].map(({ columnName }) => columnName))
  const unfilled = columns.filter(
    ({ name, notNull, supplied }) => notNull && !supplied && !declared.has(name) && !mayFill(triggers)
  )
  return [
    ...unfilled.map(({ name }) => ({ _tag: "ColumnUndeclared" as const, ...of, column: name })),
    ...columns.flatMap(({ name: column, forbidden }) =>
      (forbidden ?? []).map((sequence) => ({ _tag: "SequenceForbidden" as const, ...of, column, sequence }))
    )
  ]
}
