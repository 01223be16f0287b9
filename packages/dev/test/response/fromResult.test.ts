import { fromResult, type HttpResponse, type EventSource } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"

const get = { method: "GET" }
const text = ({ body }: HttpResponse) => Buffer.from(body).toString()
const values = ({ headers }: HttpResponse, name: string) =>
  headers.filter(([sent]) => sent.toLowerCase() === name).map(([, value]) => value)
const rest = (value: unknown) => fromResult("rest", value, get)
const http2 = (value: unknown) => fromResult("http2", value, get)

describe("a REST API", () => {
  it("merges both header maps, multiValueHeaders winning by name", () => {
    const headers = { "X-A": "1", "X-B": "gone", "X-N": 5 }
    const response = rest({ statusCode: 200, headers, multiValueHeaders: { "x-b": ["2", "3"] }, body: "{}" })
    assert.deepStrictEqual(values(response, "x-a"), ["1"])
    assert.deepStrictEqual(values(response, "x-b"), ["2", "3"])
    assert.deepStrictEqual(values(response, "x-n"), ["5"])
  })

  it("adds Content-Type: application/json where there is none, also to a 204", () => {
    assert.deepStrictEqual(values(rest({ statusCode: 204 }), "content-type"), ["application/json"])
    const typed = rest({ statusCode: "200", headers: { "Content-Type": "text/csv" }, body: "a" })
    assert.strictEqual(typed.status, 200)
    assert.deepStrictEqual(values(typed, "content-type"), ["text/csv"])
  })

  it("renames WWW-Authenticate and drops the headers that are its own", () => {
    const dropped = {
      Date: "x",
      Server: "x",
      Connection: "x",
      "Content-Length": "9",
      "Transfer-Encoding": "x"
    }
    const response = rest({ statusCode: 401, headers: { "WWW-Authenticate": "Bearer", ...dropped } })
    assert.deepStrictEqual(response.headers, [
      ["x-amzn-remapped-www-authenticate", "Bearer"],
      ["content-type", "application/json"]
    ])
  })

  it("sends a base64 body as it is until its binary media types hold every type", () => {
    const value = { statusCode: 200, body: "aGk=", isBase64Encoded: true }
    assert.strictEqual(text(rest(value)), "aGk=")
    assert.strictEqual(text(fromResult("rest", value, { method: "GET", binary: true })), "hi")
  })

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a string", "hello"],
    ["no statusCode", { body: "" }],
    ["a body that is an object", { statusCode: 200, body: {} }],
    ["a header that is an object", { statusCode: 200, headers: { a: {} } }],
    ["a multi-value header that is a string", { statusCode: 200, multiValueHeaders: { a: "b" } }],
    ["a key it does not know", { statusCode: 200, body: "", cookies: [] }],
    ["a line feed in a header", { statusCode: 200, headers: { a: "b\nc: d" } }]
  ])("answers 502 to %s, and says why", (_name, value) => {
    const response = rest(value)
    assert.strictEqual(response.status, 502)
    assert.strictEqual(text(response), '{"message":"Internal server error"}')
    assert.isNotEmpty(response.fault)
  })
})

describe("an HTTP API", () => {
  it("takes a value without a statusCode as the JSON body of a 200", () => {
    const response = http2({ headers: {}, secret: 1 })
    assert.strictEqual(response.status, 200)
    assert.strictEqual(text(response), '{"headers":{},"secret":1}')
    assert.deepStrictEqual(values(response, "content-type"), ["application/json"])
    assert.strictEqual(text(http2("hello")), "hello")
  })

  it("sends one Set-Cookie line for each cookie", () => {
    const cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"]
    assert.deepStrictEqual(values(http2({ statusCode: 200, cookies }), "set-cookie"), cookies)
  })

  it("decodes a base64 body without being told to", () => {
    const response = http2({ statusCode: 200, body: "gA==", isBase64Encoded: true })
    assert.deepStrictEqual([...response.body], [0x80])
  })

  it("leaves WWW-Authenticate alone", () => {
    const response = http2({ statusCode: 401, headers: { "www-authenticate": "Bearer" } })
    assert.deepStrictEqual(values(response, "www-authenticate"), ["Bearer"])
  })

  it("answers 500, not 502, to a wrong shape", () => {
    const response = http2({ statusCode: 200, body: 1 })
    assert.strictEqual(response.status, 500)
    assert.strictEqual(text(response), '{"message":"Internal Server Error"}')
  })
})

describe("every gateway", () => {
  it("takes payload 1.0 to an HTTP API: both maps, no remapping, text unless it says otherwise", () => {
    const response = fromResult(
      "http1",
      {
        statusCode: 401,
        headers: { "www-authenticate": "Bearer" },
        multiValueHeaders: { "x-b": ["2", "3"] },
        body: "aGk=",
        isBase64Encoded: true
      },
      get
    )
    assert.deepStrictEqual(values(response, "x-b"), ["2", "3"])
    assert.deepStrictEqual(values(response, "www-authenticate"), ["Bearer"])
    assert.deepStrictEqual(values(response, "content-type"), ["text/plain; charset=utf-8"])
    assert.strictEqual(text(response), "hi")
  })

  it.each<EventSource>(["rest", "http1", "http2", "url", "alb"])("%s sends no body to HEAD", (source) => {
    assert.strictEqual(fromResult(source, { statusCode: 200, body: "x" }, { method: "HEAD" }).body.length, 0)
  })

  it.each<[EventSource, number]>([
    ["rest", 502],
    ["http2", 500],
    ["url", 502],
    ["alb", 502]
  ])("%s answers %d to a result of more than 6 MB", (source, status) => {
    const response = fromResult(source, { statusCode: 200, body: "x".repeat(6 * 1024 * 1024) }, get)
    assert.strictEqual(response.status, status)
    assert.match(response.fault ?? "", /6291456/)
  })

  it("reads a load balancer's headers from the family that its switch chose", () => {
    const value = { statusCode: 200, headers: { a: "1" }, multiValueHeaders: { a: ["2", "3"] } }
    assert.deepStrictEqual(values(fromResult("alb", value, get), "a"), ["1"])
    assert.deepStrictEqual(values(fromResult("alb", value, { method: "GET", multiValue: true }), "a"), [
      "2",
      "3"
    ])
  })
})
