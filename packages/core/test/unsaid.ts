/** A change's and a stamp's words about a request that says nothing of itself. */
import type { Provenance } from "../src/change/Change.ts"
import type { Stamp } from "../src/command/stamp.ts"

export const unsaid: Omit<Provenance, "actor" | "request_id"> = {
  on_behalf_of: null,
  issuer: null,
  client_request_id: null,
  trace_id: null,
  via: null,
  reason: null,
  metadata: null
}

export const unsaidStamp: Pick<
  Stamp,
  "onBehalfOf" | "issuer" | "clientRequestId" | "traceId" | "via" | "reason" | "metadata" | "key"
> = {
  onBehalfOf: null,
  issuer: null,
  clientRequestId: null,
  traceId: null,
  via: null,
  reason: null,
  metadata: null,
  key: null
}
