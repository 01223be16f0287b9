// @effect-diagnostics asyncFunction:off
/** Several wires behind one gateway: REST, and a tiny one of another dialect. */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { type Response, Rest, type Wire } from "@pgcrest/rest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { assert, describe, it } from "vitest"
import { api, call, holding, type Line, problem, store, uid, within } from "./handlers.ts"

class Greeting extends Context.Service<Greeting, { readonly word: string }>()("test/Greeting") {}

const plain = (status: number, body: string): Response => ({
  status,
  headers: [["content-type", "text/plain"]],
  body
})

/** Greets under /hello, never under /wait, with as many letters as asked for; its failures are words. */
const greeter: Wire<Greeting> = {
  groups: new Set(["greeters"]),
  answer: ({ method, path, prefix }, { groups }) =>
    path?.[0] === "wait"
      ? Effect.never
      : Effect.map(Greeting, ({ word }) => {
          const [name = "", times = "1"] = path ?? ["malformed"]
          if (method === "OPTIONS") return { response: plain(204, ""), route: null, cause: null }
          if (name === "throw") throw new Error("hunter2")
          if (name !== "hello") return { response: plain(404, `no ${name}`), route: null, cause: null }
          const text = `${prefix} ${[...groups].join()} ${word.repeat(Number(times))}`
          return { response: plain(200, text), route: "/hello", cause: null }
        }),
  refuse: ({ method, prefix }, _requestId, { _tag }) => plain(599, `${method} ${prefix} ${_tag}`),
  cut: (_request, _requestId, { status }) => plain(status, "cut")
}

const words = Layer.succeed(Greeting, Greeting.of({ word: "hi" }))
const rest = Rest.make(api, { cors: { origins: ["https://app.example"] } })

const serving = (layer = holding("Emma")) => {
  const lines: Array<Line> = []
  const handler = ApiGateway.handler(
    { "": rest, "/greet": greeter, "/greet/v2": Rest.make(api) },
    Layer.merge(layer, words),
    { log: (line) => lines.push(line) }
  )
  return { handler, lines }
}
const bodyAt = async (path: string, fields = {}) =>
  (await serving().handler(call("GET", path, fields))).body ?? ""

describe("a path", () => {
  it("belongs to the wire whose prefix is the longest that it begins with", async () => {
    assert.include(await bodyAt(`/books/${uid}`), "Emma")
    assert.include(await bodyAt("/greet/hello"), "hi")
    assert.include(await bodyAt(`/greet/v2/books/${uid}`), "Emma")
  })

  it("begins with a prefix by whole segments only", async () => {
    for (const path of ["/greeting", "/greethello", "/greet%2Fhello", "//", "/v2/greet"])
      assert.strictEqual(problem(await serving().handler(call("GET", path)))["code"], "route-not-found", path)
    assert.strictEqual(await bodyAt("/"), '{"api":"library"}')
    assert.strictEqual(await bodyAt("/greet"), "no ")
    assert.strictEqual(await bodyAt("/greet/v3/books"), "no v3")
  })

  it("is the wire's own without the prefix, which stays in links and in the log", async () => {
    const { handler, lines } = serving()
    const created = await handler(call("POST", "/greet/v2/books", { body: '{"title":"Emma"}' }))
    assert.strictEqual(created.headers?.["location"], `/greet/v2/books/${uid}`)
    assert.strictEqual((await handler(call("GET", "/greet/hello"))).body, "/greet  hi")
    assert.deepStrictEqual(
      lines.map(({ route }) => route),
      ["/greet/v2/books", "/greet/hello"]
    )
  })

  it("that is malformed further on is refused by the wire of what stands before that", async () => {
    const alone = ApiGateway.handler({ "/greet/v2": rest }, holding("Emma"), { log: () => {} })
    const headers = { origin: "https://app.example" }
    for (const path of ["/greet/v2/\0", "/greet/v2/books/a\0/b"]) {
      const result = await alone(call("GET", path, { headers }))
      assert.deepInclude(problem(result), { status: 400, code: "target-malformed" }, path)
      assert.property(result.headers ?? {}, "access-control-allow-origin")
      assert.notProperty(
        (await serving().handler(call("GET", path, { headers }))).headers ?? {},
        "access-control-allow-origin"
      )
      const odd = { headers, body: "???", isBase64Encoded: true }
      assert.deepInclude(problem(await alone(call("POST", path, odd))), { code: "body-malformed" })
    }
    assert.strictEqual(await bodyAt("/greet/\0"), "no malformed")
    assert.strictEqual((await alone(call("GET", "/greet/v\0/books"))).statusCode, 404)
  })

  it("stands behind stage and base path too", async () => {
    const handler = ApiGateway.handler({ "/greet": greeter }, words, { basePath: "/v1", log: () => {} })
    assert.strictEqual((await handler(call("GET", "/v1/greet/hello"))).body, "/v1/greet  hi")
  })

  it("under no wire is a plain 404, whatever is asked there", async () => {
    const lines: Array<Line> = []
    const handler = ApiGateway.handler({ "/greet": greeter }, words, { log: (line) => lines.push(line) })
    for (const event of [call("GET", "/books"), call("POST", "/", { body: "???", isBase64Encoded: true })]) {
      const result = await handler(event)
      assert.strictEqual(result.headers?.["content-type"], "application/problem+json")
      assert.deepStrictEqual(problem(result), {
        type: "about:blank",
        title: "Not Found",
        status: 404,
        request_id: "r-1"
      })
    }
    assert.isUndefined((await handler(call("HEAD", "/books"))).body)
    assert.deepInclude(lines[0], { status: 404, route: null, level: "INFO" })
  })
})

describe("each wire", () => {
  it("has its own words for what fails at the edge", async () => {
    const { handler, lines } = serving(store(() => Effect.never))
    const odd = { body: "???", isBase64Encoded: true }
    assert.deepInclude(await handler(call("POST", "/greet/hello", odd)), {
      statusCode: 599,
      body: "POST /greet BodyMalformed"
    })
    assert.deepInclude(problem(await handler(call("POST", "/books", odd))), { code: "body-malformed" })
    assert.deepInclude(await handler(call("GET", "/greet/throw")), { body: "GET /greet Defect" })
    assert.include(JSON.stringify(lines.at(-1)), "hunter2")
    assert.deepInclude(problem(await handler(call("GET", "/books"), within(510))), {
      code: "deadline-exceeded"
    })
    assert.deepInclude(await handler(call("GET", "/greet/wait"), within(510)), {
      body: "GET /greet DeadlineExceeded"
    })
  })

  it("says itself what is left of an answer that is too large", async () => {
    const { handler } = serving(holding("x".repeat(7_000_000)))
    assert.deepInclude(await handler(call("GET", "/greet/hello/4000000")), { statusCode: 200, body: "cut" })
    assert.deepInclude(problem(await handler(call("GET", "/books"))), { code: "answer-too-large" })
  })

  it("answers preflights itself", async () => {
    const headers = { origin: "https://app.example", "access-control-request-method": "PATCH" }
    const { handler } = serving()
    const told = async (path: string) => (await handler(call("OPTIONS", path, { headers }))).headers ?? {}
    assert.property(await told("/books"), "access-control-allow-origin")
    assert.notProperty(await told("/greet/v2/books"), "access-control-allow-origin")
    assert.notProperty(await told("/greet/hello"), "access-control-allow-origin")
  })

  it("tells the groups that its rules name, where the gateway has joined them", async () => {
    const event = call("GET", "/greet/hello")
    const claims = { sub: "ann", "cognito:groups": "[greeters strangers]" }
    const { body } = await serving().handler({
      ...event,
      requestContext: { ...event.requestContext, authorizer: { jwt: { claims } } }
    })
    assert.strictEqual(body, "/greet greeters hi")
  })
})

describe("wires", () => {
  it.each([
    "greet",
    "/",
    "/greet/",
    "//greet",
    "/a b",
    "/a%20b",
    "_tag",
    "/a//b",
    "/.",
    "/..",
    "/../v1",
    "/v1/./a"
  ])("cannot be served under %j, which no path begins with", (prefix) =>
    assert.throws(
      () => ApiGateway.handler({ [prefix]: greeter }, words),
      `A wire is served under "" or a path such as "/rest/v1", not under "${prefix}"`
    )
  )

  it.each(["/.well-known", "/v1.0", "/...", "/a..b/~c"])("can be served under %j", (prefix) =>
    assert.isFunction(ApiGateway.handler({ [prefix]: greeter }, words))
  )

  it("do not compile without the services that they need", () => {
    const both = { "": rest, "/greet": greeter }
    // @ts-expect-error Type 'ResourceStore' is not assignable to type 'Greeting'
    ApiGateway.handler(both, holding("Emma"))
    // @ts-expect-error Type 'Greeting' is not assignable to type 'ResourceStore'
    ApiGateway.handler(both, words)
    // A wire that is made in its place needs no more than elsewhere.
    ApiGateway.handler({ "": Rest.make(api, { only: ["books"] }) }, holding("Emma"))
    // @ts-expect-error 'only' does not exist: each wire has its own options
    ApiGateway.handler(both, Layer.merge(words, holding("Emma")), { only: ["books"] })
  })
})
