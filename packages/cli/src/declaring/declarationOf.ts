/** What the declaration of one table says. */
import type { Column, ForeignKey, Table } from "../catalogue/Description.ts"
import { auditOf } from "./auditOf.ts"
import type { Declaration, FieldDeclaration, Key, Part, RelationDeclaration } from "./Declaration.ts"
import { fieldOf } from "./fieldOf.ts"
import { fieldType, type Timestamps } from "./fieldType.ts"
import { isTable } from "./keyOf.ts"
import type { Named } from "./Named.ts"
import type { References } from "./referencesOf.ts"
import { type Uniques, uniquesOf } from "./uniquesOf.ts"
import type { Verbs } from "./verbsOf.ts"

/** What is known of a table beside itself. */
export interface Surroundings {
  readonly references: References
  readonly relations: ReadonlyArray<RelationDeclaration>
  readonly verbs: Verbs
  readonly timestamps: Timestamps
}

export const declarationOf = (named: Named, surroundings: Surroundings): Declaration => {
  const { table, key, name, constant } = named
  const keys = key.kind === "uid" ? [key.column] : key.columns
  const audit = [...uidOf(named), ...auditOf(table, named.fields, keys)]
  const playing = new Set(audit.map(({ column }) => column))
  const uniques = uniquesOf(named, playing)
  return {
    name,
    constant,
    table: { schema: table.schema, name: table.name },
    isView: !isTable(table),
    verbs: surroundings.verbs.verbs,
    description: table.comment,
    key: declaredKey(named, surroundings.timestamps),
    audit,
    fields: table.columns
      .filter((column) => !playing.has(column.name))
      .map((column) => declared(column, named, uniques, surroundings)),
    relations: surroundings.relations,
    uniques: uniques.several,
    remarks: [...doubtOf(audit), ...remarksOf(named, playing, uniques, surroundings)]
  }
}

// Other tools count writes under names of their own; a table of ours has a creator, too.
function doubtOf(audit: ReadonlyArray<Part>): ReadonlyArray<string> {
  const isOurs = audit.some(({ part, column }) => part === "creator_uid" && column !== null)
  const isDoubtful = audit.some(({ part, column }) => part === "version" && column === "version")
  return isOurs || !isDoubtful
    ? []
    : [
        "Taken for the count of a record's writes, which nobody else sets: version. Where it is anything else, say version: false under audit, and declare it as a field."
      ]
}

function declaredKey(named: Named, timestamps: Timestamps): Key {
  const { key, table } = named
  if (key.kind === "columns") return { ...key, columns: key.columns.map((column) => nameOf(named, column)) }
  const column = table.columns.find(({ name }) => name === key.column)
  if (key.type !== "other" || column === undefined) return key
  return { ...key, field: fieldType(column.type, column.modifier, timestamps).code }
}

function nameOf({ fields }: Named, column: string): string {
  return fields.get(column) ?? column
}

function uidOf(named: Named): ReadonlyArray<Part> {
  if (named.key.kind !== "uid") return []
  const { column } = named.key
  return [{ part: "uid", column, name: nameOf(named, column), isTimestamp: false }]
}

function declared(
  column: Column,
  named: Named,
  uniques: Uniques,
  { references, timestamps }: Surroundings
): FieldDeclaration {
  const { table, key } = named
  const keys = key.kind === "columns" ? key.columns : []
  const isKey = keys.includes(column.name)
  return fieldOf(column, {
    name: nameOf(named, column.name),
    timestamps,
    refersTo: references.said.find((reference) => reference.column === column.name)?.target ?? null,
    unique: uniques.single.get(column.name) ?? null,
    isKey,
    isAddress: isKey && keys.length === 1 && isTable(table),
    checks: table.checks.filter(({ columns }) => columns.length === 1 && columns[0] === column.name)
  })
}

function remarksOf(
  { table, key }: Named,
  playing: ReadonlySet<string | null>,
  uniques: Uniques,
  { verbs, references }: Surroundings
): ReadonlyArray<string> {
  const guess = isTable(table)
    ? "The table has no key: what stands for one here is a guess, and nothing in the database keeps two rows from sharing it."
    : "Nothing tells which column identifies a row here: this one is a guess."
  return [
    ...(key.kind === "uid" || key.known ? [] : [guess]),
    ...verbs.remarks,
    ...uniques.unsaid,
    ...references.unsaid.map(({ foreignKey, because }) => unsaid(foreignKey, because)),
    ...table.checks
      .filter(({ columns }) => columns.length !== 1 || playing.has(columns[0] ?? ""))
      .map(({ name, definition }) => `Not said here: ${name}: ${definition}`)
  ]
}

function unsaid({ name, columns, target }: ForeignKey, because: string): string {
  return `Not said here: the foreign key ${name} (${columns.join(", ")}) to ${placeOf(target)}: ${because}.`
}

function placeOf({ schema, name }: Pick<Table, "schema" | "name">): string {
  return `${schema}.${name}`
}
