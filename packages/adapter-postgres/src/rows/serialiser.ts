/** Writes rows of text cells as JSON, compiled once per resource and choice of fields; nothing is parsed on the way. */
import { cellType, type Column, type ColumnType } from "@pgcrest/core"
import { isJsonOutside } from "../sql/columns.ts"
import { cellReader, instant, timestamp } from "./cellReader.ts"
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

function writer(type: ColumnType): (cell: string) => string {
  switch (type.kind) {
    case "smallint":
    case "integer":
    case "bigint":
    case "oid":
    case "json":
    case "jsonb":
    case "hstore":
    case "geometry":
      return asIs
    case "numeric":
      return number
    // The trail, and whoever sends it back, have one zero.
    case "real":
    case "float":
      return (cell) => (cell === "-0" ? "0" : number(cell))
    case "boolean":
      return (cell) => (cell === "t" ? "true" : "false")
    case "timestamptz":
      return (cell) => `"${instant(cell)}"`
    case "timestamp":
      return (cell) => `"${timestamp(cell, type.zone)}"`
    case "uuid":
    case "date":
    case "time":
    case "bit":
    case "inet":
    case "cidr":
    case "macaddr":
    case "macaddr8":
      return (cell) => `"${cell}"`
    case "text":
    case "citext":
    case "enum":
    case "other":
      return JSON.stringify
    case "array":
      return isJsonOutside(type) ? asIs : printed(type)
    case "char":
    case "timetz":
    case "interval":
    case "bytea":
    case "range":
    case "multirange":
      return printed(type)
  }
}

/** What is not told as PostgreSQL writes it is read first. */
function printed(type: ColumnType): (cell: string) => string {
  const [read, { print }] = [cellReader(type), cellType(type)]
  return (cell) => print(read(cell))
}

/** JSON has no number for NaN and the infinities. */
function number(cell: string): string {
  return isFinite(cell) ? cell : `"${cell}"`
}

/** False for NaN and the infinities: all else begins with a digit behind its sign. */
function isFinite(text: string): boolean {
  const first = text.charCodeAt(text.startsWith("-") ? 1 : 0)
  return first >= 48 && first <= 57
}

function asIs(cell: string): string {
  return cell
}
