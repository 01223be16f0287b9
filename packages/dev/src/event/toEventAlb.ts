/** HTTP request → the event of an Application Load Balancer. */
import { place, type EventOptions } from "./EventOptions.ts"
import type { EventAlb } from "./events.ts"
import type { HttpRequest } from "./HttpRequest.ts"
import { allValues, lastValues } from "./pairs.ts"
import { albBody } from "./requestBody.ts"
import { lowerCaseHeaders } from "./requestHeaders.ts"
import { queryPairs, splitTarget } from "./target.ts"

/** Nothing is decoded; the target group's switch says whether the maps hold the last value or all of them. */
export const toEventAlb = (request: HttpRequest, options: EventOptions): EventAlb => {
  const { path, query } = splitTarget(request.target)
  const headers = lowerCaseHeaders(request, options)
  const pairs = queryPairs(query, false)
  const maps =
    options.multiValue === true
      ? { multiValueHeaders: allValues(headers), multiValueQueryStringParameters: allValues(pairs) }
      : { headers: lastValues(headers), queryStringParameters: lastValues(pairs) }
  const { accountId, region } = place
  const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${accountId}:targetgroup/local/0123456789abcdef`
  const method = { httpMethod: request.method, path }
  return { requestContext: { elb: { targetGroupArn } }, ...method, ...maps, ...albBody(request) }
}
