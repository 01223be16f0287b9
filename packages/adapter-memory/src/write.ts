/** Creates, replaces, updates and deletes: decided by core, then held against the other records, then put. */
import {
  type AuditedCommand,
  constraintFailure,
  decideWrite,
  holds,
  type Others,
  refersTo,
  type Reference,
  Resource,
  Rows,
  StillReferenced,
  type StoreFailure,
  type Write,
  type WriteCommand
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { keyOf, storedOf } from "./keyOf.ts"
import type { Answer } from "./read.ts"
import { nextUid, put, type Tables, tableOf } from "./Tables.ts"

/** A row and its change, or neither. */
export const write = (
  tables: Tables,
  command: WriteCommand,
  { stamp, references }: AuditedCommand
): Answer<Rows.Written> => {
  const { resource } = command.permit
  const uid = stamp.uid ?? nextUid(tableOf(tables, resource))
  const stored = storedOf(tables, resource, uid)
  return Result.flatMap(decideWrite(command, { ...stamp, uid }, stored), (decided): Answer<Rows.Written> => {
    const { row, told, change } = decided
    const failure = change === null ? null : forbidden(tables, resource, references, decided)
    if (failure !== null) return Result.fail(failure)
    const keyBefore = keyOf(tables, resource, told)
    if (change !== null) put(tables, resource, row, change)
    // What is deleted is told by the tag that it had, and as it was.
    const isGone = command._tag === "Delete"
    const key = isGone ? keyBefore : keyOf(tables, resource, told)
    return Result.succeed(
      Rows.written(Rows.fromValues(command.projection, [told], key), {
        created: decided.before === null,
        visible: isGone || (row !== null && holds(command.permit.see, row))
      })
    )
  })
}

function forbidden(
  tables: Tables,
  resource: Resource.Resource,
  references: ReadonlyArray<Reference>,
  decided: Write
): StoreFailure | null {
  const uid = Resource.uidOf(resource.key, decided.told)
  if (decided.row === null && isReferenced(tables, resource, uid))
    return new StillReferenced({ resource: resource.name, uid })
  return constraintFailure(resource, references, decided, othersOf(tables, resource))
}

/** What is held beside a record of this resource. */
export const othersOf = (tables: Tables, resource: Resource.Resource): Others => ({
  rows: () => tableOf(tables, resource).rows.values(),
  referred: (name, uid) => tables.byName.get(name)?.rows.get(uid)
})

function isReferenced(tables: Tables, target: Resource.Resource, uid: string): boolean {
  return [...tables.byName.values()].some(({ resource, rows }) =>
    [...rows.values()].some((row) => refersTo(resource, row, target, uid))
  )
}
