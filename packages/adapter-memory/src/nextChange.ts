/** The change that a write leaves, before its content is known. */
import { type Change, compareInstants, type Resource, type Stamp, type Values } from "@pgcrest/core"

/** The version goes on counting, also across a delete; the instant never runs backwards. */
export const nextChange = (
  { name, audit }: Resource.Resource,
  uid: string,
  stamp: Stamp,
  operation: Change["operation"],
  row: Values | null,
  last: Change | undefined
): Change => {
  const counted = row === null || audit.version === null ? last?.version : BigInt(String(row[audit.version]))
  const updated = row === null || audit.last_updated_at === null ? null : row[audit.last_updated_at]
  const at = [last?.at, updated].reduce<string>(
    (latest, one) => (typeof one === "string" && compareInstants(one, latest) > 0 ? one : latest),
    stamp.at
  )
  const version = (counted ?? 0n) + 1n
  return {
    resource: name,
    uid,
    version,
    operation,
    at,
    actor: stamp.actor,
    request_id: stamp.requestId,
    after: null
  }
}
