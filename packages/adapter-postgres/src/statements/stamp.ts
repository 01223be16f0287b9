/** A command's record and stamp as parameters, each one and the same however often a statement uses it. */
import type { AuditedCommand, Resource } from "@pgcrest/core"
import { castType, of } from "../sql/columns.ts"
import { literal, raw, type Sql, sql, value } from "../sql/Sql.ts"
import type { Input } from "./Statement.ts"

export type Stamped = Input<AuditedCommand["command"]>

export const at: Sql<Stamped> = value(({ stamp }) => stamp.at, "timestamptz")
export const actor: Sql<Stamped> = value(({ stamp }) => stamp.actor, "text")
export const subject: Sql<Stamped> = value(({ stamp }) => stamp.subject, "text")
export const requestId: Sql<Stamped> = value(({ stamp }) => stamp.requestId, "text")

const uidText = ({ stamp }: Stamped): unknown => stamp.uid

export const uidValue = ({ audit, columns }: Resource.Resource): Sql<Stamped> =>
  value(uidText, castType(columns.get(audit.uid)?.type ?? { kind: "uuid" }))

export const uidEquals = (resource: Resource.Resource, alias: string): Sql<Stamped> =>
  sql`${of(alias, resource.audit.uid)} = ${uidValue(resource)}`

/** Whether the row `alias` of `audit.change` or `audit.life` is of the record that a command names. */
export const ofRecord = (resource: Resource.Resource, alias: string): Sql<Stamped> =>
  sql<Stamped>`${raw(alias)}.resource = ${literal(resource.name)} and ${raw(alias)}.uid = ${uidValue(resource)}::text`
