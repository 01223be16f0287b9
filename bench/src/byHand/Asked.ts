/** What the hand-written handler reads of an event: payload 1.0 of a REST API, or 2.0 of an HTTP API. */
import type { EventV1, EventV2, Values } from "@pgcrest/dev"

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: Values
  readonly body: string | null | undefined
  readonly ifMatch: string | undefined
  readonly requestId: string
  /** Null who is not signed in. */
  readonly subject: string | null
  readonly groups: ReadonlyArray<string>
}

/** One request, whichever gateway sent it. */
export const asked = (event: EventV1 | EventV2): Asked =>
  "httpMethod" in event ? ofRest(event) : ofHttp(event)

function ofRest(event: EventV1): Asked {
  const { requestContext } = event
  const { sub, "cognito:groups": groups } = record(requestContext.authorizer?.["claims"])
  return {
    method: event.httpMethod,
    path: event.path,
    query: event.queryStringParameters ?? {},
    body: event.body,
    ifMatch: event.headers["If-Match"] ?? event.headers["if-match"],
    requestId: requestContext.requestId,
    subject: typeof sub === "string" ? sub : null,
    groups: typeof groups === "string" ? groups.split(",") : []
  }
}

function ofHttp(event: EventV2): Asked {
  const { requestContext } = event
  const { sub, "cognito:groups": groups } = record(record(requestContext.authorizer?.["jwt"])["claims"])
  return {
    method: requestContext.http.method,
    path: event.rawPath,
    query: event.queryStringParameters ?? {},
    body: event.body,
    ifMatch: event.headers["if-match"],
    requestId: requestContext.requestId,
    subject: typeof sub === "string" ? sub : null,
    groups: typeof groups === "string" ? groups.slice(1, -1).split(" ") : []
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {}
}

/** Whether a value is an object of JSON. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
