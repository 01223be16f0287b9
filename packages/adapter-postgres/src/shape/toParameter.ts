/** Cells as `pg` sends them. */
import type { Cell, ColumnType } from "@pgcrest/core"

/** A cell as a parameter's value: text wherever a JavaScript value would lose something. */
export const toParameter = (cell: Cell, { kind }: ColumnType): Cell => {
  if (cell === null) return null
  switch (kind) {
    case "jsonb":
      return JSON.stringify(cell)
    // An array is `pg`'s to write.
    case "array":
      return cell
    case "uuid":
    case "text":
    case "enum":
    case "boolean":
    case "integer":
    case "bigint":
    case "numeric":
    case "float":
    case "date":
    case "timestamptz":
      return String(cell)
  }
}
