/** Events that are no HTTP requests: where they come from, and which of them only keep a sandbox warm. */
import * as Data from "effect/Data"
import { filled, record, text } from "./Json.ts"

/** What a handler of HTTP events is rejected with for any other: an answer would count as success, and end all retries. */
export class EventNotHttp extends Data.TaggedError("EventNotHttp")<{ readonly origin: string }> {
  override get message() {
    return (
      `This handler answers HTTP events only; this event comes from ${this.origin}. ` +
      "Known are REST APIs, HTTP APIs (payload 1.0 and 2.0), Function URLs and load balancers: " +
      "give what sends this event a function of its own."
    )
  }
}

/** Whether serverless-plugin-warmup, middy's or lambda-warmer sent this, which want any answer and no work. */
export const isWarmUp = (event: unknown): boolean => {
  const { source, warmer } = record(event) ?? {}
  return source === "serverless-plugin-warmup" || warmer === true
}

/** The service that sent an event, in its own words where it has any. */
export const originOf = (event: unknown): string => {
  const sent = record(event) ?? {}
  const first = record(Array.isArray(sent.Records) ? sent.Records[0] : null) ?? {}
  // SNS alone begins it with a capital; streams of Kafka and queues of MQ have it outside.
  const named = [first.eventSource, first.EventSource, sent.eventSource, sent.source].find(isName)
  if (isName(named)) return named
  if (isName(sent.triggerSource)) return `Cognito (${sent.triggerSource})`
  const has = (name: string) => filled(sent[name]) !== null
  const context = record(sent.requestContext) ?? {}
  if (has("methodArn") || has("routeArn")) return "API Gateway, which asks an authorizer"
  if (has("RequestType") && has("StackId")) return "CloudFormation, which makes a custom resource"
  if (has("deliveryStreamArn")) return "aws:firehose"
  if (record(sent.awslogs) !== null) return "CloudWatch Logs"
  if (text(context.connectionId) !== null) return "a WebSocket API"
  if (text(context.serviceArn) !== null) return "VPC Lattice"
  const fields = Object.keys(sent).filter(isName).slice(0, 5)
  return fields.length === 0 ? "an unknown source" : `an unknown source (its fields: ${fields.join(", ")})`
}

// It goes into an error's message: a name as services have it, and no more than a line.
const isName = (value: unknown): value is string =>
  typeof value === "string" && /^[\w.:/-]{1,100}$/.test(value)
