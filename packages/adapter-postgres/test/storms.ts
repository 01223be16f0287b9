/** Writes of a storm, the same for the same number: replaces, updates and deletes by two clocks at a month's edge. */
import { type AuditedCommand, type Resource } from "@pgcrest/core"
import { remove, replace, update } from "./commands.ts"

const uidAt = (n: number) => `0198a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}`

/** The nth command, over one record of many; every third one is a replace, and one clock is a minute behind the other. */
export const commandOf = (resource: Resource.Resource, n: number, record: number): AuditedCommand => {
  const uid = uidAt(record)
  const second = String((n * 7919) % 13).padStart(2, "0")
  const at = n % 2 === 0 ? `2026-12-01T00:00:${second}Z` : `2026-11-30T23:59:${second}Z`
  const values = { title: `title ${n}` }
  switch (n % 3) {
    case 0:
      return replace(resource, uid, values, { at })
    case 1:
      return remove(resource, uid, { at })
    default:
      return update(resource, uid, values, { at })
  }
}
