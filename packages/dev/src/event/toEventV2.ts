/** HTTP request → the event of an HTTP API (payload format 2.0), and of a Function URL, which differs in few places. */
import {
  defaultStage,
  executeApiDomain,
  place,
  requestTime,
  stagePrefix,
  type EventOptions
} from "./EventOptions.ts"
import type { ContextV2, EventV2 } from "./events.ts"
import { header, type HttpRequest } from "./HttpRequest.ts"
import { joinedValues } from "./pairs.ts"
import { typedBody } from "./requestBody.ts"
import { lowerCaseHeaders } from "./requestHeaders.ts"
import { decode, httpApiPath, pathParameters, queryPairs, splitTarget } from "./target.ts"

/** The path is decoded and has the stage before it if that is a named one; cookies are in `cookies` only. */
export const toEventV2 = (request: HttpRequest, options: EventOptions): EventV2 => {
  const { domainName = executeApiDomain, resource, stage = defaultStage("http2") } = options
  const routed = httpApiPath(splitTarget(request.target).path)
  const routeKey = resource === undefined ? "$default" : `${request.method} ${resource}`
  const path = `${stagePrefix(stage, domainName)}${routed}`
  const parameters = resource === undefined ? undefined : pathParameters(resource, routed)
  const head = { rawPath: path, httpPath: path, domainName, stage, routeKey, accountId: place.accountId }
  return event(request, options, head, parameters)
}

/** The raw path stays encoded, there are no routes and no stages, and the cookie header stays beside `cookies`. */
export const toEventUrl = (request: HttpRequest, options: EventOptions): EventV2 => {
  const { domainName = `${place.apiId}.lambda-url.${place.region}.on.aws` } = options
  const { path } = splitTarget(request.target)
  const accountId = options.authorizer === undefined ? "anonymous" : place.accountId
  const head = { rawPath: path, httpPath: decode(path), domainName, accountId }
  const made = event(request, options, { ...head, stage: "$default", routeKey: "$default" }, undefined)
  const cookies = made.cookies?.join("; ")
  return cookies === undefined ? made : { ...made, headers: { ...made.headers, cookie: cookies } }
}

interface Head {
  readonly rawPath: string
  readonly httpPath: string
  readonly domainName: string
  readonly stage: string
  readonly routeKey: string
  readonly accountId: string
}

const event = (
  request: HttpRequest,
  options: EventOptions,
  head: Head,
  parameters: EventV2["pathParameters"]
): EventV2 => {
  const { query } = splitTarget(request.target)
  const headers = lowerCaseHeaders(request, options)
  const pairs = queryPairs(query, true)
  const cookies = headers.flatMap(([name, value]) => (name === "cookie" ? value.split(/;\s*/) : []))
  const { body, isBase64Encoded } = typedBody(request)
  return {
    version: "2.0",
    routeKey: head.routeKey,
    rawPath: head.rawPath,
    rawQueryString: query,
    ...(cookies.length === 0 ? {} : { cookies: cookies.filter((cookie) => cookie !== "") }),
    headers: joinedValues(headers.filter(([name]) => name !== "cookie")),
    ...(pairs.length === 0 ? {} : { queryStringParameters: joinedValues(pairs) }),
    ...(parameters === undefined ? {} : { pathParameters: parameters }),
    requestContext: context(request, options, head),
    ...(body === "" ? {} : { body }),
    isBase64Encoded
  }
}

const context = (
  request: HttpRequest,
  { authorizer, now, requestId }: EventOptions,
  head: Head
): ContextV2 => ({
  accountId: head.accountId,
  apiId: place.apiId,
  ...(authorizer === undefined ? {} : { authorizer }),
  domainName: head.domainName,
  domainPrefix: head.domainName.split(".", 1)[0] ?? "",
  http: {
    method: request.method,
    path: head.httpPath,
    protocol: "HTTP/1.1",
    sourceIp: request.remoteAddress,
    userAgent: header(request, "user-agent") ?? ""
  },
  requestId,
  routeKey: head.routeKey,
  stage: head.stage,
  time: requestTime(now),
  timeEpoch: now.getTime()
})
