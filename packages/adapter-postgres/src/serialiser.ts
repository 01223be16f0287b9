/** Writes rows of text cells as JSON, compiled once per resource and choice of fields; nothing is parsed on the way. */
import type { Column, ColumnType } from "@pgcrest/core"
import { instant, isFinite } from "./readCell.ts"
import type { TextRow } from "./Statement.ts"

/** The records as JSON texts joined by commas; cell `i` of a row belongs to `columns[i]`. */
export const serialiser = (columns: ReadonlyArray<Column>): ((rows: ReadonlyArray<TextRow>) => string) => {
  const labels = columns.map(({ name }, at) => `${at === 0 ? "{" : ","}${JSON.stringify(name)}:`)
  const writers = columns.map(({ type }) => writer(type))
  const last = columns.length === 0 ? "{}" : "}"
  return (rows) => {
    let json = ""
    for (const row of rows) {
      if (json !== "") json += ","
      for (let at = 0; at < writers.length; at++) {
        const cell = row[at]
        json += labels[at]
        json += cell === null || cell === undefined ? "null" : writers[at]?.(cell)
      }
      json += last
    }
    return json
  }
}

function writer({ kind }: ColumnType): (cell: string) => string {
  switch (kind) {
    case "integer":
    case "bigint":
    case "jsonb":
    case "array":
      return verbatim
    case "numeric":
    case "float":
      return (cell) => (isFinite(cell) ? cell : "null")
    case "boolean":
      return (cell) => (cell === "t" ? "true" : "false")
    case "timestamptz":
      return (cell) => (isFinite(cell) ? `"${instant(cell)}"` : "null")
    case "date":
      return (cell) => (isFinite(cell) ? `"${cell}"` : "null")
    case "uuid":
      return (cell) => `"${cell}"`
    case "text":
    case "enum":
      return JSON.stringify
  }
}

function verbatim(cell: string): string {
  return cell
}
