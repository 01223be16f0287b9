import { authorizerOf, toEvent } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { bare, captured, options, withType } from "../requests.ts"

describe("the event of an HTTP API with payload 1.0", () => {
  const event = toEvent("http1", captured, options)

  it("says its version, and has a decoded path with a named stage before it, on an execute-api domain alone", () => {
    assert.strictEqual(event.version, "1.0")
    assert.strictEqual(event.path, "/capture/space value")
    assert.strictEqual(event.requestContext.stage, "$default")
    const staged = toEvent("http1", captured, { ...options, stage: "prod" })
    assert.strictEqual(staged.path, "/prod/capture/space value")
    assert.strictEqual(staged.requestContext.path, "/prod/capture/space value")
    const custom = toEvent("http1", captured, { ...options, stage: "prod", domainName: "api.example.com" })
    assert.strictEqual(custom.path, "/capture/space value")
  })

  it("has headers and query as a REST API's, and bodies as payload 2.0 has them", () => {
    const rest = toEvent("rest", captured, options)
    assert.deepStrictEqual(event.multiValueHeaders, rest.multiValueHeaders)
    assert.deepStrictEqual(event.multiValueQueryStringParameters, rest.multiValueQueryStringParameters)
    assert.isTrue(toEvent("http1", withType("application/merge-patch+json"), options).isBase64Encoded)
    assert.isFalse(event.isBase64Encoded)
  })

  it("tells claims as an HTTP API writes them", () => {
    const authorizer = authorizerOf("http1", { sub: "ann", groups: ["a", "b"] }, options.now)
    assert.deepNestedInclude(authorizer, { "claims.sub": "ann", scopes: null })
    assert.nestedPropertyVal(authorizer, "claims.cognito:groups", "[a b]")
  })
})

describe("the event of a REST API", () => {
  const event = toEvent("rest", captured, options)

  it("keeps the path and the path parameters encoded and without the stage", () => {
    assert.strictEqual(event.path, "/capture/space%20value")
    assert.strictEqual(event.resource, "/{proxy+}")
    assert.deepStrictEqual(event.pathParameters, { proxy: "capture/space%20value" })
  })

  it("has the stage in the request context's path on an execute-api domain, not on a custom one", () => {
    const live = toEvent("rest", captured, { ...options, stage: "live" }).requestContext
    assert.strictEqual(live.path, "/live/capture/space%20value")
    assert.strictEqual(live.stage, "live")
    const custom = toEvent("rest", captured, { ...options, stage: "live", domainName: "api.example.com" })
    assert.strictEqual(custom.requestContext.path, "/capture/space%20value")
  })

  it("decodes the query, the last value winning in the plain map", () => {
    const decoded = { redirect: "https://example.com/a/b", literalPlus: "a b", encodedPlus: "a+b", empty: "" }
    assert.deepStrictEqual(event.queryStringParameters, { repeat: "two", ...decoded })
    assert.deepStrictEqual(event.multiValueQueryStringParameters?.["repeat"], ["one", "two"])
  })

  it("keeps header names as sent, AWS' own capitalised, and drops Content-Length and hop-by-hop ones", () => {
    const names = ["Host", "User-Agent", "accept", "content-type", "cookie", "x-probe"]
    const added = ["X-Amzn-Trace-Id", "X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"]
    assert.sameMembers(Object.keys(event.headers), [...names, ...added])
    assert.strictEqual(event.headers["x-probe"], "second")
    assert.deepStrictEqual(event.multiValueHeaders["x-probe"], ["first", "second"])
    assert.strictEqual(event.headers["cookie"], "session=abc123; theme=dark")
    assert.strictEqual(event.headers["X-Forwarded-For"], "203.0.113.7")
  })

  it("takes one header in two spellings as one", () => {
    const sent = {
      ...bare,
      headers: [
        ["X-Tag", "a"],
        ["x-tag", "b"]
      ] as const
    }
    assert.deepStrictEqual(toEvent("rest", sent, options).multiValueHeaders["X-Tag"], ["a", "b"])
  })

  it("has null where there is nothing", () => {
    const empty = toEvent("rest", { ...bare, target: "/" }, options)
    assert.isNull(empty.queryStringParameters)
    assert.isNull(empty.multiValueQueryStringParameters)
    assert.isNull(empty.pathParameters)
    assert.isNull(empty.stageVariables)
    assert.isNull(empty.body)
    assert.isNull(empty.requestContext.identity["userArn"])
    assert.strictEqual(empty.resource, "/")
    assert.notProperty(empty.requestContext, "authorizer")
  })

  it("sends every body as text, and in base64 once every media type is binary", () => {
    assert.strictEqual(event.body, '{"letter":"λ"}')
    assert.isFalse(toEvent("rest", withType("image/png"), options).isBase64Encoded)
    const binary = toEvent("rest", captured, { ...options, binary: true })
    assert.isTrue(binary.isBase64Encoded)
    assert.strictEqual(Buffer.from(binary.body ?? "", "base64").toString(), '{"letter":"λ"}')
    assert.isFalse(toEvent("rest", bare, { ...options, binary: true }).isBase64Encoded)
  })

  it("says who, when and where in the request context", () => {
    const { requestContext } = toEvent("rest", captured, { ...options, authorizer: { claims: { sub: "1" } } })
    assert.deepStrictEqual(requestContext.authorizer, { claims: { sub: "1" } })
    assert.strictEqual(requestContext.requestTime, "10/Jul/2026:19:19:04 +0000")
    assert.strictEqual(requestContext.requestTimeEpoch, 1783711144836)
    assert.strictEqual(requestContext.identity["sourceIp"], "203.0.113.7")
    assert.strictEqual(requestContext.domainPrefix, "local")
  })

  it("matches a route of its own, parameters encoded", () => {
    const found = toEvent(
      "rest",
      { ...bare, target: "/books/a%2Fb" },
      { ...options, resource: "/books/{uid}" }
    )
    assert.deepStrictEqual(found.pathParameters, { uid: "a%2Fb" })
    assert.strictEqual(found.requestContext.resourcePath, "/books/{uid}")
  })
})
