/** PostgreSQL's text of a cell as JSON, by a writer that is made once per column. */
import { cellType, type ColumnType } from "@pgcrest/core"
import { isJsonOutside } from "../sql/columns.ts"
import { cellReader, instant, timestamp } from "./cellReader.ts"

/** A value as a JSON string: of JSON its text, else a string's own characters or what is printed. */
export function textWriter(type: ColumnType): (cell: string) => string {
  const write = writer(type)
  if (type.kind === "json" || type.kind === "jsonb") return JSON.stringify
  return (cell) => {
    const written = write(cell)
    return written.startsWith('"') ? written : JSON.stringify(written)
  }
}

/** Exhaustive: a new kind does not compile until somebody says how its text is written. */
export function writer(type: ColumnType): (cell: string) => string {
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
