/** What the audit puts into a row, and takes from it. */
import {
  auditParts,
  type AuditSource,
  type Cell,
  type Change,
  Resource,
  type Stamp,
  type Values
} from "@pgcrest/core"

/** What a write puts into the columns of the audit. */
export function audited(
  { columns, key }: Resource.Resource,
  when: "onCreate" | "onUpdate",
  { uid, version, at }: Change,
  { subject }: Stamp
): Values {
  const [cell = uid] = Resource.cellsOfUid(key, uid) ?? []
  const held: Readonly<Record<AuditSource, Cell>> = { uid: cell, version, instant: at, subject }
  return Object.fromEntries(
    [...columns.values()].flatMap(({ name, plays }) => {
      const source = plays === null ? "keep" : auditParts[plays][when]
      return source === "keep" ? [] : [[name, held[source]]]
    })
  )
}

/** What of a row its change shows. */
export function shown({ columns }: Resource.Resource, row: Values): Values {
  return Object.fromEntries(
    [...columns.values()].filter((column) => column.shown).map(({ name }) => [name, row[name] ?? null])
  )
}
