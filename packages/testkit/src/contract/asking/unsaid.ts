/** What a change tells of a request that says nothing of itself, over a record that nothing else wrote. */
import type { Change, Provenance } from "@pgcrest/core"

export const unsaid: Omit<Provenance, "actor" | "request_id"> & Pick<Change, "before"> = {
  on_behalf_of: null,
  issuer: null,
  client_request_id: null,
  trace_id: null,
  via: null,
  reason: null,
  metadata: null,
  before: null
}
