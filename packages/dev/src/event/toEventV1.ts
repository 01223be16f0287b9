/** HTTP request → the event of a REST API with Lambda proxy integration. */
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
import { restBody } from "./requestBody.ts"
import { restHeaders } from "./requestHeaders.ts"
import { pathParameters, queryPairs, splitTarget } from "./target.ts"

/** Path and path parameters stay encoded, the query is decoded, the last of several values wins in the plain maps. */
export const toEventV1 = (request: HttpRequest, options: EventOptions): EventV1 => {
  const { path, query } = splitTarget(request.target)
  const resource = options.resource ?? (path === "/" ? "/" : "/{proxy+}")
  const headers = restHeaders(request, options)
  const parameters = queryPairs(query, true)
  const { body, isBase64Encoded } = restBody(request, options.binary ?? false)
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

const context = (request: HttpRequest, options: EventOptions, resource: string, path: string): ContextV1 => {
  const { authorizer, domainName = executeApiDomain, now, requestId, stage = defaultStage("v1") } = options
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
