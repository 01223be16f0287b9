/** HTTP request → the event of a REST API with Lambda proxy integration, and of an HTTP API in payload format 1.0. */
import {
  defaultStage,
  executeApiDomain,
  place,
  requestTime,
  stagePrefix,
  type EventOptions
} from "./EventOptions.ts"
import type { ContextV1, EventV1 } from "./events.ts"
import { header, type HttpRequest } from "./HttpRequest.ts"
import { allValues, lastValues } from "./pairs.ts"
import { type EventBody, restBody, typedBody } from "./requestBody.ts"
import { restHeaders } from "./requestHeaders.ts"
import { httpApiPath, pathParameters, queryPairs, splitTarget } from "./target.ts"

/** Path and path parameters stay encoded, the query is decoded, the last of several values wins in the plain maps. */
export const toEventV1 = (request: HttpRequest, options: EventOptions): EventV1 => {
  const { path } = splitTarget(request.target)
  const stage = options.stage ?? defaultStage("rest")
  return event(request, { ...options, stage }, path, restBody(request, options.binary ?? false))
}

/** The path is decoded and has the stage before it if that is a named one; other bodies than text come in base64. */
export const toEventHttp1 = (request: HttpRequest, options: EventOptions): EventV1 => {
  const { domainName = executeApiDomain, stage = defaultStage("http1") } = options
  const routed = httpApiPath(splitTarget(request.target).path)
  const made = event(request, { ...options, stage }, routed, typedBody(request))
  return { version: "1.0", ...made, path: `${stagePrefix(stage, domainName)}${routed}` }
}

interface Staged extends EventOptions {
  readonly stage: string
}

const event = (
  request: HttpRequest,
  options: Staged,
  path: string,
  { body, isBase64Encoded }: EventBody
): EventV1 => {
  const resource = options.resource ?? (path === "/" ? "/" : "/{proxy+}")
  const headers = restHeaders(request, options)
  const parameters = queryPairs(splitTarget(request.target).query, true)
  return {
    resource,
    path,
    httpMethod: request.method,
    headers: lastValues(headers),
    multiValueHeaders: allValues(headers),
    queryStringParameters: parameters.length === 0 ? null : lastValues(parameters),
    multiValueQueryStringParameters: parameters.length === 0 ? null : allValues(parameters),
    pathParameters: pathParameters(resource, path) ?? null,
    stageVariables: null,
    requestContext: context(request, options, resource, path),
    body: body === "" ? null : body,
    isBase64Encoded
  }
}

const context = (request: HttpRequest, options: Staged, resource: string, path: string): ContextV1 => {
  const { authorizer, domainName = executeApiDomain, now, requestId, stage } = options
  return {
    accountId: place.accountId,
    apiId: place.apiId,
    ...(authorizer === undefined ? {} : { authorizer }),
    domainName,
    domainPrefix: domainName.split(".", 1)[0] ?? "",
    extendedRequestId: "LOCAL0000000000=",
    httpMethod: request.method,
    identity: identity(request),
    path: `${stagePrefix(stage, domainName)}${path}`,
    protocol: "HTTP/1.1",
    requestId,
    requestTime: requestTime(now),
    requestTimeEpoch: now.getTime(),
    resourceId: "local0",
    resourcePath: resource,
    stage
  }
}

const identity = (request: HttpRequest): ContextV1["identity"] => ({
  accessKey: null,
  accountId: null,
  apiKey: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
  sourceIp: request.remoteAddress,
  user: null,
  userAgent: header(request, "user-agent") ?? null,
  userArn: null
})
