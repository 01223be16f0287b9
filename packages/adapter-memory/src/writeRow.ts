/** Writes one row and its change: judged as a statement would, constraints last. */
import {
  type Change,
  type Command,
  auditParts,
  type AuditSource,
  comparedColumns,
  FieldImmutable,
  immutableColumns,
  type Guard,
  NewValuesRefused,
  newValues,
  Projection,
  ReferenceMissing,
  type Resource,
  Rows,
  type Stamp,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { type Answer, conflict, mismatch, refused } from "./answers.ts"
import { missingReference, takenFields } from "./constraints.ts"
import { changed, conditionHolds, holds } from "./judge.ts"
import { metaOf, versionOf } from "./metaOf.ts"
import { nextChange } from "./nextChange.ts"
import { lastChange, lastImage, type Tables, tableOf, write } from "./Tables.ts"

/** A new record; a uid used again goes on counting its versions, and is free for those who saw its last image. */
export function insert(
  tables: Tables,
  resource: Resource.Resource,
  guard: Guard,
  uid: string,
  values: Values,
  stamp: Stamp
): Answer {
  const table = tableOf(tables, resource)
  const change = nextChange(resource, uid, stamp, "create", null, lastChange(table, uid))
  const row = { ...newValues(resource, values), ...audited(resource, "onCreate", change, stamp) }
  if (!holds(guard.create, row)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  const image = lastImage(table, uid)
  if (table.rows.has(uid) || (image !== null && !holds(guard.see, image))) return conflict(resource, [])
  return store(tables, resource, guard, row, change, true)
}

/** A record that is there and seen gets these values. */
export function overwrite(
  tables: Tables,
  resource: Resource.Resource,
  guard: Guard,
  row: Values,
  values: Values,
  condition: Command.Condition,
  stamp: Stamp
): Answer {
  const uid = String(row[resource.audit.uid])
  if (!holds(guard.act, row)) return refused(resource, stamp.operation ?? "update")
  if (!conditionHolds(condition, versionOf(tables, resource, row))) return mismatch(resource, uid)
  const immutable = changed(comparedColumns(resource, values), row, values)
  if (immutable.length > 0) {
    const fields = immutable.map(({ name }) => name)
    return Result.fail(new FieldImmutable({ resource: resource.name, fields }))
  }
  const settled = immutableColumns(resource, values)
  const settable = [...resource.columns.values()].filter(
    (column) => Object.hasOwn(values, column.name) && !settled.includes(column)
  )
  const set = { ...row, ...Object.fromEntries(settable.map(({ name }) => [name, values[name] ?? null])) }
  // A hidden field that is named counts as changed: nobody learns by a version that it was so already.
  const changes = settable.some(({ shown }) => !shown) || changed(settable, row, set).length > 0
  const change = nextChange(
    resource,
    uid,
    stamp,
    stamp.operation ?? "update",
    row,
    lastChange(tableOf(tables, resource), uid)
  )
  const next = { ...set, ...audited(resource, "onUpdate", change, stamp) }
  if (!holds(guard.become, next)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  // Judged before, so that a rule on new values cannot be probed with the old ones.
  if (stamp.operation === "update" && !changes) return answer(tables, resource, guard, row, false)
  return store(tables, resource, guard, next, change, false)
}

/** Constraints last, as a database checks them, then the row and its change together. */
function store(
  tables: Tables,
  resource: Resource.Resource,
  guard: Guard,
  row: Values,
  change: Change,
  created: boolean
): Answer {
  const taken = takenFields(tables, resource, row)
  if (taken !== null) return conflict(resource, taken)
  const missing = missingReference(tables, resource, row)
  if (missing !== undefined)
    return Result.fail(new ReferenceMissing({ resource: resource.name, fields: [missing] }))
  write(tables, resource, row, { ...change, after: shown(resource, row) })
  return answer(tables, resource, guard, row, created)
}

function answer(
  tables: Tables,
  resource: Resource.Resource,
  guard: Guard,
  row: Values,
  created: boolean
): Answer {
  return Result.succeed(
    Rows.fromValues(
      resource,
      Projection.whole(resource),
      [row],
      { created, visible: holds(guard.see, row) },
      metaOf(tables, resource, row)
    )
  )
}

/** What a write puts into the columns of the audit. */
function audited(
  { columns }: Resource.Resource,
  when: "onCreate" | "onUpdate",
  { uid, version, at }: Change,
  { subject }: Stamp
): Values {
  const held: Readonly<Record<AuditSource, Values[string]>> = { uid, version, instant: at, subject }
  return Object.fromEntries(
    [...columns.values()].flatMap(({ name, plays }) => {
      const source = plays === null ? "keep" : auditParts[plays][when]
      return source === "keep" ? [] : [[name, held[source]]]
    })
  )
}

function shown({ columns }: Resource.Resource, row: Values): Values {
  return Object.fromEntries(
    [...columns.values()].filter((column) => column.shown).map(({ name }) => [name, row[name] ?? null])
  )
}
