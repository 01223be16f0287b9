/** Writes one row and its change: judged as a statement would, constraints last. */
import {
  type Change,
  type Command,
  comparedColumns,
  FieldImmutable,
  immutableColumns,
  NewValuesRefused,
  newValues,
  type Operation,
  type Permit,
  Projection,
  type Reference,
  ReferenceMissing,
  referringFields,
  Resource,
  Rows,
  type Stamp,
  type Values
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { missingReference, refersUnseen, takenFields } from "./constraints.ts"
import { audited, shown } from "./audited.ts"
import { changed, conditionHolds, holds } from "./judge.ts"
import { keyOf, versionOf } from "./keyOf.ts"
import { nextChange } from "./nextChange.ts"
import { type Answer, conflict, mismatch, refused } from "./refusals.ts"
import { lastChange, lastImage, type Tables, tableOf, write } from "./Tables.ts"

/** What writes a row, and as whom. */
export interface Writing {
  readonly tables: Tables
  readonly permit: Permit
  readonly stamp: Stamp
  readonly references: ReadonlyArray<Reference>
  /** What is asked: a replace of what is not there is recorded as a create. */
  readonly operation: Operation
}

/** A new record; a uid used again goes on counting its versions, and is free for those who saw its last image. */
export const insert = (writing: Writing, uid: string, values: Values): Answer<Rows.Written> => {
  const { tables, permit, stamp } = writing
  const { resource } = permit
  const table = tableOf(tables, resource)
  const change = nextChange(resource, uid, stamp, "create", null, lastChange(table, uid))
  const row = { ...newValues(resource, values), ...audited(resource, "onCreate", change, stamp) }
  if (!holds(permit.createCheck, row)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  const image = lastImage(table, uid)
  if (table.rows.has(uid) || (image !== null && !holds(permit.see, image))) return conflict(resource, [])
  return store(writing, { before: null, row, values: row }, change, Projection.whole(resource))
}

/** A record that is there and seen gets these values. */
export const overwrite = (
  writing: Writing,
  row: Values,
  values: Values,
  condition: Command.Condition,
  projection: Projection.Projection = Projection.whole(writing.permit.resource)
): Answer<Rows.Written> => {
  const { tables, permit, stamp, operation } = writing
  const { resource } = permit
  const uid = Resource.uidOf(resource.key, row)
  if (!holds(permit.using, row)) return refused(permit)
  if (!conditionHolds(condition, versionOf(tables, resource, row))) return mismatch(resource, uid)
  const immutable = changed(comparedColumns(resource, values), row, values)
  if (immutable.length > 0) {
    const fields = immutable.map(({ name }) => name)
    return Result.fail(new FieldImmutable({ resource: resource.name, fields }))
  }
  const { set, changes } = setting(resource, row, values)
  const last = lastChange(tableOf(tables, resource), uid)
  const change = nextChange(resource, uid, stamp, operation, row, last)
  const next = { ...set, ...audited(resource, "onUpdate", change, stamp) }
  if (!holds(permit.updateCheck, next)) return Result.fail(new NewValuesRefused({ resource: resource.name }))
  // Judged before, so that a rule on new values cannot be probed with the old ones.
  if (operation === "update" && !changes) return Result.succeed(written(writing, row, false, projection))
  return store(writing, { before: row, row: next, values }, change, projection)
}

/** The row with the values that may be set, and whether that changes it. */
function setting(resource: Resource.Resource, row: Values, values: Values) {
  const settled = immutableColumns(resource, values)
  const settable = [...resource.columns.values()].filter(
    (column) => Object.hasOwn(values, column.name) && !settled.includes(column)
  )
  const set = { ...row, ...Object.fromEntries(settable.map(({ name }) => [name, values[name] ?? null])) }
  // A hidden field that is named counts as changed: nobody learns by a version that it was so already.
  const changes = settable.some(({ shown }) => !shown) || changed(settable, row, set).length > 0
  return { set, changes }
}

/** Constraints last, as a database checks them, then the row and its change together. */
function store(
  writing: Writing,
  whole: { readonly before: Values | null; readonly row: Values; readonly values: Values },
  change: Change,
  projection: Projection.Projection
): Answer<Rows.Written> {
  const { tables, permit, references } = writing
  const { resource } = permit
  const { row } = whole
  // Before any constraint: one could tell what is not to be seen from what is not there.
  if (refersUnseen(tables, resource, references, whole)) return referenceMissing(writing, whole.values, null)
  const taken = takenFields(tables, resource, row)
  if (taken !== null) return conflict(resource, taken)
  const missing = missingReference(tables, resource, whole)
  if (missing !== null) return referenceMissing(writing, whole.values, missing)
  write(tables, resource, row, { ...change, after: shown(resource, row) })
  return Result.succeed(written(writing, row, change.operation === "create", projection))
}

/** Where some references are out of sight, which of them is missing would tell what the others refer to. */
function referenceMissing(
  { permit: { resource }, references }: Writing,
  values: Values,
  missing: string | null
): Answer<never> {
  const fields = references.length === 0 && missing !== null ? [missing] : referringFields(resource, values)
  return Result.fail(new ReferenceMissing({ resource: resource.name, fields }))
}

function written(
  { tables, permit }: Writing,
  row: Values,
  created: boolean,
  projection: Projection.Projection
): Rows.Written {
  const shown = Rows.fromValues(projection, [row], keyOf(tables, permit.resource, row))
  return Rows.written(shown, { created, visible: holds(permit.see, row) })
}
