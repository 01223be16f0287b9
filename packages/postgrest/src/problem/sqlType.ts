/** The names of column types as PostgreSQL's messages have them. */
import type { ColumnType } from "@pgcrest/core"

/** `timestamp with time zone`, `text[]`. */
export const sqlType = (type: ColumnType): string => {
  switch (type.kind) {
    case "array":
      return `${sqlType(type.of)}[]`
    case "range":
    case "multirange":
    case "other":
      return type.type
    case "enum":
      return type.type ?? "text"
    default:
      return names.get(type.kind) ?? type.kind
  }
}

// Only those whose kind is not their name.
const names: ReadonlyMap<string, string> = new Map([
  ["char", "character"],
  ["float", "double precision"],
  ["time", "time without time zone"],
  ["timetz", "time with time zone"],
  ["timestamp", "timestamp without time zone"],
  ["timestamptz", "timestamp with time zone"]
])
