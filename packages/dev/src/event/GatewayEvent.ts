// @effect-diagnostics globalDate:off
/** Events for tests of a handler, in one call: `GatewayEvent.make("http2", { method: "GET", path: "/books", as: ann })`. */
import { randomUUID } from "node:crypto"
import { authorizerOf, type User, withToken } from "./authorizer.ts"
import { executeApiDomain, type EventOptions } from "./EventOptions.ts"
import type { Events, EventSource } from "./events.ts"
import { header, type HttpRequest } from "./HttpRequest.ts"
import { toEvent } from "./toEvent.ts"

type Several = Readonly<Record<string, string | ReadonlyArray<string>>>

/** A request in a test's words. */
export interface Call {
  readonly method: string
  /** As sent: encoded, and with its query string if you like. */
  readonly path: string
  /** Encoded for you and put behind the path. */
  readonly query?: Several
  readonly headers?: Several
  /** Text and bytes as they are; anything else as JSON, with its content type. */
  readonly body?: unknown
  /** Who is signed in, by a token in Authorization unless the headers have one; nobody unless given. */
  readonly as?: User
}

/** The event AWS would send for this call; `options` override its id, its time and the gateway's settings. */
export const make = <S extends EventSource>(
  source: S,
  call: Call,
  options: Partial<EventOptions> = {}
): Events[S] => {
  const now = options.now ?? new Date()
  const { as } = call
  const sent = toRequest(call, options.domainName)
  const isSigned = as !== undefined && header(sent, "authorization") === undefined
  const request = isSigned ? withToken(source, sent, as, now) : sent
  const authorizer = as === undefined ? undefined : authorizerOf(source, as, now)
  return toEvent(source, request, {
    requestId: randomUUID(),
    authorizer,
    ...options,
    now
  })
}

const toRequest = ({ body, headers, method, path, query }: Call, host = executeApiDomain): HttpRequest => {
  const sent = pairs(headers)
  const isJson = body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array)
  const typed = sent.some(([name]) => name.toLowerCase() === "content-type")
  const extra = isJson && !typed ? [["content-type", "application/json"] as const] : []
  return {
    method,
    target: withQuery(path, pairs(query)),
    headers: [["host", host], ...extra, ...sent],
    body: bytes(body),
    remoteAddress: "127.0.0.1"
  }
}

const pairs = (several: Several = {}): ReadonlyArray<readonly [string, string]> =>
  Object.entries(several).flatMap(([name, values]) => [values].flat().map((value) => [name, value] as const))

const withQuery = (path: string, query: ReadonlyArray<readonly [string, string]>): string => {
  const encoded = query.map((pair) => pair.map(encodeURIComponent).join("=")).join("&")
  return encoded === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${encoded}`
}

const bytes = (body: unknown): Uint8Array =>
  body instanceof Uint8Array
    ? body
    : Buffer.from(body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body))
