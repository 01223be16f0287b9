/** What a body leaves unsaid: defaults of what it does not name, and the columns that a write must leave as they are. */
import type { Column } from "../resource/Column.ts"
import type { Resource } from "../resource/Resource.ts"
import type { Cell, Values } from "../value/ColumnType.ts"

/** What a new record holds before the audit is added: the values, and defaults for what they leave out. */
export const newValues = ({ columns }: Resource, values: Values): Values => {
  const complete: Record<string, Cell> = {}
  for (const { name, write, default: standard } of columns.values()) {
    if (write === null) continue
    const value = values[name]
    complete[name] = value === undefined ? (standard?.value ?? null) : value
  }
  return complete
}

/** What the columns' own defaults will supply for fields that a replace leaves out: known, so that rules can judge it. */
export const databaseDefaults = ({ columns }: Resource, values: Values): Values =>
  Object.fromEntries(
    [...columns.values()].flatMap(({ name, write, default: standard }) =>
      standard?.by === "database" &&
      write?.create !== "server" &&
      !(write?.update === "never" && standard.value === undefined) &&
      !Object.hasOwn(values, name)
        ? [[name, standard.value ?? null]]
        : []
    )
  )

/** The columns that stay as created, among those that a write names, as declared: a store never sets them again. */
export const immutableColumns = ({ columns }: Resource, values: Values): ReadonlyArray<Column> =>
  [...columns.values()].filter(({ name, write }) => write?.update === "never" && Object.hasOwn(values, name))

/** Those of them that a store compares, to refuse another value; a hidden one it leaves as it is without a word. */
export const comparedColumns = (resource: Resource, values: Values): ReadonlyArray<Column> =>
  immutableColumns(resource, values).filter(({ shown }) => shown)
