/** What every answer has, errors and 304 too: caches, browsers and logs are told the same each time. */
import { corsHeaders } from "../http/cors.ts"
import type { RequestHead } from "../Request.ts"
import type { Response } from "../Response.ts"
import type { Settings } from "../Settings.ts"

/** What keeps browsers from taking an answer for anything but data. */
export const security: Response["headers"] = [
  ["x-content-type-options", "nosniff"],
  ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
  ["cross-origin-resource-policy", "same-origin"],
  ["referrer-policy", "no-referrer"]
]

/** Adds these headers. */
export const finish = (
  { cors, timeTravel }: Settings,
  request: RequestHead,
  requestId: string,
  response: Response
): Response => {
  const vary =
    "Accept, Prefer, Range, Authorization" +
    (cors === null ? "" : ", Origin") +
    (timeTravel === null ? "" : ", Accept-Datetime")
  const origin = request.headers.get("origin")?.[0]
  // A preflight has its own.
  const allowed = response.headers.some(([name]) => name === "access-control-allow-origin")
    ? []
    : corsHeaders(cors, origin)
  return {
    status: response.status,
    headers: [...response.headers, ["vary", vary], ...allowed, ...security, ["x-request-id", requestId]],
    body: response.body
  }
}
