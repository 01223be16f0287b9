/** The row that a write leaves, and what of it its change shows. */
import type { Change } from "../change/Change.ts"
import { immutableColumns, newValues } from "../command/newValues.ts"
import type { Stamp } from "../command/stamp.ts"
import { type AuditSource, auditParts } from "../resource/auditParts.ts"
import type { Column } from "../resource/Column.ts"
import { cellsOfUid } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import { showsOther } from "../resource/showsOther.ts"
import type { Cell, Values } from "../value/ColumnType.ts"

/** Under which change a row is written, and as whom. */
export interface Audit {
  readonly change: Change
  readonly stamp: Stamp
}

/** A new record's row: the values, defaults for what they leave out, and the audit of its first change, but for what is kept. */
export const newRow = (resource: Resource, values: Values, audit: Audit, kept: Values = {}): Values => ({
  ...newValues(resource, values),
  ...madeKey(resource, audit.change.uid),
  ...audited(resource, "onCreate", audit),
  ...kept
})

/** The row with what the values name of it, but for what stays as it was created, and the audit of this change. */
export const nextRow = (
  resource: Resource,
  { before, values }: { readonly before: Values; readonly values: Values },
  audit: Audit
): Values => ({
  ...before,
  ...Object.fromEntries(settable(resource, values).map(({ name }) => [name, values[name] ?? null])),
  ...audited(resource, "onUpdate", audit)
})

/** Whether an update with these values leaves a change. A hidden field that is named does: nobody learns by a version that it was so already. */
export const changes = (resource: Resource, row: Values, values: Values): boolean => {
  const columns = settable(resource, values)
  return columns.some(({ shown }) => !shown) || differing(columns, row, values).length > 0
}

/** Those of these columns that would show another cell. */
export const differing = (
  columns: ReadonlyArray<Column>,
  left: Values,
  right: Values
): ReadonlyArray<Column> =>
  columns.filter((column) => {
    const [a, b] = [left[column.name] ?? null, right[column.name] ?? null]
    return a === null || b === null ? a !== b : showsOther(column, a, b)
  })

/** What of a row its change keeps. */
export const imageOf = ({ columns }: Resource, row: Values): Values =>
  Object.fromEntries(
    [...columns.values()]
      .filter(({ recorded }) => recorded !== "never")
      .map(({ name }) => [name, row[name] ?? null])
  )

/** The address tells what a database would have made of the values: another would be another record's. */
function madeKey({ key }: Resource, uid: string): Values {
  const cells = cellsOfUid(key, uid) ?? []
  return Object.fromEntries(
    key.columns.flatMap(({ name, plays, write }, at) =>
      plays === null && write === null ? [[name, cells[at] ?? null]] : []
    )
  )
}

function settable(resource: Resource, values: Values): ReadonlyArray<Column> {
  const settled = immutableColumns(resource, values)
  return [...resource.columns.values()].filter(
    (column) => Object.hasOwn(values, column.name) && !settled.includes(column)
  )
}

function audited(
  { columns, key }: Resource,
  when: "onCreate" | "onUpdate",
  { change: { uid, version, at }, stamp: { subject } }: Audit
): Values {
  const [cell = uid] = cellsOfUid(key, uid) ?? []
  const held: Readonly<Record<AuditSource, Cell>> = { uid: cell, version, instant: at, subject }
  return Object.fromEntries(
    [...columns.values()].flatMap(({ name, plays }) => {
      const source = plays === null ? "keep" : auditParts[plays][when]
      return source === "keep" ? [] : [[name, held[source]]]
    })
  )
}
