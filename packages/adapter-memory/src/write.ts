/** Creates, replaces, updates and deletes: lock, judge, write, record, in the order of a statement. */
import {
  type Command,
  databaseDefaults,
  type Resource,
  Rows,
  type Stamp,
  StillReferenced,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { absent, type Answer, mismatch, refused, showing } from "./answers.ts"
import { isReferenced } from "./constraints.ts"
import { conditionHolds, holds } from "./judge.ts"
import { metaOf, versionOf } from "./metaOf.ts"
import { nextChange } from "./nextChange.ts"
import { lastChange, type Tables, tableOf, write } from "./Tables.ts"
import { insert, overwrite } from "./writeRow.ts"

export const create = (
  tables: Tables,
  { resource, guard, values }: Command.Create<Resource.Resource, Values[string]>,
  stamp: Stamp
): Answer => insert(tables, resource, guard, String(stamp.uid), values, stamp)

export const replace = (
  tables: Tables,
  command: Command.Replace<Resource.Resource, Values[string]>,
  stamp: Stamp
): Answer => {
  const { resource, uid, guard, values, condition } = command
  const row = tableOf(tables, resource).rows.get(uid)
  if (row !== undefined && holds(guard.see, row)) {
    const whole = { ...databaseDefaults(resource, values), ...values }
    return overwrite(tables, resource, guard, row, whole, condition, stamp)
  }
  // An unseen record answers as none would, until a new one would take its place.
  if (!conditionHolds(condition, null, false)) return mismatch(resource, uid)
  return insert(tables, resource, guard, uid, values, stamp)
}

export const update = (
  tables: Tables,
  command: Command.Update<Resource.Resource, Values[string]>,
  stamp: Stamp
): Answer => {
  const { resource, uid, guard, values, condition, projection } = command
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(guard.see, row)) return absent(resource, uid)
  return showing(resource, projection, overwrite(tables, resource, guard, row, values, condition, stamp))
}

export const remove = (
  tables: Tables,
  { resource, uid, guard, condition, projection }: Command.Delete<Resource.Resource>,
  stamp: Stamp
): Answer => {
  const table = tableOf(tables, resource)
  const row = table.rows.get(uid)
  if (row === undefined || !holds(guard.see, row)) return absent(resource, uid)
  if (!holds(guard.act, row)) return refused(resource, "delete")
  if (!conditionHolds(condition, versionOf(tables, resource, row))) return mismatch(resource, uid)
  if (isReferenced(tables, resource, uid))
    return Result.fail(new StillReferenced({ resource: resource.name, uid }))
  const change = nextChange(resource, uid, stamp, "delete", row, lastChange(table, uid))
  const meta = metaOf(tables, resource, row)
  write(tables, resource, null, { ...change, after: null })
  return Result.succeed(Rows.fromValues(resource, projection, [row], {}, meta))
}
