/** The columns and values of an insert, and what a rule on new values sees of them. */
import { type AuditSource, auditParts, type Column, type Resource } from "@pgcrest/core"
import type { Given } from "../shape/Shape.ts"
import { givenValue } from "../sql/columns.ts"
import { join, name, raw, type Sql } from "../sql/Sql.ts"
import type { ColumnOf } from "./rule.ts"
import { subject, uidValue } from "./stamp.ts"

export interface Insertion {
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
  { version, instant }: Numbers
): Insertion => {
  const held: Readonly<Record<AuditSource, Sql>> = { uid: uidValue(resource), version, instant, subject }
  const given = new Map(values.map((one) => [one.column, one]))
  const valueOf = (column: Column): Sql => {
    if (column.plays !== null) return held[auditParts[column.plays].onCreate]
    const one = given.get(column)
    return one === undefined ? raw("null") : givenValue(one)
  }
  const written = [...resource.columns.values()].filter((column) => !isLeft(column, given.get(column)))
  return {
    names: join(
      written.map((column) => name(column.name)),
      ", "
    ),
    values: join(written.map(valueOf), ", "),
    valueOf
  }
}

/** Whether the column's own default is to supply the value. */
function isLeft({ default: standard }: Column, given: Given | undefined): boolean {
  return standard?.by === "database" && given?.named !== true
}
