/** The change that a write leaves, before its content is known. */
import type { Permit } from "../access/Permit.ts"
import type { Change, Operation, Provenance } from "../change/Change.ts"
import type { Stamp } from "../command/stamp.ts"
import { compareInstants } from "../value/instant.ts"
import type { Stored } from "./Stored.ts"

interface Writing {
  readonly permit: Permit
  readonly uid: string
  readonly operation: Operation
}

/** The version goes on counting, also across a delete; the instant is the write's, or the last one where that is later. */
export const nextChange = (
  { permit, uid, operation }: Writing,
  stamp: Stamp,
  { row, last }: Pick<Stored, "row" | "last">
): Change => {
  const { name, audit } = permit.resource
  const counted = row === null || audit.version === null ? last?.version : BigInt(String(row[audit.version]))
  const updated = row === null || audit.last_updated_at === null ? null : row[audit.last_updated_at]
  return {
    resource: name,
    uid,
    version: (counted ?? 0n) + 1n,
    operation,
    at: [last?.at, updated].reduce<string>(
      (latest, one) => (typeof one === "string" && compareInstants(one, latest) > 0 ? one : latest),
      stamp.at
    ),
    ...provenanceOf(stamp),
    before: null,
    after: null
  }
}

/** What a stamp tells of a request. */
export function provenanceOf({ actor, issuer, metadata, reason, via, ...stamp }: Stamp): Provenance {
  return {
    actor,
    on_behalf_of: stamp.onBehalfOf,
    issuer,
    request_id: stamp.requestId,
    client_request_id: stamp.clientRequestId,
    trace_id: stamp.traceId,
    via,
    reason,
    metadata
  }
}
