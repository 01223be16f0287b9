/** Refuses soft deletes that lead nowhere. */
import type { Resource } from "./Resource.ts"

/** The faults of a resource's soft delete; none where it has none. */
export function* softDeleteFaults({
  access,
  fields,
  relations,
  softDelete
}: Pick<Resource, "access" | "fields" | "relations" | "softDelete">): Generator<string> {
  if (softDelete === null) {
    if (access.purge !== undefined)
      yield "its records leave their table when they are deleted: there is nothing to purge"
    return
  }
  const { cascade, column } = softDelete
  if (Object.hasOwn(fields, column.name))
    yield `the field "${column.name}" is also what tells since when a record is deleted`
  for (const name of cascade) {
    const relation = Object.hasOwn(relations, name) ? relations[name] : undefined
    if (relation === undefined) yield `its deletes go along "${name}", which is no relation`
    else if (relation._tag !== "Many")
      yield `its deletes go along "${name}", which leads to no records that refer to it`
  }
}
