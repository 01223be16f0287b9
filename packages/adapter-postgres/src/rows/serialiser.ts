/** Writes rows of text cells as JSON, compiled once per resource and choice of fields; nothing is parsed on the way. */
import type { Column, ColumnType } from "@pgcrest/core"
import { instant, isFinite } from "./readCell.ts"
import type { TextRow } from "../client/TextQuery.ts"

/** A field of an answer. */
export interface OutputField {
  /** Its name in the answer. */
  readonly as: string
  readonly column: Column
  /** Where in a row its cell stands. */
  readonly at: number
}

/** The records as JSON texts joined by commas. */
export const serialiser = (
  fields: ReadonlyArray<OutputField>
): ((rows: ReadonlyArray<TextRow>) => string) => {
  const labels = fields.map(({ as }, i) => `${i === 0 ? "{" : ","}${JSON.stringify(as)}:`)
  const writers = fields.map(({ column }) => writer(column.type))
  const places = fields.map(({ at }) => at)
  const last = fields.length === 0 ? "{}" : "}"
  return (rows) => {
    let json = ""
    for (const row of rows) {
      if (json !== "") json += ","
      for (let i = 0; i < writers.length; i++) {
        const cell = row[places[i] ?? i]
        json += labels[i]
        json += cell === null || cell === undefined ? "null" : writers[i]?.(cell)
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
