/** Writes rows of text cells as JSON, compiled once per resource and choice of fields; nothing is parsed on the way. */
import { cellType, type ColumnType } from "@pgcrest/core"
import { isJsonOutside } from "../sql/columns.ts"
import { cellReader, instant, timestamp } from "./cellReader.ts"
import type { TextRow } from "../client/TextQuery.ts"
import type { EmbedField, OutputField } from "./OutputField.ts"
import { readRecords } from "./recordText.ts"

type Serialiser = (rows: ReadonlyArray<TextRow>) => string

/** The records as JSON texts joined by commas. */
export const serialiser = (fields: ReadonlyArray<OutputField>): Serialiser => {
  const members = fields.map(memberOf)
  const labels = members.map(({ label }, i) => `${i === 0 ? "{" : ","}${label}`)
  const places = fields.map(({ at }) => at)
  const last = fields.length === 0 ? "{}" : "}"
  return (rows) => {
    let json = ""
    for (const row of rows) {
      if (json !== "") json += ","
      for (let i = 0; i < members.length; i++) {
        const cell = row[places[i] ?? i]
        json += labels[i]
        json += cell === null || cell === undefined ? members[i]?.absent : members[i]?.write(cell)
      }
      json += last
    }
    return json
  }
}

/** What one cell is written as. */
interface Member {
  /** What stands before it; nothing where the cell brings names of its own. */
  readonly label: string
  readonly write: (cell: string) => string
  /** What is written where the cell is null. */
  readonly absent: string
}

function memberOf(field: OutputField): Member {
  const label = `${JSON.stringify(field.as)}:`
  if (field._tag === "Cell") {
    const write = field.asText ? textWriter(field.type) : writer(field.type)
    return { label, write, absent: "null" }
  }
  if (field.spread) return spreadMember(field)
  const write = serialiser(field.fields)
  return field.many
    ? { label, write: (cell) => `[${write(readRecords(cell))}]`, absent: "[]" }
    : { label, write: (cell) => write(readRecords(cell)), absent: "null" }
}

/** The names of related records among the record's own: of many records an array each. */
function spreadMember({ fields, many }: EmbedField): Member {
  if (!many) {
    const write = serialiser(fields)
    const inside = (rows: ReadonlyArray<TextRow>) => write(rows).slice(1, -1)
    return { label: "", write: (cell) => inside(readRecords(cell)), absent: inside([[]]) }
  }
  const members = fields.map((field) => ({ ...memberOf(field), at: field.at }))
  const write = (rows: ReadonlyArray<TextRow>) =>
    members
      .map(({ label, write, absent, at }) => {
        const cells = rows.map((row) => row[at] ?? null)
        return `${label}[${cells.map((cell) => (cell === null ? absent : write(cell))).join(",")}]`
      })
      .join(",")
  return { label: "", write: (cell) => write(readRecords(cell)), absent: write([]) }
}

/** A value as a JSON string: of JSON its text, else a string's own characters or what is printed. */
function textWriter(type: ColumnType): (cell: string) => string {
  const write = writer(type)
  if (type.kind === "json" || type.kind === "jsonb") return JSON.stringify
  return (cell) => {
    const written = write(cell)
    return written.startsWith('"') ? written : JSON.stringify(written)
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
