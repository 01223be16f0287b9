/** A command's record and stamp as parameters. */
import { Resource } from "@pgcrest/core"
import { stamped } from "../shape/Parting.ts"
import { keyValue, uidText } from "../sql/key.ts"
import { literal, raw, type Sql, sql, value } from "../sql/Sql.ts"

export const at: Sql = value(stamped.at, "timestamptz")
export const actor: Sql = value(stamped.actor, "text")
export const subject: Sql = value(stamped.subject, "text")
export const requestId: Sql = value(stamped.requestId, "text")

/** Whether the row `alias` of `audit.change` or `audit.life` is of the record that a command names. */
export const ofRecord = (resource: Resource.Resource, alias: string): Sql =>
  sql`${raw(alias)}.resource = ${literal(resource.name)} and ${raw(alias)}.uid = ${recordUid(resource)}`

/** The uid as the trail keeps it: a number as its type prints it. */
function recordUid(resource: Resource.Resource): Sql {
  const sole = Resource.soleColumn(resource.key)
  return sole === null ? uidText : sql`${keyValue(resource, sole)}::text`
}
