/** The SET list of an update, and what its new row will hold before it is written. */
import {
  type Cell,
  type Command,
  comparedColumns,
  databaseDefaults,
  immutableColumns,
  type Resource,
  type Values
} from "@pgcrest/core"
import { of } from "../sql/columns.ts"
import { join, literal, name, raw, type Sql, sql } from "../sql/Sql.ts"
import type { Input } from "./Statement.ts"
import type { Given } from "./given.ts"
import { besideLocked, countsItself, type Form, nextInstant, nextVersion } from "./numbering.ts"
import { type Stamped, subject } from "./stamp.ts"

type Change = Command.Update<Resource.Resource, Cell> | Command.Replace<Resource.Resource, Cell>

export interface Assignment<C> {
  readonly set: Sql<C>
  /** What `set` reads beside the locked record. */
  readonly beside: Sql<unknown>
  /** What a field of the row `record` will hold. */
  readonly valueOf: (field: string) => Sql<C>
  /** When no field of the row `alias` would get another value; null for never. */
  readonly unchanged: (alias: string) => Sql<C> | null
  /** The immutable fields of the row `alias` that would change, joined by commas; null where none can. */
  readonly immutable: (alias: string) => Sql<C> | null
}

/** The row is `record` while it is locked and judged, `locked` behind the judgement. */
export const assignment = <C extends Input<Change>>(
  { command: { resource, values, _tag } }: C,
  given: Given<C>,
  form: Form
): Assignment<C> => {
  const defaults = _tag === "Replace" ? databaseDefaults(resource, values) : {}
  const whole: Values = { ...defaults, ...values }
  const fixed = immutableColumns(resource, whole).map(({ name }) => name)
  const columns = Object.keys(whole).flatMap((field) => resource.columns.get(field) ?? [])
  const named = new Map(columns.map((column) => [column.name, given(column)]))
  const settable = columns.filter((column) => !fixed.includes(column.name))
  const stamped = auditValues(resource, form)
  const foreseen = new Map(
    auditParts(resource, nextVersion(resource, "record", "usual"), nextInstant(resource, "record", "usual"))
  )
  const assigned = [
    ...settable.map(
      (column) => sql<C>`${name(column.name)} = ${column.name in defaults ? raw("default") : given(column)}`
    ),
    ...stamped.map(([column, next]) => sql<C>`${name(column)} = ${next}`)
  ]
  const nothing = sql<C>`${name(resource.audit.uid)} = ${of("locked", resource.audit.uid)}`
  return {
    // SQL has no empty SET list.
    set: assigned.length === 0 ? nothing : join(assigned, ",\n    "),
    beside: besideLocked(resource, form),
    valueOf: (field) =>
      foreseen.get(field) ?? (fixed.includes(field) ? undefined : named.get(field)) ?? of("record", field),
    // A hidden field that is named counts as changed: nobody learns by a version that it was so already.
    unchanged: (alias) =>
      settable.some(({ shown }) => !shown)
        ? null
        : equal(settable.map((column) => [of(alias, column.name), given(column)])),
    immutable: (alias) => {
      const compared = comparedColumns(resource, whole).map((column) => {
        const differs = sql<C>`${of(alias, column.name)} is distinct from ${given(column)}`
        return sql<C>`case when ${differs} then ${literal(column.name)} end`
      })
      return compared.length === 0 ? null : sql<C>`nullif(concat_ws(',', ${join(compared, ", ")}), '')`
    }
  }
}

function auditValues(resource: Resource.Resource, form: Form) {
  return countsItself(resource)
    ? auditParts(resource, nextVersion(resource, "locked", form), nextInstant(resource, "locked", form))
    : auditParts(resource, raw("life.version"), raw("life.at"))
}

function auditParts(
  { audit }: Resource.Resource,
  version: Sql<Stamped>,
  instant: Sql<Stamped>
): ReadonlyArray<readonly [column: string, next: Sql<Stamped>]> {
  const parts = [
    [audit.version, version],
    [audit.last_updated_at, instant],
    [audit.last_updater_uid, subject]
  ] as const
  return parts.flatMap(([column, next]) => (column === null ? [] : [[column, next] as const]))
}

function equal<C>(pairs: ReadonlyArray<readonly [Sql<C>, Sql<C>]>): Sql<C> {
  if (pairs.length === 0) return raw("true")
  return join(
    pairs.map(([stored, given]) => sql<C>`${stored} is not distinct from ${given}`),
    " and "
  )
}
