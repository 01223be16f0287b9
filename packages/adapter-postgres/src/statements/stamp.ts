/** A command's record and stamp as parameters. */
import type { Resource } from "@pgcrest/core"
import { stamped } from "../shape/Parting.ts"
import { castType, of } from "../sql/columns.ts"
import { literal, raw, type Sql, sql, value } from "../sql/Sql.ts"

export const at: Sql = value(stamped.at, "timestamptz")
export const actor: Sql = value(stamped.actor, "text")
export const subject: Sql = value(stamped.subject, "text")
export const requestId: Sql = value(stamped.requestId, "text")

export const uidValue = ({ key }: Resource.Resource): Sql => value(stamped.uid, castType(key.type))

export const uidEquals = (resource: Resource.Resource, alias: string): Sql =>
  sql`${of(alias, resource.key.name)} = ${uidValue(resource)}`

/** Whether the row `alias` of `audit.change` or `audit.life` is of the record that a command names. */
export const ofRecord = (resource: Resource.Resource, alias: string): Sql =>
  sql`${raw(alias)}.resource = ${literal(resource.name)} and ${raw(alias)}.uid = ${uidValue(resource)}::text`
