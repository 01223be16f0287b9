/** What identifies a record of a resource: the column of its uid, or several columns together. */
import * as Result from "effect/Result"
import type { Cell, Values } from "../value/ColumnType.ts"
import { digitsOf } from "../value/numberCell.ts"
import { parseExactJson } from "../value/parseExactJson.ts"
import { ofType } from "../value/faults.ts"
import type { Column } from "./Column.ts"

/**
 * Who makes a new record's uid: the server, or a client by PUT beside it; a client alone; the database; or nobody, where the
 * record's own fields identify it.
 */
export type KeyMaker = "server" | "client" | "database" | "fields"

/** How a resource's records are told from each other. */
export interface Key {
  /** The one that holds the uid; of several, the uid is the JSON array of their values. */
  readonly columns: readonly [Column, ...ReadonlyArray<Column>]
  readonly by: KeyMaker
}

/** The column of the uid; null where several columns make it. */
export const soleColumn = ({ columns }: Key): Column | null => (columns.length === 1 ? columns[0] : null)

/** What is taken where a record is there already: its uid, which is no field, or the fields that identify it. */
export const takenFields = ({ by, columns }: Key): ReadonlyArray<string> =>
  by === "fields" ? columns.map(({ name }) => name) : []

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
    const cell = column === undefined ? null : keyCell(column, text)
    if (cell === null) return null
    cells.push(cell)
  }
  return cells.length === key.columns.length ? cells : null
}

/** A text as a cell of a key, as the column writes it: `1` of a numeric(10, 2) is `1.00`. Null for what is none. */
export const keyCell = ({ cell: { parse, fromJson } }: Column, text: string): Cell | null => {
  if (parse === null) return null
  return Result.getOrElse(Result.flatMap(Result.mapError(parse(text), ofType), fromJson), () => null)
}

/** Numbers with every digit; what is no text, number, true or false is no part of a uid. */
function textsOf(key: Key, uid: string): ReadonlyArray<string> {
  if (soleColumn(key) !== null) return [uid]
  const parts = Result.getOrElse(
    Result.try(() => parseExactJson(uid)),
    () => null
  )
  if (!Array.isArray(parts)) return []
  return parts.flatMap((part: unknown) => textOf(part) ?? [])
}

function textOf(part: unknown): string | null {
  return typeof part === "string" || typeof part === "boolean" ? String(part) : digitsOf(part)
}

/** A text as the uid that it is, spelt as the record tells it; null for what is none. */
export const readUid = (key: Key, text: string): string | null => {
  const sole = soleColumn(key)
  if (sole !== null) {
    const cell = keyCell(sole, text)
    return cell === null ? null : String(cell)
  }
  const cells = cellsOfUid(key, text)
  if (cells === null) return null
  return uidOf(key, Object.fromEntries(key.columns.map(({ name }, at) => [name, cells[at] ?? null])))
}
