/** The columns and values of an insert, and what a rule on new values sees of them. */
import { type AuditSource, auditParts, type Column, type Resource } from "@pgcrest/core"
import type { Given } from "../shape/Shape.ts"
import { columnName, givenValue, storedInstant } from "../sql/columns.ts"
import { join, raw, type Sql, sql } from "../sql/Sql.ts"
import type { ColumnOf } from "../sql/term.ts"
import { keyValue } from "../sql/key.ts"
import { subject } from "./stamp.ts"

export interface Insertion {
  /** In parentheses; nothing where the database supplies all, as SQL has no empty list of names. */
  readonly names: Sql
  readonly values: Sql
  /** What a column will hold. */
  readonly valueOf: ColumnOf
}

/** What the new row counts itself as. */
interface Numbers {
  readonly version: Sql
  readonly instant: Sql
}

export const insertion = (
  { resource, values }: { readonly resource: Resource.Resource; readonly values: ReadonlyArray<Given> },
  { version, instant }: Numbers,
  uidOf = (column: Column): Sql => keyValue(resource, column)
): Insertion => {
  const given = new Map(values.map((one) => [one.column, one]))
  const valueOf = (column: Column): Sql => {
    const one = given.get(column)
    if (column.plays !== null && one === undefined) {
      const uid = uidOf(column)
      const held: Readonly<Record<AuditSource, Sql>> = {
        uid,
        version,
        instant: storedInstant(column, instant),
        subject
      }
      return held[auditParts[column.plays].onCreate]
    }
    return one === undefined ? raw("null") : givenValue(one)
  }
  const written = [...resource.columns.values()].filter(
    (column) => !isLeft(column, given.get(column)) && !isMade(column, resource)
  )
  return {
    names: written.length === 0 ? raw("") : sql` (${join(written.map(columnName), ", ")})`,
    values: join(written.map(valueOf), ", "),
    valueOf
  }
}

/** Whether the database makes the value: the uid's, or that of a column which nobody writes. */
function isMade({ plays, write }: Column, { key }: Resource.Resource): boolean {
  return plays === "uid" ? key.by === "database" : plays === null && write === null
}

/** Whether the column's own default is to supply the value. */
function isLeft({ default: standard }: Column, given: Given | undefined): boolean {
  return standard?.by === "database" && given?.named !== true
}
