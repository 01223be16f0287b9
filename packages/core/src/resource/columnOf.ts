/** Columns of a resource, by what is known of them. */
import type { AuditPart } from "./auditParts.ts"
import type { Column } from "./Column.ts"
import { InvalidDeclaration } from "./InvalidDeclaration.ts"
import type { Resource } from "./Resource.ts"

/** The column of this name; throws InvalidDeclaration where there is none, so never pass what a client sent. */
export const columnOf = (resource: Resource, name: string): Column => {
  const column = resource.columns.get(name)
  if (column === undefined)
    throw new InvalidDeclaration(`Resource "${resource.name}" has no column "${name}"`)
  return column
}

/** The column that plays this part of the audit; null where none does. */
export const playing = (resource: Resource, part: AuditPart): Column | null => {
  const name = resource.audit[part]
  return name === null ? null : columnOf(resource, name)
}
