/** The statement that calls a declared function: names from the declaration, every value a parameter of its declared type. */
import type { Column, SqlFunction, Values } from "@pgcrest/core"
import type { QueryText, TextRow } from "../client/TextQuery.ts"
import { cellReader } from "../rows/cellReader.ts"
import { toParameter } from "../shape/toParameter.ts"
import { columnName, givenValue, outputColumn } from "../sql/columns.ts"
import { join, quote, raw, render, type Sql, sql } from "../sql/Sql.ts"

/** A call with its values and the way to read its answer. */
export interface FunctionCall extends QueryText {
  readonly read: (row: TextRow) => Values
  /** The parameter of the function that one of the statement's is for, counted from 1; null for none. */
  readonly fieldOf: (parameter: number) => string | null
}

/** Without a name: which parameters are given is the client's choice, and would make a statement of its own each time. */
export const functionCall = (
  { function: called, parameters, returns }: SqlFunction,
  given: Values
): FunctionCall => {
  const named = [...parameters.values()].filter(({ name }) => Object.hasOwn(given, name))
  const { text, holes } = render(selected(callSql(called, named), returns))
  const columns = [...returns.columns.values()].map((column) => [column, cellReader(column.type)] as const)
  return {
    name: null,
    text,
    values: holes.flatMap((hole) =>
      named.slice(hole, hole + 1).map(({ name, type }) => toParameter(given[name] ?? null, type))
    ),
    fieldOf: (parameter) => named[holes[parameter - 1] ?? -1]?.name ?? null,
    read: (row) =>
      Object.fromEntries(
        columns.map(([column, read], at) => [column.name, row[at] == null ? null : read(row[at])])
      )
  }
}

function callSql({ schema, name }: SqlFunction["function"], named: ReadonlyArray<Column>): Sql {
  const given = named.map(
    (column, value) => sql`${columnName(column)} => ${givenValue({ column, value, named: true })}`
  )
  const qualified = schema === null ? quote(name) : `${quote(schema)}.${quote(name)}`
  return sql`${raw(qualified)}(${join(given, ", ")})`
}

/** A value stands for itself; the columns of rows are asked for by name. */
function selected(call: Sql, { kind, columns }: SqlFunction["returns"]): Sql {
  const cells = [...columns.values()].map((column) => outputColumn("r", column))
  const source =
    kind === "value" ? sql`(select ${call} as ${join([...columns.values()].map(columnName), "")})` : call
  return sql`select ${join(cells, ", ")} from ${source} as r`
}
