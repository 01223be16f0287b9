/** The header lines a gateway hands on: hop-by-hop ones gone, its own added. */
import { header, type HttpRequest } from "./HttpRequest.ts"
import type { EventOptions } from "./EventOptions.ts"

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

const hopByHop = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade"
])

/** Lower-case lines with a content-length that counts the body: HTTP API, Function URL and ALB. */
export const lowerCaseHeaders = (request: HttpRequest, options: EventOptions): Pairs => {
  const sent = kept(request, ["content-length"]).map(([name, value]) => [name.toLowerCase(), value] as const)
  const hasLength = request.body.length > 0 || header(request, "content-length") !== undefined
  const added = gatewayHeaders(request, options).map(([name, value]) => [name.toLowerCase(), value] as const)
  return [...sent, ...(hasLength ? [["content-length", String(request.body.length)] as const] : []), ...added]
}

/** Lines spelled as sent, `Host` and AWS' own ones capitalised, no Content-Length: REST. */
export const restHeaders = (request: HttpRequest, options: EventOptions): Pairs => {
  const spelling = new Map([
    ["host", "Host"],
    ["user-agent", "User-Agent"]
  ])
  // One header sent in two spellings is one header: the first spelling names it.
  const sent = kept(request, ["content-length"]).map(([name, value]) => {
    const lower = name.toLowerCase()
    const known = spelling.get(lower) ?? name
    spelling.set(lower, known)
    return [known, value] as const
  })
  return [...sent, ...gatewayHeaders(request, options)]
}

const kept = (request: HttpRequest, also: ReadonlyArray<string>): Pairs => {
  const dropped = new Set([...hopByHop, ...also, ...gatewayHeaderNames])
  return request.headers.filter(([name]) => !dropped.has(name.toLowerCase()))
}

const gatewayHeaderNames = ["x-amzn-trace-id", "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto"]

const gatewayHeaders = (request: HttpRequest, { now, requestId }: EventOptions): Pairs => {
  const forwarded = header(request, "x-forwarded-for")
  // Only a local server is called with a port in Host; AWS is called by https.
  const port = /:(\d+)$/.exec(header(request, "host") ?? "")?.[1]
  const seconds = Math.floor(now.getTime() / 1000).toString(16)
  const root = Buffer.from(requestId).toString("hex").padEnd(24, "0").slice(0, 24)
  return [
    ["X-Amzn-Trace-Id", header(request, "x-amzn-trace-id") ?? `Root=1-${seconds.padStart(8, "0")}-${root}`],
    [
      "X-Forwarded-For",
      forwarded === undefined ? request.remoteAddress : `${forwarded}, ${request.remoteAddress}`
    ],
    ["X-Forwarded-Port", port ?? "443"],
    ["X-Forwarded-Proto", port === undefined ? "https" : "http"]
  ]
}
