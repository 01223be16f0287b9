/** Which foreign keys of a table a declaration can say: those by one column to a record's uid, of a type with the same values. */
import { bareType } from "../catalogue/bareType.ts"
import type { Column, ForeignKey, Type } from "../catalogue/Description.ts"
import type { Key } from "./Declaration.ts"
import { uidTypes } from "./keyOf.ts"
import { type Named, type NamedTables, place } from "./Named.ts"

export interface ReferenceOf {
  readonly column: string
  /** The resource that it leads to. */
  readonly target: string
}

export interface References {
  readonly said: ReadonlyArray<ReferenceOf>
  /** The others, and why. */
  readonly unsaid: ReadonlyArray<{ readonly foreignKey: ForeignKey; readonly because: string }>
}

export const referencesOf = ({ table }: Named, all: NamedTables): References => {
  const said = new Map<string, ReferenceOf>()
  const unsaid: Array<References["unsaid"][number]> = []
  for (const foreignKey of table.foreignKeys) {
    const target = all.get(place(foreignKey.target))
    const [name = ""] = foreignKey.columns
    const because =
      obstacle(foreignKey, table.columns, target) ?? (said.has(name) ? "its column has one already" : null)
    if (because === null && target !== undefined) said.set(name, { column: name, target: target.name })
    else unsaid.push({ foreignKey, because: because ?? "" })
  }
  return { said: [...said.values()], unsaid }
}

function obstacle(
  { columns, targetColumns, target: { schema, name: table } }: ForeignKey,
  own: ReadonlyArray<Column>,
  target: Named | undefined
): string | null {
  const [name, ...more] = columns
  const [other] = targetColumns
  if (more.length > 0) return `it is over ${columns.length} columns`
  if (target === undefined) return `${schema}.${table} is not declared`
  if (soleColumn(target.key) !== other) return `it is not to what identifies a record of "${target.name}"`
  const [from, to] = [
    own.find((one) => one.name === name),
    target.table.columns.find((one) => one.name === other)
  ]
  if (from === undefined || to === undefined) return "a column is missing"
  return kindOf(from.type) === kindOf(to.type)
    ? null
    : `its types differ: ${from.type.name} and ${to.type.name}`
}

function soleColumn(key: Key): string | null {
  if (key.kind === "uid") return key.column
  return key.columns.length === 1 ? (key.columns[0] ?? null) : null
}

function kindOf(type: Type): string {
  const { name } = bareType(type)
  const kind = uidTypes.get(name) ?? name
  return whole.has(kind) ? "whole" : kind
}

const whole: ReadonlySet<string> = new Set(["smallint", "integer", "bigint"])
