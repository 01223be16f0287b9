// @effect-diagnostics asyncFunction:off
/** One sandbox over an empty memory store, asked in HTTP's words. */
import { ApiGateway, type GatewayResult } from "@pgcrest/adapter-apigw"
import { ResourceStoreMemory } from "@pgcrest/adapter-memory"
import type { ResourceStore } from "@pgcrest/core"
import { type EventOptions, fromResult, GatewayEvent, type EventSource } from "@pgcrest/dev"
import type { HookFailure, HookStatus } from "@pgcrest/rest"
import type * as Layer from "effect/Layer"
import { assert } from "vitest"
import { Shelf } from "./resources.ts"

/** A call in one line: `["PATCH", "/books/…", { body, headers, as }]`. */
export type Call = Parameters<typeof GatewayEvent.make>[1]
type Rest = Omit<Call, "method" | "path">
type Settings = Omit<ApiGateway.HandlerOptions<never, "books" | "ledgers", HookFailure>, "problems">

// Tests read what they know is there.
// oxlint-disable-next-line typescript/no-explicit-any
type Json = any

/** An answer as a client sees it; `json` is null without a body of JSON. */
export interface Answer {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  readonly json: Json
}

export interface WireOptions extends Settings {
  readonly source?: EventSource
  readonly event?: Partial<EventOptions>
  readonly store?: Layer.Layer<ResourceStore>
  readonly problems?: Readonly<Record<string, HookStatus>>
}

/** Asks once and again of the same store. */
export interface Wire {
  readonly ask: (method: string, path: string, rest?: Rest) => Promise<Answer>
  /** Hands over whatever is given as the event, with so many milliseconds left. */
  readonly send: (event: unknown, millis?: number) => Promise<Answer>
}

export const ann = { sub: "ann" }
export const bob = { sub: "bob" }

/** A uid that no server has made. */
export const uid = (last: number): string => `019b0000-0000-7000-8000-${String(last).padStart(12, "0")}`

export const requestId = "request-1"

export const wire = ({
  source = "http2",
  event,
  store = ResourceStoreMemory.layer,
  problems = {},
  ...settings
}: WireOptions = {}): Wire => {
  const handler = ApiGateway.handler(Shelf, store, {
    log: () => {},
    requireMatch: ["ledgers"],
    problems,
    ...settings
  })
  const send = async (event: unknown, millis = 30_000) =>
    answerOf(await handler(event, { awsRequestId: requestId, getRemainingTimeInMillis: () => millis }))
  return {
    send,
    ask: async (method, path, rest = {}) => {
      const result = await handler(
        GatewayEvent.make(source, { method, path, ...rest }, { requestId, ...event }),
        // A load balancer has no id of its own.
        { awsRequestId: requestId }
      )
      assert.isUndefined(
        fromResult(source, result, { method, multiValue: event?.multiValue }).fault,
        "the gateway takes the result"
      )
      return answerOf(result)
    }
  }
}

/** What a result tells, whatever its dialect. */
export const answerOf = (result: GatewayResult): Answer => {
  const single = Object.entries(result.headers ?? {})
  const several = Object.entries(result.multiValueHeaders ?? {}).map(
    ([name, all]) => [name, all.join(", ")] as const
  )
  const headers = new Map<string, string>([...single, ...several])
  const body = result.body ?? ""
  return {
    status: result.statusCode,
    header: (name) => headers.get(name) ?? null,
    headers,
    body,
    json:
      body === "" || !/[/+]json(?:;|$)/u.test(headers.get("content-type") ?? "/json")
        ? null
        : JSON.parse(body)
  }
}

/** Asserts a problem document, and gives it back. */
export const problem = (answer: Answer, status: number, code?: string): Json => {
  assert.strictEqual(answer.status, status, answer.body)
  assert.strictEqual(answer.header("content-type"), "application/problem+json")
  assert.strictEqual(answer.json.status, status)
  assert.strictEqual(answer.json.request_id, requestId)
  if (code !== undefined) assert.strictEqual(answer.json.code, code)
  return answer.json
}

/** Asserts a status, and gives the answer back. */
export const expectStatus = (answer: Answer, status: number): Answer => {
  assert.strictEqual(answer.status, status, answer.body)
  return answer
}
