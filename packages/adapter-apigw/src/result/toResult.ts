/** Response → result, in the dialect of the event's source. */
import type { Response } from "@pgcrest/rest"
import type { EventSource } from "../event/EventSource.ts"
import type { GatewayResult } from "./GatewayResult.ts"
import { record } from "../event/Json.ts"
import { reasonPhrase } from "./reasonPhrase.ts"

/** What the source alone does not say of its dialect. */
export interface ResultOptions {
  /** Whether the event's headers came as lists: a load balancer reads only that family in the answer. */
  readonly multiValueHeaders?: boolean
}

/** Whether an event's headers came as lists. */
export const hasMultiValueHeaders = (event: unknown): boolean =>
  record(record(event)?.multiValueHeaders) !== null

/** The result that makes a gateway send this response; each header name stands in exactly one of its maps. */
export const toResult = (
  response: Response,
  source: EventSource,
  options: ResultOptions = {}
): GatewayResult => {
  const statusCode = response.status
  const body = bodyOf(response.body)
  switch (source) {
    case "rest":
    case "http1":
      return { statusCode, multiValueHeaders: linesOf(response), body: "", ...body }
    case "http2":
    case "url":
      return { statusCode, ...joinedWithCookies(response), ...body }
    case "alb": {
      const statusDescription = `${statusCode} ${reasonPhrase(statusCode)}`
      const headers = options.multiValueHeaders
        ? { multiValueHeaders: linesOf(response) }
        : { headers: { ...joined(response), ...respelled(cookiesOf(response)) } }
      return { statusCode, statusDescription, ...headers, body: "", ...body }
    }
  }
}

const cookie = "set-cookie"

// Gateways write these themselves, and remap or fail on ours.
const gatewayOwned = new Set(["connection", "content-length", "date", "server", "transfer-encoding", "via"])

const linesOf = ({ headers }: Response): Readonly<Record<string, ReadonlyArray<string>>> => {
  const lines: Record<string, Array<string>> = {}
  for (const [name, value] of headers) {
    if (gatewayOwned.has(name)) continue
    const before = lines[name]
    if (before === undefined) lines[name] = [value]
    else before.push(value)
  }
  return lines
}

// A comma may stand inside a cookie, so cookies are never joined (RFC 9110 §5.3).
const joined = ({ headers }: Response): Readonly<Record<string, string>> => {
  const lines: Record<string, string> = {}
  for (const [name, value] of headers) {
    if (name === cookie || gatewayOwned.has(name)) continue
    const before = lines[name]
    lines[name] = before === undefined ? value : `${before}, ${value}`
  }
  return lines
}

const joinedWithCookies = (response: Response): Pick<GatewayResult, "headers" | "cookies"> => {
  const headers = joined(response)
  const cookies = cookiesOf(response)
  return cookies.length === 0 ? { headers } : { headers, cookies }
}

const cookiesOf = ({ headers }: Response): ReadonlyArray<string> =>
  headers.filter(([name]) => name === cookie).map(([, value]) => value)

// A map of single values has one place per spelling: `set-cookie`, `Set-cookie`, `sEt-cookie`, …
const respelled = (cookies: ReadonlyArray<string>): Readonly<Record<string, string>> =>
  Object.fromEntries(cookies.map((value, index) => [spelling(index), value]))

// One bit of the index per letter.
const spelling = (index: number): string => {
  const [left = "", right = ""] = cookie.split("-")
  return `${raised(left, index)}-${raised(right, index >> left.length)}`
}

const raised = (word: string, bits: number): string =>
  word.replaceAll(/./g, (letter, at: number) => ((bits >> at) & 1 ? letter.toUpperCase() : letter))

const bodyOf = (body: Response["body"]): Pick<GatewayResult, "body" | "isBase64Encoded"> => {
  if (body === null) return { isBase64Encoded: false }
  if (typeof body === "string") return { body, isBase64Encoded: false }
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  return { body: bytes.toString("base64"), isBase64Encoded: true }
}
