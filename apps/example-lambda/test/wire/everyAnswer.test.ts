// @effect-diagnostics asyncFunction:off
/** What each answer has, whatever it is. */
import { ResourceStore, StoreBusy, type StoreFailure, StoreUnavailable } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, test } from "vitest"
import { GatewayEvent } from "@pgcrest/dev"
import { ann, bob, type Answer, problem, requestId, uid, type Wire, wire } from "./wire.ts"

const book = `/books/${uid(1)}`
const json = { "content-type": "application/json" }
type Ask = Parameters<Wire["ask"]>

const refusals: ReadonlyArray<readonly [status: number, ...call: Ask]> = [
  [400, "GET", "/books?nonsense=1"],
  [400, "POST", "/leaflets", { body: "{" }],
  [400, "GET", "/books?title=eq.%zz"],
  [400, "PATCH", book, { body: {}, headers: { "if-match": "3" }, as: ann }],
  [401, "POST", "/books", { body: {} }],
  [403, "PATCH", book, { body: { title: "B" }, as: bob }],
  [403, "POST", "/vaults", { body: {}, as: ann }],
  [404, "GET", "/nothing"],
  [404, "GET", `/books/${uid(9)}`],
  [405, "PUT", "/books", { body: {} }],
  [405, "POST", "/", { body: {} }],
  [406, "GET", "/books", { headers: { accept: "text/html" } }],
  [409, "POST", "/books", { body: { title: "B", isbn: "1" }, as: ann }],
  [412, "PATCH", book, { body: {}, headers: { "if-match": '"9"' }, as: ann }],
  [412, "PATCH", book, { body: {}, headers: { "if-match": 'W/"1"' }, as: ann }],
  [412, "POST", "/leaflets", { body: { title: "A" }, headers: { "if-match": '"1"' } }],
  [413, "POST", "/books", { body: "x".repeat(1_100_000) }],
  [414, "GET", `/books?title=eq.${"x".repeat(8000)}`],
  [415, "POST", "/leaflets", { body: "x", headers: { "content-type": "text/plain" } }],
  [415, "POST", "/leaflets", { body: "x", headers: { ...json, "content-encoding": "br" } }],
  [422, "POST", "/leaflets", { body: [1] }],
  [422, "POST", "/leaflets", { body: { nonsense: 1 } }],
  [428, "DELETE", `/ledgers/${uid(1)}`],
  [431, "GET", "/books", { headers: { "x-long": "x".repeat(9000) } }],
  [500, "POST", "/traps", { body: { title: "A" } }],
  [501, "FOO", "/books"]
]

const successes: ReadonlyArray<Ask> = [
  ["GET", "/"],
  ["GET", "/books"],
  ["GET", book],
  ["HEAD", book],
  ["GET", `${book}/history`, { as: ann }],
  ["OPTIONS", "/books"],
  ["OPTIONS", "/books", { headers: { origin: "https://a.example", "access-control-request-method": "GET" } }],
  ["POST", "/leaflets", { body: { title: "A" } }],
  ["PUT", book, { body: { title: "A" }, as: ann }],
  ["PATCH", book, { body: { title: "B" }, as: ann }],
  ["DELETE", book, { as: ann }]
]

const withBook = async () => {
  const made = wire()
  await made.ask("PUT", book, { body: { title: "A", isbn: "1" }, as: ann })
  return made
}

const expectProblem = (answer: Answer, status: number) => {
  const { type, title, code, detail, errors = [], hint } = problem(answer, status)
  assert.match(type, /^https:\/\/.+\/[a-z-]+$/)
  assert.isTrue(type.endsWith(`/${code}`))
  for (const text of [title, detail, hint]) assert.isNotEmpty(text)
  assert.match(detail, /^[A-Z/][^]*\.$/)
  // What is wrong is told, not only named.
  for (const error of errors) assert.include(error.detail, " ")
  assert.strictEqual(answer.header("cache-control"), "no-store")
  assert.strictEqual(answer.header("x-request-id"), requestId)
  if (status >= 500) assert.notInclude(answer.body, "secret")
}

const expectHeaders = (answer: Answer) => {
  assert.strictEqual(answer.header("x-content-type-options"), "nosniff")
  assert.strictEqual(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'")
  assert.strictEqual(answer.header("cross-origin-resource-policy"), "same-origin")
  assert.strictEqual(answer.header("referrer-policy"), "no-referrer")
  assert.isNotNull(answer.header("cache-control"))
  for (const name of ["content-length", "connection", "date", "transfer-encoding"]) {
    assert.isNull(answer.header(name))
  }
}

describe("89: each error is a problem with its status, code, hint and request id, and is never stored", () => {
  for (const [status, method, path, rest] of refusals) {
    test(`${status} ${method} ${path.slice(0, 40)}`, async () => {
      const { ask } = await withBook()
      const answer = await ask(method, path, rest)
      expectProblem(answer, status)
      expectHeaders(answer)
    })
  }

  for (const [status, method, path, rest] of refusals.filter(([, method]) => method === "GET")) {
    test(`${status} ${method} ${path.slice(0, 40)}, and HEAD the same without a body`, async () => {
      const { ask } = await withBook()
      const [got, head] = [await ask(method, path, rest), await ask("HEAD", path, rest)]
      assert.deepStrictEqual([head.status, head.headers, head.body], [got.status, got.headers, ""])
    })
  }

  test("503 of a store that is busy or gone, with Retry-After, and 500 of one that cannot be built", async () => {
    const failing = (failure: StoreFailure) =>
      Layer.succeed(ResourceStore, { run: () => Effect.fail(failure), unit: () => Effect.fail(failure) })
    const cause = new Error("a secret of the store")
    for (const failure of [new StoreBusy({ cause }), new StoreUnavailable({ outcomeUnknown: true, cause })]) {
      const answer = await wire({ store: failing(failure) }).ask("POST", "/leaflets", {
        body: { title: "A" }
      })
      expectProblem(answer, 503)
      expectHeaders(answer)
      assert.strictEqual(answer.header("retry-after"), "1")
    }
    expectProblem(
      await wire({ store: Layer.effect(ResourceStore, Effect.die(cause)) }).ask("GET", "/books"),
      500
    )
  })

  test("504 of a hook that never ends", async () => {
    const call = { method: "POST", path: "/traps", body: { title: "endless" } }
    const answer = await wire().send(GatewayEvent.make("http2", call, { requestId }), 520)
    expectProblem(answer, 504)
    expectHeaders(answer)
  })
})

describe("90: each answer has nosniff and CSP, and none of Content-Length, Connection and Date", () => {
  for (const [method, path, rest] of successes) {
    test(`${method} ${path}`, async () => {
      const { ask } = await withBook()
      const answer = await ask(method, path, rest)
      assert.isBelow(answer.status, 300, answer.body)
      expectHeaders(answer)
      assert.strictEqual(answer.header("x-request-id"), requestId)
    })
  }
})
