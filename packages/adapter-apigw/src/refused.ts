/** The answers to events that did not come as far as a wire, or not to an end. */
import { IdentityUnavailable } from "@pgcrest/core"
import type { EdgeFailure, RequestHead, Response } from "@pgcrest/rest"
import { leadOf, toRequestHead } from "./event/toRequest.ts"
import type { Gateway, Handled, Invocation } from "./Invocation.ts"
import { behindPrefix, mountAt } from "./Mount.ts"
import { hasMultiValueHeaders, toResult } from "./result/toResult.ts"

/** The answer to an event that did not come as far as a request, or not to an end. */
export const refused = (
  { mounts, options }: Pick<Gateway<unknown>, "mounts" | "options">,
  { event, source, requestId }: Invocation,
  failure: EdgeFailure
): Handled => {
  const outside = toRequestHead(event, source, options)
  const mount = mountAt(mounts, outside.path ?? leadOf(event, source, options))
  const response = mount.wire.refuse(behindPrefix(mount, outside), requestId, failure)
  return {
    result: toResult(sentFor(outside, response), source, { multiValueHeaders: hasMultiValueHeaders(event) }),
    method: outside.method === "" ? "-" : outside.method,
    route: null,
    status: response.status,
    callerKind: "-",
    cause: response.status >= 500 ? failure : null,
    notice: null
  }
}

/** What a request is told whose time is over: of a write that it may have happened, but where nobody was known yet. */
export const timeIsOver = (
  { options }: Gateway<unknown>,
  { event, source, waiting }: Invocation
): EdgeFailure => {
  if (waiting.for !== null) return new IdentityUnavailable({ of: waiting.for, cause: tooLate })
  return reads.has(toRequestHead(event, source, options).method)
    ? {
        _tag: "DeadlineExceeded",
        detail: "The time for this request is over.",
        hint: "Try again, or ask for less at a time."
      }
    : {
        _tag: "DeadlineExceeded",
        detail: "The time for this request is over. A write may have happened.",
        hint: "Read the record before you try a write again."
      }
}

const tooLate = "the time for the request was over before there was an answer"
const reads: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"])

/** HEAD is answered as GET without the body (RFC 9110 §9.3.2). */
export function sentFor({ method }: RequestHead, response: Response): Response {
  return method === "HEAD" ? { ...response, body: null } : response
}
