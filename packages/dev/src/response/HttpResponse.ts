/** An HTTP answer, ready for the wire. */
import type { EventSource } from "../event/events.ts"

/** Status, header lines in order, body bytes; and, where the gateway had to step in, why, in plain words for the log. */
export interface HttpResponse {
  readonly status: number
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: Uint8Array
  readonly fault?: string
}

/** What a gateway answers by itself. */
type GatewayAnswer = "badRequest" | "unauthorized" | "tooLong" | "failed" | "timedOut"

type Answers = Readonly<Record<GatewayAnswer, readonly [status: number, message: string]>>

const rest: Answers = {
  badRequest: [400, "Bad Request"],
  unauthorized: [401, "Unauthorized"],
  tooLong: [413, "Request Too Long"],
  failed: [502, "Internal server error"],
  timedOut: [504, "Endpoint request timed out"]
}

// An HTTP API answers 500 where a REST API answers 502: seen on AWS in aws/aws-sam-cli#2590.
const http: Answers = {
  ...rest,
  failed: [500, "Internal Server Error"],
  timedOut: [503, "Service Unavailable"]
}

/** What a gateway on AWS never has to say: there is no handler yet, and why. */
export const noHandler = (why: string): HttpResponse => ({
  status: 503,
  headers: [["content-type", "text/plain; charset=utf-8"]],
  body: Buffer.from(`${why}\n`),
  fault: why
})

/** The gateway's own answer, without any help of the handler. */
export const gatewayAnswer = (source: EventSource, answer: GatewayAnswer, fault?: string): HttpResponse => {
  const isHttpApi = source === "http1" || source === "http2"
  const [status, message] = (isHttpApi ? http : rest)[answer]
  const challenge = isHttpApi && answer === "unauthorized" ? ([["www-authenticate", "Bearer"]] as const) : []
  return {
    status,
    headers: [["content-type", "application/json"], ...challenge],
    body: Buffer.from(JSON.stringify({ message })),
    ...(fault === undefined ? {} : { fault })
  }
}
