/** How columns are named, cast, sent and read. */
import type { Cell, Column, ColumnType, Resource } from "@pgcrest/core"
import { identifier } from "./identifier.ts"
import { quote, raw, type Sql, value } from "./Sql.ts"

/** The table with its schema, quoted. */
export const tableName = ({ table }: Resource.Resource): Sql<unknown> =>
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

/** A cell as `pg` sends it: text wherever a JavaScript value would lose something. */
export const toParameter = (cell: Cell | undefined, { kind }: ColumnType): unknown => {
  if (cell === null || cell === undefined) return null
  switch (kind) {
    case "jsonb":
      return JSON.stringify(cell)
    // An array is `pg`'s to write.
    case "array":
      return cell
    case "uuid":
    case "text":
    case "enum":
    case "boolean":
    case "integer":
    case "bigint":
    case "numeric":
    case "float":
    case "date":
    case "timestamptz":
      return String(cell)
  }
}

/** A parameter for one column. */
export const cellValue = <C>(pick: (input: C) => Cell | undefined, { type }: Column): Sql<C> =>
  value((input) => toParameter(pick(input), type), castType(type))

/** A column of a row source. */
export const of = (alias: string, column: string): Sql<unknown> => raw(`${alias}.${quote(column)}`)

/** The output of a column: its own text, or JSON where PostgreSQL's text is another notation. */
export const outputColumn = (alias: string, { name, type }: Column): string =>
  type.kind === "array" ? `to_json(${alias}.${quote(name)})` : `${alias}.${quote(name)}`
