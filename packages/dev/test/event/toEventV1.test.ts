import { toEvent } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { bare, captured, options, withType } from "../requests.ts"

describe("the event of a REST API", () => {
  const event = toEvent("v1", captured, options)

  it("keeps the path and the path parameters encoded and without the stage", () => {
    assert.strictEqual(event.path, "/capture/space%20value")
    assert.strictEqual(event.resource, "/{proxy+}")
    assert.deepStrictEqual(event.pathParameters, { proxy: "capture/space%20value" })
  })

  it("has the stage in the request context's path on an execute-api domain, not on a custom one", () => {
    const live = toEvent("v1", captured, { ...options, stage: "live" }).requestContext
    assert.strictEqual(live.path, "/live/capture/space%20value")
    assert.strictEqual(live.stage, "live")
    const custom = toEvent("v1", captured, { ...options, stage: "live", domainName: "api.example.com" })
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
    assert.deepStrictEqual(toEvent("v1", sent, options).multiValueHeaders["X-Tag"], ["a", "b"])
  })

  it("has null where there is nothing", () => {
    const empty = toEvent("v1", { ...bare, target: "/" }, options)
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
    assert.isFalse(toEvent("v1", withType("image/png"), options).isBase64Encoded)
    const binary = toEvent("v1", captured, { ...options, binary: true })
    assert.isTrue(binary.isBase64Encoded)
    assert.strictEqual(Buffer.from(binary.body ?? "", "base64").toString(), '{"letter":"λ"}')
    assert.isFalse(toEvent("v1", bare, { ...options, binary: true }).isBase64Encoded)
  })

  it("says who, when and where in the request context", () => {
    const { requestContext } = toEvent("v1", captured, { ...options, authorizer: { claims: { sub: "1" } } })
    assert.deepStrictEqual(requestContext.authorizer, { claims: { sub: "1" } })
    assert.strictEqual(requestContext.requestTime, "10/Jul/2026:19:19:04 +0000")
    assert.strictEqual(requestContext.requestTimeEpoch, 1783711144836)
    assert.strictEqual(requestContext.identity["sourceIp"], "203.0.113.7")
    assert.strictEqual(requestContext.domainPrefix, "local")
  })

  it("matches a route of its own, parameters encoded", () => {
    const found = toEvent("v1", { ...bare, target: "/books/a%2Fb" }, { ...options, resource: "/books/{uid}" })
    assert.deepStrictEqual(found.pathParameters, { uid: "a%2Fb" })
    assert.strictEqual(found.requestContext.resourcePath, "/books/{uid}")
  })
})
