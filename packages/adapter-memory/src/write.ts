/** Creates, replaces, updates and deletes: lock, judge, write, record, in the order of a statement. */
import {
  type AuditedCommand,
  type Cell,
  type Command,
  databaseDefaults,
  type Resource,
  Rows,
  StillReferenced
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { isReferenced } from "./constraints.ts"
import { conditionHolds, holds } from "./judge.ts"
import { keyOf, versionOf } from "./keyOf.ts"
import { nextChange } from "./nextChange.ts"
import { absent, type Answer, mismatch, refused } from "./refusals.ts"
import { lastChange, nextUid, type Tables, tableOf, write } from "./Tables.ts"
import { insert, overwrite, type Writing } from "./writeRow.ts"

type Audited = Pick<AuditedCommand, "stamp" | "references">

export const create = (
  tables: Tables,
  { permit, values }: Command.Create<Resource.Resource, Cell>,
  { stamp, references }: Audited
): Answer<Rows.Written> => {
  const uid = stamp.uid ?? nextUid(tableOf(tables, permit.resource))
  return insert({ tables, permit, stamp, references, operation: "create" }, uid, values)
}

export const replace = (
  tables: Tables,
  { permit, uid, values, condition }: Command.Replace<Resource.Resource, Cell>,
  { stamp, references }: Audited
): Answer<Rows.Written> => {
  const { resource, see } = permit
  const writing: Writing = { tables, permit, stamp, references, operation: "replace" }
  const row = tableOf(tables, resource).rows.get(uid)
  if (row !== undefined && holds(see, row))
    return overwrite(writing, row, { ...databaseDefaults(resource, values), ...values }, condition)
  if (resource.key.by === "database") return absent(resource, uid)
  // An unseen record answers as none would, until a new one would take its place.
  if (!conditionHolds(condition, null, false)) return mismatch(resource, uid)
  return insert(writing, uid, values)
}

export const update = (
  tables: Tables,
  { permit, uid, values, condition, projection }: Command.Update<Resource.Resource, Cell>,
  { stamp, references }: Audited
): Answer<Rows.Written> => {
  const { resource, see } = permit
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(see, row)) return absent(resource, uid)
  const writing: Writing = { tables, permit, stamp, references, operation: "update" }
  return overwrite(writing, row, values, condition, projection)
}

export const remove = (
  tables: Tables,
  { permit, uid, condition, projection }: Command.Delete,
  { stamp }: Audited
): Answer<Rows.Written> => {
  const { resource, see, using } = permit
  const table = tableOf(tables, resource)
  const row = table.rows.get(uid)
  if (row === undefined || !holds(see, row)) return absent(resource, uid)
  if (!holds(using, row)) return refused(permit)
  if (!conditionHolds(condition, versionOf(tables, resource, row))) return mismatch(resource, uid)
  if (isReferenced(tables, resource, uid))
    return Result.fail(new StillReferenced({ resource: resource.name, uid }))
  const change = nextChange(resource, uid, stamp, "delete", row, lastChange(table, uid))
  const key = keyOf(tables, resource, row)
  write(tables, resource, null, { ...change, after: null })
  const shown = Rows.fromValues(projection, [row], key)
  return Result.succeed(Rows.written(shown, { created: false, visible: true }))
}
