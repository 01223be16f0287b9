/** Whether a row that found no record to write over met one that came meanwhile. */
import { type AuditedCommand, type Column, conflictFields, type Resource } from "@pgcrest/core"
import type { PgError } from "../client/PgError.ts"
import { constraintFields, tellsUid } from "./constraintFields.ts"

/** Where it runs again, the statement sees the record; nothing of it was written. */
export const meetsAnother = (error: PgError, { command }: AuditedCommand): boolean => {
  if (error.code !== "23505" || error.schema === "audit") return false
  const { resource } = command.permit
  if (command._tag === "Upsert") return isOn(error, resource, command.on)
  return command._tag === "CreateMany" && command.ignore !== null && isOn(error, resource, command.ignore)
}

function isOn(error: PgError, resource: Resource.Resource, columns: ReadonlyArray<Column>): boolean {
  if (columns.some(({ plays }) => plays === "uid")) return tellsUid(error, resource)
  const fields = constraintFields(error, resource)
  const sought = conflictFields(resource, columns)
  return sought.length === fields.length && sought.every((field) => fields.includes(field))
}
