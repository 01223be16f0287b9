import { type HttpRequest, toEvent } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { bare, captured, options, withType } from "../requests.ts"

const query =
  "repeat=one&repeat=two&redirect=https%3A%2F%2Fexample.com%2Fa%2Fb&literalPlus=a+b&encodedPlus=a%2Bb&empty="

const decoded = {
  repeat: "one,two",
  redirect: "https://example.com/a/b",
  literalPlus: "a b",
  encodedPlus: "a+b",
  empty: ""
}

const rawPath = (target: string) => toEvent("http2", { ...bare, target }, options).rawPath

describe("the event of an HTTP API", () => {
  const event = toEvent("http2", captured, options)

  it("decodes the path, and has the query string as sent beside the decoded, comma-joined map", () => {
    assert.strictEqual(event.rawPath, "/capture/space value")
    assert.strictEqual(event.requestContext.http.path, "/capture/space value")
    assert.strictEqual(event.rawQueryString, query)
    assert.deepStrictEqual(event.queryStringParameters, decoded)
  })

  it.each([
    ["/capture/question%3Fvalue", "/capture/question"],
    ["/capture/hash%23value", "/capture/hash#value"],
    ["/capture/slash%2Fvalue", "/capture/slash/value"],
    ["/capture/unicode-%CE%BB-%E4%B8%96%E7%95%8C", "/capture/unicode-λ-世界"],
    ["/capture/literal%252Fvalue", "/capture/literal/value"],
    ["/capture/literal%253Fvalue", "/capture/literal?value"],
    ["/capture/literal%2525value", "/capture/literal%value"],
    ["/a/../b//c/.", "/a/../b//c/."]
  ])("shows %s as %s, as captured on AWS", (target, path) => assert.strictEqual(rawPath(target), path))

  it("puts a named stage before the path on an execute-api domain only", () => {
    assert.strictEqual(toEvent("http2", bare, { ...options, stage: "prod" }).rawPath, "/prod/books")
    const custom = toEvent("http2", bare, { ...options, stage: "prod", domainName: "api.example.com" })
    assert.strictEqual(custom.rawPath, "/books")
    assert.strictEqual(custom.requestContext.stage, "prod")
  })

  it("has cookies in their array only, and other headers lower-case and comma-joined", () => {
    assert.deepStrictEqual(event.cookies, ["session=abc123", "theme=dark"])
    assert.notProperty(event.headers, "cookie")
    assert.strictEqual(event.headers["x-probe"], "first,second")
    assert.strictEqual(event.headers["content-length"], "15")
    assert.notProperty(event.headers, "connection")
  })

  it("leaves out what is not there", () => {
    const empty = toEvent("http2", bare, options)
    for (const key of ["cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"])
      assert.notProperty(empty, key)
    assert.notProperty(empty.requestContext, "authorizer")
    assert.strictEqual(empty.rawQueryString, "")
    assert.notProperty(empty.headers, "content-length")
  })

  it.each([
    "text/csv",
    "application/json",
    "application/json; charset=utf-8",
    "application/xml",
    "Application/JavaScript"
  ])("sends a body of type %s as text", (type) =>
    assert.isFalse(toEvent("http2", withType(type), options).isBase64Encoded)
  )

  const untyped: HttpRequest = { ...captured, headers: [] }
  it.each([
    ["application/merge-patch+json", withType("application/merge-patch+json")],
    ["application/x-www-form-urlencoded", withType("application/x-www-form-urlencoded")],
    ["image/png", withType("image/png")],
    ["no type", untyped]
  ])("sends a body of %s in base64", (_type, request) => {
    const { body = "", isBase64Encoded } = toEvent("http2", request, options)
    assert.isTrue(isBase64Encoded)
    assert.strictEqual(Buffer.from(body, "base64").toString(), '{"letter":"λ"}')
  })

  it("names the route that matched, its parameters decoded", () => {
    const found = toEvent(
      "http2",
      { ...bare, target: "/books/a%20b" },
      { ...options, resource: "/books/{uid}" }
    )
    assert.strictEqual(found.routeKey, "GET /books/{uid}")
    assert.deepStrictEqual(found.pathParameters, { uid: "a b" })
    assert.strictEqual(event.routeKey, "$default")
  })
})

describe("the event of a Function URL", () => {
  const event = toEvent("url", captured, options)

  it("has the raw path encoded and the context's path decoded", () => {
    assert.strictEqual(event.rawPath, "/capture/space%20value")
    assert.strictEqual(event.requestContext.http.path, "/capture/space value")
    assert.strictEqual(event.rawQueryString, query)
    assert.deepStrictEqual(event.queryStringParameters, decoded)
  })

  it("has cookies both in their array and in the headers", () => {
    assert.deepStrictEqual(event.cookies, ["session=abc123", "theme=dark"])
    assert.strictEqual(event.headers["cookie"], "session=abc123; theme=dark")
  })

  it("knows no account while nobody is signed in, and no stage ever", () => {
    assert.strictEqual(event.requestContext.accountId, "anonymous")
    assert.strictEqual(toEvent("url", bare, { ...options, stage: "prod" }).rawPath, "/books")
    assert.match(event.requestContext.domainName, /lambda-url/)
  })
})
