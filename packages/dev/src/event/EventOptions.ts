/** What an event says beyond the request itself: the gateway's side of it. */
import type { Authorizer, EventSource } from "./events.ts"

/** The gateway's settings and what it knows about one request. */
export interface EventOptions {
  readonly requestId: string
  readonly now: Date
  /** `dev` (REST API) or `$default` (HTTP API) unless given. A named stage prefixes paths as on AWS, on execute-api domains. */
  readonly stage?: string | undefined
  /** `requestContext.authorizer`, see `authorizerOf`; absent: anonymous. */
  readonly authorizer?: Authorizer | undefined
  /** The route that matched, as in `/books/{uid}`; `/{proxy+}` (payload 1.0) or `$default` (2.0) unless given. */
  readonly resource?: string | undefined
  /** The domain that was called; an execute-api one (Function URL: a lambda-url one) unless given. */
  readonly domainName?: string | undefined
  /** REST API: whether `binaryMediaTypes` holds every type, so that every body arrives in base64. */
  readonly binary?: boolean | undefined
  /** ALB: the target group's multi-value switch. */
  readonly multiValue?: boolean | undefined
}

/** The account, region and API id of every event made here: AWS' own example account. */
export const place = { accountId: "123456789012", apiId: "local", region: "us-east-1" } as const

/** The stage of an API that names none: a REST API always has a named one. */
export const defaultStage = (source: EventSource): string => (source === "rest" ? "dev" : "$default")

/** `/stage` where AWS puts it before the path: a named stage on an execute-api domain. */
export const stagePrefix = (stage: string, domainName: string): string =>
  stage !== "$default" && domainName.includes(".execute-api.") ? `/${stage}` : ""

/** The domain of an API that has no custom one. */
export const executeApiDomain = `${place.apiId}.execute-api.${place.region}.amazonaws.com`

/** `10/Jul/2026:19:19:04 +0000`, the way API Gateway writes an instant. */
export const requestTime = (instant: Date): string => {
  const [, day, month, year, time] = instant.toUTCString().split(" ")
  return `${day}/${month}/${year}:${time} +0000`
}
