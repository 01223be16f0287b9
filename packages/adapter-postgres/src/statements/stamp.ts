/** A command's record and stamp as parameters. */
import { contentFormat, Resource } from "@pgcrest/core"
import { stamped } from "../shape/Parting.ts"
import { keyValue, uidText } from "../sql/key.ts"
import { join, literal, raw, type Sql, sql, value } from "../sql/Sql.ts"

export const at: Sql = value(stamped.at, "timestamptz")
export const actor: Sql = value(stamped.actor, "text")
export const subject: Sql = value(stamped.subject, "text")

/** What the trail tells of a request: columns of its tables, and what they get. */
export const request = {
  columns: raw("actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason"),
  values: join(
    [
      actor,
      value(stamped.onBehalfOf, "text"),
      value(stamped.issuer, "text"),
      value(stamped.requestId, "text"),
      value(stamped.clientRequestId, "text"),
      value(stamped.traceId, "text"),
      value(stamped.via, "text"),
      value(stamped.reason, "text")
    ],
    ", "
  )
} as const

/** What a change tells beside it: what the resource wants to know, and how its content is written. */
export const provenance = {
  columns: sql`${request.columns}, metadata, format`,
  values: join([request.values, value(stamped.metadata, "jsonb"), raw(String(contentFormat))], ", ")
} as const

/** Whether the row `alias` of `audit.change` or `audit.life` is of the record that a command names. */
export const ofRecord = (resource: Resource.Resource, alias: string): Sql =>
  sql`${raw(alias)}.resource = ${literal(resource.name)} and ${raw(alias)}.uid = ${recordUid(resource)}`

/** The uid as the trail keeps it: a number as its type prints it. */
function recordUid(resource: Resource.Resource): Sql {
  const sole = Resource.soleColumn(resource.key)
  return sole === null ? uidText : sql`${keyValue(resource, sole)}::text`
}
