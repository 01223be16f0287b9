/** What a new record holds before the audit is added: the command's values, and defaults for what they leave out. */
import type { Cell, Values } from "./ColumnType.ts"
import type * as Resource from "./Resource.ts"

export const newValues = ({ columns }: Resource.Any, values: Values): Values => {
  const complete: Record<string, Cell> = {}
  for (const { name, field } of columns.values()) {
    if (field === null) continue
    const value = values[name]
    complete[name] = value === undefined ? (field.default?.value ?? null) : value
  }
  return complete
}

/** Fields that stay as created, among those that a write names, as declared: a store compares them instead of setting them. */
export const immutableFields = ({ columns }: Resource.Any, values: Values): ReadonlyArray<string> =>
  [...columns.values()].flatMap(({ name, field }) =>
    field?.update === "never" && Object.hasOwn(values, name) ? [name] : []
  )
