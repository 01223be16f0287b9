/** How columns are named, cast, sent and read. */
import type { Column, ColumnType, Resource } from "@pgcrest/core"
import type { Given } from "../shape/Shape.ts"
import { identifier } from "./identifier.ts"
import { name, quote, raw, type Sql, sql, value } from "./Sql.ts"

/** The table with its schema, quoted. */
export const tableName = ({ table }: Resource.Resource): Sql =>
  raw(table.schema === null ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`)

/** The type that parameters for such a column are cast to. Without precision: a filter's operand may have more digits. */
export const castType = (type: ColumnType): string => {
  switch (type.kind) {
    case "enum":
      return type.type === null ? "text" : type.type.split(".").map(identifier).join(".")
    case "array":
      return `${typeNames[type.of.kind]}[]`
    default:
      return typeNames[type.kind]
  }
}

/** The type that such a column is declared with. */
export const declaredType = (type: ColumnType): string =>
  type.kind === "numeric" ? `numeric(${type.precision},${type.scale})` : castType(type)

// A new kind does not compile until it has a name.
const typeNames: Readonly<Record<Exclude<ColumnType["kind"], "enum" | "array">, string>> = {
  uuid: "uuid",
  text: "text",
  boolean: "boolean",
  integer: "integer",
  bigint: "bigint",
  numeric: "numeric",
  float: "double precision",
  date: "date",
  timestamptz: "timestamptz",
  jsonb: "jsonb"
}

/** What a write gives to its column. */
export const givenValue = ({ column, value: hole }: Given): Sql => value(hole, castType(column.type))

/** A column of a row source. */
export const of = (alias: string, { columnName }: Column): Sql => raw(`${alias}.${quote(columnName)}`)

/** The column's name alone, as where values are given to it. */
export const columnName = (column: Column): Sql => name(column.columnName)

/** The output of a column: its own text, or JSON where PostgreSQL's text is another notation. */
export const outputColumn = (alias: string, column: Column): Sql =>
  column.type.kind === "array" ? sql`to_json(${of(alias, column)})` : of(alias, column)
