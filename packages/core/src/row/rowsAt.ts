/** Related records in a row, of which an answer may hold many, one or none. */
import type { Values } from "../value/ColumnType.ts"
import { isObject } from "../value/jsonCell.ts"

/** The rows that stand under a key of a row; none where there is no row either. */
export const rowsAt = (row: Values | null, key: string): ReadonlyArray<Values> => {
  const rows: unknown = row?.[key]
  return Array.isArray(rows) ? rows.filter(isRow) : isRow(rows) ? [rows] : []
}

function isRow(value: unknown): value is Values {
  return isObject(value)
}
