/** What browsers must be told before a page of another origin may use the API (Fetch, CORS protocol). */

import type { RequestHeaders } from "../Request.ts"

/** Who may call from a browser; any origin only without credentials. Not given: no other origin. */
export type CorsOptions = {
  /** How long a browser may remember a preflight: 7200, as Chrome remembers none longer. */
  readonly maxAgeSeconds?: number
  /** Request headers of the application's own, beside those that we know. */
  readonly allowHeaders?: ReadonlyArray<string>
} & (
  | { readonly origins: ReadonlyArray<string>; readonly credentials?: boolean }
  | { readonly origins: "*"; readonly credentials?: false }
)

type Headers = ReadonlyArray<readonly [name: string, value: string]>

/**
 * Headers for every answer, errors and 304 too. `Vary: Origin` is not among them: whoever writes Vary adds it, with or
 * without an Origin.
 */
export const corsHeaders = (options: CorsOptions | null, origin: string | undefined): Headers => {
  const allowed = allowOrigin(options, origin)
  return allowed.length === 0 ? [] : [...allowed, ["access-control-expose-headers", exposed]]
}

/**
 * Headers for the 204 to a preflight; none when the origin may not call. They do not depend on what was requested,
 * so that a browser needs one preflight per URL.
 */
export const preflightHeaders = (options: CorsOptions | null, origin: string | undefined): Headers => {
  const allowed = allowOrigin(options, origin)
  if (options === null || allowed.length === 0) return []
  return [
    ...allowed,
    ["access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"],
    ["access-control-allow-headers", [...knownHeaders, ...(options.allowHeaders ?? [])].join(", ")],
    ["access-control-max-age", String(options.maxAgeSeconds ?? chromesCap)]
  ]
}

/** Whether a browser asks for permission; any other OPTIONS asks what a route can do. */
export const isPreflight = (method: string, headers: Pick<RequestHeaders, "has">): boolean =>
  method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method")

function allowOrigin(options: CorsOptions | null, origin: string | undefined): Headers {
  if (options === null || origin === undefined) return []
  if (options.origins === "*") return options.credentials ? [] : [["access-control-allow-origin", "*"]]
  if (!options.origins.includes(origin)) return []
  return options.credentials
    ? [
        ["access-control-allow-origin", origin],
        ["access-control-allow-credentials", "true"]
      ]
    : [["access-control-allow-origin", origin]]
}

const chromesCap = 7200

// Those that are read, by name, because `*` never covers Authorization.
const knownHeaders: ReadonlyArray<string> = [
  "accept",
  "accept-datetime",
  "authorization",
  "content-type",
  "idempotency-key",
  "if-match",
  "if-modified-since",
  "if-none-match",
  "if-unmodified-since",
  "prefer",
  "range",
  "traceparent",
  "x-change-reason",
  "x-request-id"
]

// Those that are sent; what any page may read (CORS-safelisted) needs no leave.
const exposed = [
  "ETag",
  "Location",
  "Content-Location",
  "Content-Disposition",
  "Content-Range",
  "Link",
  "Memento-Datetime",
  "Preference-Applied",
  "Expand-Applied",
  "Idempotency-Replayed",
  "Retry-After",
  "Allow",
  "Accept",
  "Accept-Patch",
  "Accept-Post",
  "WWW-Authenticate",
  "X-Not-Restored",
  "X-Request-Id"
].join(", ")
