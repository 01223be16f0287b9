/** What a new record holds before the audit is added: the command's values, and defaults for what they leave out. */
import type { Cell, Values } from "../value/ColumnType.ts"
import type * as Resource from "../resource/Resource.ts"

export const newValues = ({ columns }: Resource.Resource, values: Values): Values => {
  const complete: Record<string, Cell> = {}
  for (const { name, field } of columns.values()) {
    if (field === null) continue
    const value = values[name]
    complete[name] = value === undefined ? (field.default?.value ?? null) : value
  }
  return complete
}

/** What the columns' own defaults will supply for fields that a replace leaves out: known, so that rules can judge it. */
export const databaseDefaults = ({ fields }: Resource.Resource, values: Values): Values =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.default?.by === "database" && field.create !== "server" && !Object.hasOwn(values, name)
        ? [[name, field.default.value]]
        : []
    )
  )

/** Fields that stay as created, among those that a write names, as declared: a store never sets them again. */
export const immutableFields = ({ columns }: Resource.Resource, values: Values): ReadonlyArray<string> =>
  [...columns.values()].flatMap(({ name, field }) =>
    field?.update === "never" && Object.hasOwn(values, name) ? [name] : []
  )

/** Those of them that a store compares, to refuse another value; a hidden one it leaves as it is without a word. */
export const comparedFields = (resource: Resource.Resource, values: Values): ReadonlyArray<string> =>
  immutableFields(resource, values).filter((name) => resource.columns.get(name)?.shown === true)
