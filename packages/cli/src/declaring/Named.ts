/** A table with the names under which it is declared, and its key. */
import type { QualifiedName, Table } from "../catalogue/Description.ts"
import type { Key } from "./Declaration.ts"
import { fieldNames } from "./fieldNames.ts"
import { keyOf } from "./keyOf.ts"
import { type Kept, type ResourceName, resourceNames } from "./resourceNames.ts"

export interface Named extends ResourceName {
  readonly table: Table
  readonly key: Key
  /** By column. */
  readonly fields: ReadonlyMap<string, string>
}

/** All of these by schema and name. */
export type NamedTables = ReadonlyMap<string, Named>

/** Without those that nothing tells the rows of apart. */
export const namedTables = (tables: ReadonlyArray<Table>, kept: Kept): NamedTables => {
  const keyed = tables.flatMap((table) => {
    const key = keyOf(table)
    return key === null ? [] : [{ table, key }]
  })
  const names = resourceNames(
    keyed.map(({ table }) => table),
    kept
  )
  return new Map(
    keyed.flatMap(({ table, key }, at) => {
      const name = names[at]
      if (name === undefined) return []
      const fields = fieldNames(table.columns.map((column) => column.name))
      return [[place(table), { ...name, table, key, fields }] as const]
    })
  )
}

/** A table's place as one text; a quoted name may hold any character but this. */
export const place = ({ schema, name }: QualifiedName): string => `${schema}\u0000${name}`
