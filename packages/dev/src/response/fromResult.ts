/** Handler's result → HTTP answer, exactly as the gateway before it makes it. */
import type { EventSource } from "../event/events.ts"
import { isRecord, parseResult, type HandlerResult } from "./HandlerResult.ts"
import { gatewayAnswer, type HttpResponse } from "./HttpResponse.ts"

type Pairs = HttpResponse["headers"]

/** The gateway's settings that matter on the way back. */
export interface ResultOptions {
  /** The request's method: HEAD has no body. */
  readonly method: string
  /** REST API: whether `binaryMediaTypes` holds every type; without it a base64 body goes out as the text it is. */
  readonly binary?: boolean | undefined
  /** ALB: the target group's multi-value switch. */
  readonly multiValue?: boolean | undefined
}

// Base64 included: what a Lambda can answer in one piece.
const largestResult = 6 * 1024 * 1024

/** A result of the wrong shape, or a too large one, becomes the gateway's own error and says why in `fault`. */
export const fromResult = (source: EventSource, value: unknown, options: ResultOptions): HttpResponse => {
  const size = Buffer.byteLength(JSON.stringify(value ?? null))
  if (size > largestResult)
    return failed(source, `The result has ${size} bytes; a Lambda can answer ${largestResult}.`)
  if ((source === "http2" || source === "url") && (!isRecord(value) || value["statusCode"] === undefined))
    return withMethod(options.method, inferred(value))
  const unknown =
    source === "rest" && isRecord(value) ? Object.keys(value).find((key) => !restKeys.has(key)) : undefined
  if (unknown !== undefined) return failed(source, `A REST API refuses a result with the key "${unknown}".`)
  const result = parseResult(value)
  if (typeof result === "string") return failed(source, result)
  return withMethod(options.method, {
    status: result.statusCode,
    headers: headers[source](result, options),
    body: Buffer.from(
      result.body,
      result.isBase64Encoded && (source !== "rest" || options.binary) ? "base64" : "utf8"
    )
  })
}

// Seen on AWS with `cookies`, in four projects: "Malformed Lambda proxy response".
const restKeys = new Set(["statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded"])

const failed = (source: EventSource, fault: string): HttpResponse => gatewayAnswer(source, "failed", fault)

const inferred = (value: unknown): HttpResponse => ({
  status: 200,
  headers: [["content-type", "application/json"]],
  body: Buffer.from(typeof value === "string" ? value : JSON.stringify(value ?? null))
})

const withMethod = (method: string, response: HttpResponse): HttpResponse =>
  method === "HEAD" ? { ...response, body: new Uint8Array() } : response

const headers: Readonly<Record<EventSource, (result: HandlerResult, options: ResultOptions) => Pairs>> = {
  rest: (result) =>
    withType("application/json", merged(result)).map(([name, value]) =>
      name.toLowerCase() === "www-authenticate" ? ["x-amzn-remapped-www-authenticate", value] : [name, value]
    ),
  http1: (result) => withType("text/plain; charset=utf-8", merged(result)),
  http2: (result) => withType("text/plain; charset=utf-8", withCookies(result)),
  url: (result) => withType("application/json", withCookies(result)),
  alb: (result, { multiValue }) => ours(multiValue === true ? result.multiValueHeaders : result.headers)
}

// A header in both maps comes from multiValueHeaders alone.
const merged = ({ headers, multiValueHeaders }: HandlerResult): Pairs => {
  const multi = new Set(multiValueHeaders.map(([name]) => name.toLowerCase()))
  return ours([...headers.filter(([name]) => !multi.has(name.toLowerCase())), ...multiValueHeaders])
}

const withCookies = ({ cookies, headers }: HandlerResult): Pairs => [
  ...ours(headers),
  ...cookies.map((cookie) => ["set-cookie", cookie] as const)
]

const withType = (type: string, pairs: Pairs): Pairs =>
  pairs.some(([name]) => name.toLowerCase() === "content-type") ? pairs : [...pairs, ["content-type", type]]

const ours = (pairs: Pairs): Pairs => pairs.filter(([name]) => !theirs.has(name.toLowerCase()))

const theirs = new Set(["connection", "content-length", "date", "server", "transfer-encoding"])
