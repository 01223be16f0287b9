/** What an answer refuses, for the resources that record it. */
import type { Api, Caller } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Request } from "./Request.ts"
import type { Attempted } from "./request/attempted.ts"
import { saying } from "./request/occasion.ts"
import { isRead } from "./request/readDates.ts"
import type { Outcome } from "./Wire.ts"

/** What is read off a failure; of a hook's own error nothing but its name. */
interface Failed {
  readonly _tag: string
  readonly resource?: string
  readonly act?: string
  readonly uid?: string
  readonly error?: { readonly _tag: string }
}

/** A request that has failed. */
export interface Ended {
  readonly request: Pick<Request, "headers" | "method">
  readonly caller: Caller.Caller
  /** What it was about; null where its address tells no resource. */
  readonly attempted: Attempted | null
  readonly failure: Failed
  /** Of its answer. */
  readonly status: number
}

/**
 * For an outcome: nothing but of a 403, or of a write's 412, of a resource whose `trail` asks for it. The resource is the one
 * that refused, which may be another than the address names. An operation's own rule is no resource's.
 */
export const refusedIn = (
  { resources }: Pick<Api.Api<unknown, unknown>, "resources">,
  { attempted, caller, failure, request, status }: Ended
): Pick<Outcome, "refused"> => {
  if (status !== 403 && !(status === 412 && isWriting(request, attempted))) return {}
  const { act = attempted?.act ?? null } = failure
  const resource = resources.get(failure.resource ?? attempted?.resource.name ?? "")
  if (resource === undefined || !resource.trail.refusals || act === "call") return {}
  const uid = failure.uid ?? (attempted?.resource === resource ? attempted.uid : null)
  const kind = failure.error?._tag ?? (status === 412 ? "VersionMismatch" : failure._tag)
  // What a client says badly of itself does not keep the rest from being told.
  const asking = Result.getOrElse(saying(request, caller, []), () => caller)
  return { refused: { resource, uid, act, kind, caller: asking } }
}

/** A read whose condition does not hold was to change nothing: whoever may read could fill a table with those. */
function isWriting({ method }: Ended["request"], attempted: Attempted | null): boolean {
  return !isRead(method) && attempted?.act !== "list"
}
