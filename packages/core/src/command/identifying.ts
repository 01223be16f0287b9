/** What a row has in the columns by which its record is found. */
import type { Column } from "../resource/Column.ts"
import { keyCell } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell } from "../value/ColumnType.ts"
import type { Row } from "./Command.ts"
import { newValues } from "./newValues.ts"

/** The cells, defaults included, in the order of the columns; null where one is null, as null is unlike null: nothing is found by it. */
export const identifying = (
  resource: Resource,
  columns: ReadonlyArray<Column>,
  { uid, values }: Row<Cell>
): ReadonlyArray<Cell> | null => {
  const whole = newValues(resource, values)
  const cells = columns.map((column) =>
    column.plays !== "uid" ? (whole[column.name] ?? null) : uid === null ? null : keyCell(column, uid)
  )
  return cells.includes(null) ? null : cells
}
