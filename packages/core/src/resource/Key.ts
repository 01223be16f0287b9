/** What identifies a record of a resource: the column of its uid, or several columns together. */
import * as Result from "effect/Result"
import type { Cell, Values } from "../value/ColumnType.ts"
import type { Column } from "./Column.ts"

/** Who makes a new record's uid: the server, or a client by PUT beside it; a client alone; or the database. */
export type KeyMaker = "server" | "client" | "database"

/** How a resource's records are told from each other. */
export interface Key {
  /** The one that holds the uid; of several, the uid is the JSON array of their values. */
  readonly columns: readonly [Column, ...ReadonlyArray<Column>]
  readonly by: KeyMaker
}

/** The column of the uid; null where several columns make it. */
export const soleColumn = ({ columns: [first, ...others] }: Key): Column | null =>
  others.length === 0 ? first : null

/** The uid of a record: of several columns as PostgreSQL writes a JSON array, `["a", 1]`. */
export const uidOf = (key: Key, values: Values): string => {
  const sole = soleColumn(key)
  if (sole !== null) return String(values[sole.name] ?? "")
  const printed = key.columns.map(({ name, cell }) => {
    const value = values[name] ?? null
    return value === null ? "null" : cell.print(value)
  })
  return `[${printed.join(", ")}]`
}

/** The cells of a uid, one for each column; null for what is no uid of such a record. */
export const cellsOfUid = (key: Key, uid: string): ReadonlyArray<Cell> | null => {
  const cells: Array<Cell> = []
  for (const [at, text] of textsOf(key, uid).entries()) {
    const column = key.columns[at]
    const cell = column?.cell.parse?.(text) ?? null
    if (cell === null || Result.isFailure(cell)) return null
    cells.push(cell.success)
  }
  return cells.length === key.columns.length ? cells : null
}

function textsOf(key: Key, uid: string): ReadonlyArray<string> {
  if (soleColumn(key) !== null) return [uid]
  const parts: unknown = Result.getOrElse(
    Result.try(() => JSON.parse(uid)),
    () => null
  )
  return Array.isArray(parts) ? parts.map(String) : []
}
