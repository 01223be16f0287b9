/** Bodies that a database takes for a resource, from its columns alone. */
import type { Column, ColumnType, Resource } from "@pgcrest/core"

/** The uids of records that are there already, by resource. */
export type Known = ReadonlyMap<string, string>

/** What a client must send to create a record; `number` makes values of one column differ. */
export const sampleBody = (
  { columns }: Resource.Resource,
  known: Known,
  number: number
): Readonly<Record<string, unknown>> => {
  const body: Record<string, unknown> = {}
  for (const column of columns.values()) {
    if (column.write?.create !== "required") continue
    const value = column.references === null ? sample(column.type, number) : referred(column, known)
    body[column.name] = value
  }
  return body
}

const referred = ({ references, type }: Column, known: Known): unknown => {
  const uid = known.get(references ?? "")
  return uid !== undefined && ["smallint", "integer", "bigint"].includes(type.kind) ? Number(uid) : uid
}

const letters = "abcdefghijklmnopqrstuvwxyz"

/** A value of a type, in JSON. */
export const sample = (type: ColumnType, number: number): unknown => {
  switch (type.kind) {
    case "text":
    case "char":
      return `x@${letters[number % 26]}${number}`.slice(0, type.length ?? 20)
    case "citext":
      return `x${number}`
    case "enum":
      return type.labels[0]
    case "uuid":
      return `0198a000-0000-4000-8000-${String(number + 1000).padStart(12, "0")}`
    case "boolean":
      return true
    case "smallint":
    case "integer":
    case "bigint":
    case "oid":
    case "float":
    case "real":
      return 100 + number
    case "numeric":
      return 1
    case "date":
      return "2026-01-02"
    case "time":
      return "08:30:00"
    case "timetz":
      return "08:30:00+00"
    case "timestamp":
      return type.zone === "utc" ? `2026-01-02T03:04:0${number % 10}Z` : "2026-01-02T03:04:05"
    case "timestamptz":
      return `2026-01-02T03:04:0${number % 10}Z`
    case "interval":
      return "PT1H"
    case "bytea":
      return "AAEC"
    case "bit":
      return "0".repeat(type.length ?? 1)
    case "json":
    case "jsonb":
      return { a: 1 }
    case "hstore":
      return { a: "b" }
    case "inet":
      return "10.0.0.1"
    case "cidr":
      return "10.0.0.0/8"
    case "array":
      return []
    case "range":
      return "empty"
    case "multirange":
      return "{}"
    case "other":
      return "1"
    default:
      return undefined
  }
}
