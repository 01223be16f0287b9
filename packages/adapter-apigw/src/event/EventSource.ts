/** Who made an event: each gateway has its own dialect for path, query, headers, identity and answer. */
import { filled, type JsonRecord, record, text } from "./Json.ts"

/** REST API, HTTP API with payload 2.0 or 1.0, Function URL, Application Load Balancer. */
export type EventSource = "rest" | "http2" | "http1" | "url" | "alb"

/** The source of an event, or null if none of the five made it. */
export const sourceOf = (event: unknown): EventSource | null => {
  const request = record(event)
  const context = record(request?.requestContext)
  if (request === null || context === null) return null
  // What an authorizer is asked looks like the request itself, and carries what is not verified yet.
  if (filled(request.methodArn) !== null || filled(request.routeArn) !== null) return null
  if (record(context.elb) !== null) return "alb"
  // Not rawPath or version: a REST event behind a custom domain can carry a rawPath too.
  if (record(context.http) !== null) return isFunctionUrl(context) ? "url" : "http2"
  if (text(request.httpMethod) === null) return null
  if (request.version === "1.0") return "http1"
  return request.version === undefined || request.version === null ? "rest" : null
}

/** The id under which gateway and Lambda log this request: the gateway's own, else the invocation's. */
export const requestIdOf = (event: unknown, context: unknown): string =>
  idIn(record(record(event)?.requestContext)?.requestId) ?? idIn(record(context)?.awsRequestId) ?? "-"

// It goes into a header and into the trail of changes: visible ASCII, and no more than a line of it.
const idIn = (value: unknown): string | null => {
  const id = filled(value)
  return id !== null && /^[\x21-\x7e]{1,200}$/u.test(id) ? id : null
}

const isFunctionUrl = (context: JsonRecord): boolean =>
  text(context.domainName)?.includes(".lambda-url.") ?? false
