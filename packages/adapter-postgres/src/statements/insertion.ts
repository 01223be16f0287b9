/** The columns and values of an insert, and what a rule on new values sees of them. */
import type { Cell, Command, Resource, Values } from "@pgcrest/core"
import { cellValue } from "../sql/columns.ts"
import { join, name, raw, type Sql } from "../sql/Sql.ts"
import type { Input } from "./Statement.ts"
import { subject, uidValue } from "./stamp.ts"

type Insert = Command.Create<Resource.Resource, Cell> | Command.Replace<Resource.Resource, Cell>

export interface Insertion<C> {
  readonly names: Sql<unknown>
  readonly values: Sql<C>
  /** What a field will hold. */
  readonly valueOf: (field: string) => Sql<C>
}

export const insertion = <C extends Input<Insert>>(
  { command: { resource, values } }: C,
  version: Sql<C>,
  instant: Sql<C>
): Insertion<C> => {
  const { audit } = resource
  const parts = new Map<string | null, Sql<C>>([
    [audit.uid, uidValue(resource)],
    [audit.version, version],
    [audit.created_at, instant],
    [audit.last_updated_at, instant],
    [audit.creator_uid, subject],
    [audit.last_updater_uid, subject]
  ])
  const columns = [...resource.columns.values()].map((column) => {
    const { field } = column
    const standard = field?.default ?? null
    const given =
      parts.get(column.name) ??
      cellValue<C>((input) => valueIn(input.command.values, column.name, standard?.value ?? null), column)
    const left = standard?.by === "database" && !(column.name in values)
    return { name: column.name, left, given }
  })
  const written = columns.filter(({ left }) => !left)
  const byName = new Map(columns.map((column) => [column.name, column.given]))
  return {
    names: join(
      written.map((column) => name(column.name)),
      ", "
    ),
    values: join(
      written.map(({ given }) => given),
      ", "
    ),
    valueOf: (field) => byName.get(field) ?? raw("null")
  }
}

function valueIn(values: Values, field: string, standard: Cell): Cell {
  const given = values[field]
  return given === undefined ? standard : given
}
