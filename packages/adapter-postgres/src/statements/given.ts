/** The values of a body as parameters. */
import type { Cell, Column, Command, Resource } from "@pgcrest/core"
import { cellValue } from "../sql/columns.ts"
import type { Sql } from "../sql/Sql.ts"
import type { Input } from "./Statement.ts"

/** A command that has a body. */
export type Writing =
  | Command.Create<Resource.Resource, Cell>
  | Command.Replace<Resource.Resource, Cell>
  | Command.Update<Resource.Resource, Cell>

/** What a body says that a column will hold, or else its default: one parameter, however often a statement uses it. */
export type Given<C> = (column: Column) => Sql<C>

/** For one statement: what it inserts and what it sets share their parameters, so that a value is sent once. */
export const givenValues = <C extends Input<Writing>>(): Given<C> => {
  const parameters = new Map<Column, Sql<C>>()
  return (column) => {
    const given = parameters.get(column) ?? parameter<C>(column)
    parameters.set(column, given)
    return given
  }
}

function parameter<C extends Input<Writing>>(column: Column): Sql<C> {
  const standard = column.default?.value ?? null
  return cellValue(({ command }) => {
    const given = command.values[column.name]
    return given === undefined ? standard : given
  }, column)
}
