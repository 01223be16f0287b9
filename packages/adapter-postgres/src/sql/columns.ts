/** How columns are named, cast, sent and read. */
import type { Cell, Column, ColumnType, Resource } from "@pgcrest/core"
import { quote, raw, type Sql, value } from "./Sql.ts"

/** The table with its schema, quoted. */
export const tableName = ({ table }: Resource.Resource): Sql<unknown> =>
  raw(table.schema === null ? quote(table.name) : `${quote(table.schema)}.${quote(table.name)}`)

/** The type that parameters for such a column are cast to. */
export const castType = (type: ColumnType): string => {
  switch (type.kind) {
    case "float":
      return "double precision"
    case "enum":
      return type.type === null ? "text" : type.type.split(".").map(quote).join(".")
    case "array":
      return `${type.of.kind}[]`
    // Without precision: a filter's operand may have more digits than the column.
    default:
      return type.kind
  }
}

/** A cell as `pg` sends it: text wherever a JavaScript value would lose something. */
export const toParameter = (cell: Cell | undefined, { kind }: ColumnType): unknown => {
  if (cell === null || cell === undefined) return null
  if (kind === "jsonb") return JSON.stringify(cell)
  return typeof cell === "object" ? cell : String(cell)
}

/** A parameter for one column. */
export const cellValue = <C>(pick: (input: C) => Cell | undefined, { type }: Column): Sql<C> =>
  value((input) => toParameter(pick(input), type), castType(type))

/** A column of a row source. */
export const of = (alias: string, column: string): Sql<unknown> => raw(`${alias}.${quote(column)}`)

/** The output of a column: its own text, or JSON where PostgreSQL's text is another notation. */
export const outputColumn = (alias: string, { name, type }: Column): string =>
  type.kind === "array" ? `to_json(${alias}.${quote(name)})` : `${alias}.${quote(name)}`
