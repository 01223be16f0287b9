/** What a change tells of a request that says nothing of itself. */
import type { Change } from "@pgcrest/core"

export const unsaid: Omit<
  Change,
  "resource" | "uid" | "version" | "operation" | "at" | "actor" | "request_id" | "after"
> = {
  on_behalf_of: null,
  issuer: null,
  client_request_id: null,
  trace_id: null,
  via: null,
  reason: null,
  metadata: null,
  before: null
}
