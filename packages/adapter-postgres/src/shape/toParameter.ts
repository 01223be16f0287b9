/** Cells as parameters: PostgreSQL's text of them, wherever a JavaScript value would lose something. */
import type { Cell, ColumnType } from "@pgcrest/core"
import { elementText, quoted } from "../client/parameterText.ts"

/** A cell as a parameter's value. */
export const toParameter = (cell: Cell, type: ColumnType): string | null => {
  if (cell === null) return null
  switch (type.kind) {
    case "json":
    case "jsonb":
    case "geometry":
      return JSON.stringify(cell)
    case "hstore":
      return hstoreText(cell)
    case "bytea":
      return `\\x${Buffer.from(String(cell), "base64").toString("hex")}`
    case "array":
      return arrayText(cell, (element) => toParameter(element, type.of), !isJson(type.of))
    case "uuid":
    case "text":
    case "char":
    case "citext":
    case "enum":
    case "boolean":
    case "smallint":
    case "integer":
    case "bigint":
    case "oid":
    case "numeric":
    case "real":
    case "float":
    case "date":
    case "time":
    case "timetz":
    // Without a zone, what the text says of one is not looked at: an instant is told in UTC.
    case "timestamp":
    case "timestamptz":
    case "interval":
    case "bit":
    case "inet":
    case "cidr":
    case "macaddr":
    case "macaddr8":
    case "range":
    case "multirange":
    case "other":
      return String(cell)
  }
}

/** An array in PostgreSQL's notation, each element in quotes but NULL; one inside is a dimension, unless elements are JSON. */
function arrayText(cell: Cell, textOf: (element: Cell) => string | null, nests: boolean): string {
  const elements: ReadonlyArray<Cell> = Array.isArray(cell) ? cell : []
  return `{${elements
    .map((element) =>
      nests && Array.isArray(element) ? arrayText(element, textOf, nests) : elementText(textOf(element))
    )
    .join(",")}}`
}

function isJson({ kind }: ColumnType): boolean {
  return kind === "json" || kind === "jsonb"
}

function hstoreText(cell: Cell): string {
  const members = typeof cell === "object" && cell !== null ? Object.entries(cell) : []
  return members
    .map(([name, value]) => `${quoted(name)}=>${value === null ? "NULL" : quoted(String(value))}`)
    .join(",")
}
