/** The SET list of an update, and what its new row will hold before it is written. */
import { type AuditSource, auditParts, type Column, type Resource } from "@pgcrest/core"
import type { Given } from "../shape/Shape.ts"
import { columnName, of, storedInstant } from "../sql/columns.ts"
import { assignedValue, namingOf } from "../sql/givenRow.ts"
import { isOtherValue, isSameValue } from "../sql/sameValue.ts"
import { join, literal, raw, type Sql, sql } from "../sql/Sql.ts"
import { besideRecord, countsItself, type Form, nextInstant, nextVersion } from "./numbering.ts"
import type { ColumnOf } from "../sql/term.ts"
import { keyValue } from "../sql/key.ts"
import { subject } from "./stamp.ts"

export interface Assignment {
  readonly set: Sql
  /** What `set` reads beside the record; null for nothing. */
  readonly beside: Sql | null
  /** What a column of the row `record` will hold. */
  readonly valueOf: ColumnOf
  /** When no column of the row `alias` would get another value; null for never. */
  readonly unchanged: (alias: string) => Sql | null
  /** The immutable fields of the row `alias` that would change, joined by commas; null where none can. */
  readonly immutable: (alias: string) => Sql | null
}

interface Assigning {
  readonly resource: Resource.Resource
  readonly values: ReadonlyArray<Given>
  /** A restore leaves a record that is there, whatever it was. */
  readonly recorded?: "update" | "restore" | null
}

export const assignment = ({ recorded, resource, values }: Assigning, form: Form): Assignment => {
  const set = values.filter(isSet)
  const settable = set.filter(({ column }) => column.write?.update !== "never")
  const next = new Map(settable.map((given) => [given.column, assignedValue(given)]))
  const foreseen = numbersOver(resource, "usual")
  const compared = set.filter(({ column }) => column.write?.update === "never" && column.shown)
  return {
    set: assignments(resource, settable, form, recorded === "restore"),
    beside: besideRecord(resource, form),
    valueOf: (column) => auditValue(column, resource, foreseen) ?? next.get(column) ?? of("record", column),
    // A hidden field that is named counts as changed: nobody learns by a version that it was so already.
    unchanged: (alias) => {
      const kept = settable.map((given) => keeps(given, alias))
      return kept.includes(null) ? null : all(kept.filter((one) => one !== null))
    },
    immutable: (alias) => (compared.length === 0 ? null : changedNames(compared, alias))
  }
}

/** What a body names, and, of a replace, what the database's defaults stand for. */
function isSet({ column, named }: Given): boolean {
  if (named || column.default?.by !== "database" || column.write?.create === "server") return named
  // What stays as created cannot be compared with a default that nobody knows.
  return !(column.write?.update === "never" && column.default.value === undefined)
}

function assignments(
  resource: Resource.Resource,
  settable: ReadonlyArray<Given>,
  form: Form,
  isRestored: boolean
): Sql {
  const numbers = countsItself(resource)
    ? numbersOver(resource, form)
    : { version: raw("life.version"), instant: raw("life.at") }
  const again =
    isRestored && resource.softDelete !== null ? [sql`${columnName(resource.softDelete.column)} = null`] : []
  const given = settable.map((one) => {
    const value = one.named ? assignedValue(one) : raw("default")
    return sql`${columnName(one.column)} = ${value}`
  })
  const list = [...given, ...again, ...auditedColumns(resource, numbers)]
  return list.length === 0 ? nothing(resource) : join(list, ",\n    ")
}

/** What an update writes into the columns of the audit. */
export function auditedColumns(resource: Resource.Resource, numbers: Numbers): ReadonlyArray<Sql> {
  return [...resource.columns.values()].flatMap((column) => {
    const value = auditValue(column, resource, numbers)
    return value === null ? [] : [sql`${columnName(column)} = ${value}`]
  })
}

/** SQL has no empty SET list; and what the database makes cannot be set, as a key may be. */
function nothing({ key, columns }: Resource.Resource): Sql {
  const changeable = [...columns.values()].find(({ write }) => write !== null && write.update !== "never")
  const column = changeable ?? key.columns[0]
  return sql`${columnName(column)} = ${of("record", column)}`
}

interface Numbers {
  readonly version: Sql
  readonly instant: Sql
}

function numbersOver(resource: Resource.Resource, form: Form): Numbers {
  return { version: nextVersion(resource, "record", form), instant: nextInstant(resource, "record", form) }
}

/** What an update puts into a column of the audit; null where it leaves it alone, and for fields. */
function auditValue(column: Column, resource: Resource.Resource, { version, instant }: Numbers): Sql | null {
  const source = column.plays === null ? "keep" : auditParts[column.plays].onUpdate
  if (source === "keep") return null
  const held: Readonly<Record<AuditSource, Sql>> = {
    uid: keyValue(resource, column),
    version,
    instant: storedInstant(column, instant),
    subject
  }
  return held[source]
}

/** When a column keeps its value; null for never. */
function keeps(given: Given, alias: string): Sql | null {
  const { column } = given
  if (column.shown) return isSameValue(column, of(alias, column), assignedValue(given))
  const naming = namingOf(given)
  return naming === null ? null : sql`not ${naming}`
}

function all(conditions: ReadonlyArray<Sql>): Sql {
  return conditions.length === 0 ? raw("true") : join(conditions, " and ")
}

function changedNames(compared: ReadonlyArray<Given>, alias: string): Sql {
  const names = compared.map((given) => {
    const differs = isOtherValue(given.column, of(alias, given.column), assignedValue(given))
    return sql`case when ${differs} then ${literal(given.column.name)} end`
  })
  return sql`nullif(array_to_string(array[${join(names, ", ")}], ','), '')`
}
