/** Of which trace a request is part, by the headers that say so. */
import type { RequestHeaders } from "../Request.ts"

/**
 * 32 hexadecimal digits: of `traceparent` (W3C Trace Context §3.2.2.3), else of the root that X-Ray names in
 * `X-Amzn-Trace-Id`. Null where neither tells one; what is malformed tells none (§3.2).
 */
export const traceIdOf = (headers: RequestHeaders): string | null => {
  const [parent = ""] = headers.get("traceparent") ?? []
  const w3c = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-|$)/u.exec(parent.trim())?.[1]
  if (w3c !== undefined && !nothing.test(w3c) && !parent.trim().startsWith("ff")) return w3c
  const [amazon = ""] = headers.get("x-amzn-trace-id") ?? []
  const [, seconds = "", rest = ""] =
    /(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})(?:;|$)/u.exec(amazon) ?? []
  return seconds === "" ? null : seconds + rest
}

const nothing = /^0+$/u
