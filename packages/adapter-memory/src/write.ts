/** Creates, replaces, updates and deletes: lock, judge, write, record, in the order of a statement. */
import {
  type Change,
  type Command,
  FieldImmutable,
  immutableFields,
  type Guard,
  NewValuesRefused,
  newValues,
  ReferenceMissing,
  type Resource,
  Rows,
  type Stamp,
  StillReferenced,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { absent, type Answer, conflict, mismatch, refused } from "./answers.ts"
import { isReferenced, missingReferences, takenFields } from "./constraints.ts"
import { changedFields, conditionHolds, holds } from "./judge.ts"
import { nextChange } from "./nextChange.ts"
import { lastChange, type Tables, tableOf, write } from "./Tables.ts"

type Any = Resource.Any

export const create = (tables: Tables, { resource, guard, values }: Command.Create<Any, Values[string]>, stamp: Stamp): Answer =>
  insert(tables, resource, guard, String(stamp.uid), values, stamp)

export const replace = (tables: Tables, command: Command.Replace<Any, Values[string]>, stamp: Stamp): Answer => {
  const { resource, uid, guard, values, condition } = command
  const table = tableOf(tables, resource)
  const row = table.rows.get(uid)
  if (row === undefined) {
    if (!conditionHolds(condition, null, false)) return mismatch(resource, uid)
    const image = table.changes.get(uid)?.findLast(({ after }) => after !== null)?.after
    if (image !== undefined && image !== null && !holds(guard.see, image, resource)) return conflict(resource, [])
    return insert(tables, resource, guard, uid, values, stamp)
  }
  if (!holds(guard.see, row, resource)) return conflict(resource, [])
  return overwrite(tables, resource, guard, row, { ...databaseDefaults(resource), ...values }, condition, stamp)
}

export const update = (tables: Tables, command: Command.Update<Any, Values[string]>, stamp: Stamp): Answer => {
  const { resource, uid, guard, values, condition } = command
  const row = tableOf(tables, resource).rows.get(uid)
  if (row === undefined || !holds(guard.see, row, resource)) return absent(resource, uid)
  return overwrite(tables, resource, guard, row, values, condition, stamp)
}

export const remove = (tables: Tables, { resource, uid, guard, condition }: Command.Delete<Any>, stamp: Stamp): Answer => {
  const table = tableOf(tables, resource)
  const row = table.rows.get(uid)
  if (row === undefined || !holds(guard.see, row, resource)) return absent(resource, uid)
  if (!holds(guard.act, row, resource)) return refused(resource, "update")
  if (!conditionHolds(condition, Rows.metaOf(resource, row).version)) return mismatch(resource, uid)
  if (isReferenced(tables, resource, uid)) return Result.fail(new StillReferenced({ resource: resource.name, uid }))
  const change = nextChange(resource, uid, stamp, "delete", row, lastChange(table, uid))
  write(tables, resource, null, { ...change, after: null })
  return Result.succeed(Rows.fromValues(resource, null, [row]))
}

function insert(
  tables: Tables,
  resource: Any,
  guard: Guard,
  uid: string,
  values: Values,
  stamp: Stamp
): Answer {
  const table = tableOf(tables, resource)
  if (table.rows.has(uid)) return conflict(resource, [])
  const change = nextChange(resource, uid, stamp, "create", null, lastChange(table, uid))
  const { audit } = resource
  const row = withAudit(newValues(resource, values), [
    [audit.uid, uid],
    [audit.version, change.version],
    [audit.created_at, change.at],
    [audit.creator_uid, stamp.subject],
    [audit.last_updated_at, change.at],
    [audit.last_updater_uid, stamp.subject]
  ])
  if (!holds(guard.create, row, resource)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  return store(tables, resource, guard, row, change, true)
}

function overwrite(
  tables: Tables,
  resource: Any,
  guard: Guard,
  row: Values,
  values: Values,
  condition: Command.Condition,
  stamp: Stamp
): Answer {
  const uid = String(row[resource.audit.uid])
  if (!holds(guard.act, row, resource)) return refused(resource, "delete")
  if (!conditionHolds(condition, Rows.metaOf(resource, row).version)) return mismatch(resource, uid)
  const immutable = changedFields(immutableFields(resource, values), row, values, resource)
  if (immutable.length > 0) return Result.fail(new FieldImmutable({ resource: resource.name, fields: immutable }))
  const set = { ...row, ...values }
  const touched = changedFields(Object.keys(values), row, set, resource)
  if (stamp.operation === "update" && touched.length === 0) return answer(resource, guard, row, false)
  const change = nextChange(resource, uid, stamp, stamp.operation ?? "update", row, lastChange(tableOf(tables, resource), uid))
  const { audit } = resource
  const next = withAudit(set, [
    [audit.version, change.version],
    [audit.last_updated_at, change.at],
    [audit.last_updater_uid, stamp.subject]
  ])
  if (!holds(guard.become, next, resource)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  return store(tables, resource, guard, next, change, false)
}

/** Constraints last, as a database checks them, then the row and its change together. */
function store(tables: Tables, resource: Any, guard: Guard, row: Values, change: Change, created: boolean): Answer {
  const taken = takenFields(tables, resource, row)
  if (taken !== null) return conflict(resource, taken)
  const missing = missingReferences(tables, resource, row)
  if (missing.length > 0) return Result.fail(new ReferenceMissing({ resource: resource.name, fields: missing }))
  write(tables, resource, row, { ...change, after: shown(resource, row) })
  return answer(resource, guard, row, created)
}

function answer(resource: Any, guard: Guard, row: Values, created: boolean): Answer {
  return Result.succeed(Rows.fromValues(resource, null, [row], { created, visible: holds(guard.see, row, resource) }))
}

function withAudit(values: Values, parts: ReadonlyArray<readonly [string | null, Values[string] | undefined]>): Values {
  return { ...values, ...Object.fromEntries(parts.flatMap(([name, value]) => (name === null ? [] : [[name, value ?? null]]))) }
}

function shown({ columns }: Any, row: Values): Values {
  return Object.fromEntries([...columns.values()].filter((column) => column.shown).map(({ name }) => [name, row[name] ?? null]))
}


/** What the database would fill in for fields that a replace leaves out. */
function databaseDefaults({ fields }: Any): Values {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) =>
      field.default?.by === "database" && field.create !== "server" ? [[name, field.default.value]] : []
    )
  )
}
