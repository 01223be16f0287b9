/** The columns and values of an insert, and what a rule on new values sees of them. */
import type { Cell, Command, Resource } from "@pgcrest/core"
import { join, name, raw, type Sql } from "../sql/Sql.ts"
import type { Given } from "./given.ts"
import type { Input } from "./Statement.ts"
import { subject, uidValue } from "./stamp.ts"

type Insert = Command.Create<Resource.Resource, Cell> | Command.Replace<Resource.Resource, Cell>

export interface Insertion<C> {
  readonly names: Sql<unknown>
  readonly values: Sql<C>
  /** What a field will hold. */
  readonly valueOf: (field: string) => Sql<C>
}

/** What the new row counts itself as. */
interface Numbers<C> {
  readonly version: Sql<C>
  readonly instant: Sql<C>
}

export const insertion = <C extends Input<Insert>>(
  { command: { resource, values } }: C,
  given: Given<C>,
  { version, instant }: Numbers<C>
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
    const left = column.default?.by === "database" && !(column.name in values)
    return { name: column.name, left, value: parts.get(column.name) ?? given(column) }
  })
  const written = columns.filter(({ left }) => !left)
  const byName = new Map(columns.map((column) => [column.name, column.value]))
  return {
    names: join(
      written.map((column) => name(column.name)),
      ", "
    ),
    values: join(
      written.map(({ value }) => value),
      ", "
    ),
    valueOf: (field) => byName.get(field) ?? raw("null")
  }
}
