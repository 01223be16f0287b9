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
  const members = membersOf(fields)
  const labels = members.map(({ label }, i) => `${i === 0 ? "{" : ","}${label}`)
  const last = members.length === 0 ? "{}" : "}"
  return (rows) => {
    let json = ""
    for (const row of rows) {
      if (json !== "") json += ","
      for (let i = 0; i < members.length; i++) {
        const member = members[i]
        const cell = row[member?.at ?? i]
        json += labels[i]
        json += cell === null || cell === undefined ? member?.absent : member?.write(cell)
      }
      json += last
    }
    return json
  }
}

/** A name of an answer, and what is written behind it of one cell. */
interface Member {
  readonly label: string
  /** Where in a row the cell stands. */
  readonly at: number
  readonly write: (cell: string) => string
  /** What is written where the cell is null. */
  readonly absent: string
}

function membersOf(fields: ReadonlyArray<OutputField>): ReadonlyArray<Member> {
  return fields.flatMap((field) =>
    field._tag === "Embed" && field.spread ? spreadMembers(field) : [memberOf(field)]
  )
}

function memberOf(field: OutputField): Member {
  const { at } = field
  const label = `${JSON.stringify(field.as)}:`
  if (field._tag === "Cell") {
    const write = field.asText ? textWriter(field.type) : writer(field.type)
    return { label, at, write, absent: "null" }
  }
  const write = serialiser(field.fields)
  return field.many
    ? { label, at, write: (cell) => `[${write(readRecords(cell))}]`, absent: "[]" }
    : { label, at, write: (cell) => write(readRecords(cell)), absent: "null" }
}

/** The names of related records among the record's own, however deep they are spread: of many records an array each. */
function spreadMembers({ at, fields, many }: EmbedField): ReadonlyArray<Member> {
  return membersOf(fields).map((inner) => {
    const one = (row: TextRow) => {
      const cell = row[inner.at] ?? null
      return cell === null ? inner.absent : inner.write(cell)
    }
    const write = (cell: string) => readRecords(cell).map(one).join(",")
    return many
      ? { label: inner.label, at, write: (cell) => `[${write(cell)}]`, absent: "[]" }
      : { label: inner.label, at, write, absent: inner.absent }
  })
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
