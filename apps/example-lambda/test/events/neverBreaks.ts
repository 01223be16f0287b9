// @effect-diagnostics asyncFunction:off
/** What must hold of the answer to any request, and of what is none, tried with a few thousand events. */
import { ApiGateway, type GatewayResult, requestIdOf, sourceOf } from "@pgcrest/adapter-apigw"
import type { ResourceStore } from "@pgcrest/core"
import { fromResult, GatewayEvent } from "@pgcrest/dev"
import type * as Layer from "effect/Layer"
import { assert } from "vitest"
import { mulberry32 } from "../../seed/random.ts"
import { Library, problems } from "../../src/library.ts"
import { type AnyEvent, anyEvent } from "./anyEvent.ts"

type Handler = ReturnType<typeof ApiGateway.handler>
type Line = Readonly<Record<string, unknown>>

/** Sends `count` events, the same ones in every run; PGCREST_SEED chooses others, and a failure names its seed. */
export const neverBreaks = async <E>(
  store: Layer.Layer<ResourceStore, E>,
  count: number
): Promise<ReadonlyMap<number, number>> => {
  const seed = Number(process.env["PGCREST_SEED"] ?? 20_261_125)
  const lines: Array<Line> = []
  const log = (line: Line) => void lines.push(line)
  const handler = ApiGateway.handler(Library, store, {
    problems,
    log,
    cors: { origins: ["https://a.example"] }
  })
  const uids = await start(handler)
  const random = mulberry32(seed)
  const statuses = new Map<number, number>()
  for (let index = 0; index < count; index++) {
    const sent = anyEvent(random, uids)
    const result = await handler(sent.event, { awsRequestId: "invocation" }).catch((cause: unknown) => cause)
    const told = `PGCREST_SEED=${seed}, event ${index}: ${JSON.stringify(sent).slice(0, 2000)}`
    const answered = `${told}\n${JSON.stringify(result).slice(0, 1000)}\n${JSON.stringify(lines.at(-1)).slice(0, 1000)}`
    const status = check(sent, result, answered)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  return statuses
}

/** What was sent got everywhere: each status came at least once. */
export const everywhere = (statuses: ReadonlyMap<number, number>): void => {
  const missing = [200, 201, 204, 400, 401, 403, 404, 405, 412, 415, 422].filter(
    (status) => !statuses.has(status)
  )
  assert.deepStrictEqual(missing, [])
}

const check = (sent: AnyEvent, value: unknown, told: string): number => {
  const made = sourceOf(sent.event)
  if (made === null) {
    assert.propertyVal(value, "name", "EventNotHttp", told)
    return 0
  }
  const source = sent.source ?? made
  const { fault } = fromResult(source, value, { method: sent.method, multiValue: true })
  assert.isUndefined(fault, told)
  assert.isTrue(isResult(value), told)
  const { body = "", headers, multiValueHeaders, statusCode } = value as GatewayResult
  // 501 is the answer to a method that nobody knows.
  assert.isTrue(statusCode < 500 || statusCode === 501, told)
  const type = headers?.["content-type"] ?? multiValueHeaders?.["content-type"]?.[0]
  const json = body === "" ? null : JSON.parse(body)
  if (statusCode < 400) return statusCode
  assert.strictEqual(type, "application/problem+json", told)
  if (json === null) assert.strictEqual(methodOf(sent.event), "HEAD", told)
  else {
    assert.strictEqual(json.status, statusCode, told)
    const expected =
      sent.source === null ? json.request_id : requestIdOf(sent.event, { awsRequestId: "invocation" })
    assert.strictEqual(json.request_id, expected, told)
    assert.isString(json.request_id, told)
  }
  return statusCode
}

/** Some records to meet. */
const start = async (handler: Handler): Promise<readonly [string, ...ReadonlyArray<string>]> => {
  const as = { sub: "ann", groups: ["librarians"] }
  const post = async (path: string, body: object): Promise<string> => {
    const result = await handler(GatewayEvent.make("http2", { method: "POST", path, body, as }))
    assert.strictEqual(result.statusCode, 201, result.body)
    return JSON.parse(result.body ?? "").uid
  }
  const author = await post("/authors", { name: "A" })
  const book = await post("/books", { title: "B", isbn: "9780000000001", author_uid: author, copies: 5000 })
  const member = await post("/members", { name: "M", email: "m@example.org", joined: "2026-01-01" })
  const loan = await post("/loans", { book_uid: book, member_uid: member, due: "2026-02-01" })
  return [author, book, member, loan]
}

const isResult = (value: unknown): value is GatewayResult =>
  typeof value === "object" && value !== null && "statusCode" in value && typeof value.statusCode === "number"

const methodOf = (event: unknown): unknown =>
  Object(event).httpMethod ?? Object(event).requestContext?.http?.method
