// @effect-diagnostics globalDate:off
import { GatewayEvent } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"

const ann = { sub: "0198c0de-0000-7000-8000-0000000000aa", groups: ["readers"] }

describe("GatewayEvent.make", () => {
  it("encodes the query and the JSON body, and signs the user in", () => {
    const call = {
      method: "POST",
      path: "/books",
      query: { title: "eq.a b&c", order: ["a", "b"] },
      body: { n: 1 },
      as: ann
    }
    const event = GatewayEvent.make("http2", call)
    assert.strictEqual(event.rawQueryString, "title=eq.a%20b%26c&order=a&order=b")
    assert.strictEqual(event.body, '{"n":1}')
    assert.strictEqual(event.headers["content-type"], "application/json")
    assert.nestedPropertyVal(event.requestContext, "authorizer.jwt.claims.sub", ann.sub)
    assert.match(event.headers["authorization"] ?? "", /^Bearer [^.]+\.[^.]+\.[^.]+$/)
  })

  it("leaves a token of the test's own where it is", () => {
    const call = { method: "GET", path: "/books", headers: { authorization: "x" }, as: ann }
    assert.strictEqual(GatewayEvent.make("rest", call).headers["authorization"], "x")
  })

  it("sends a string, bytes and a content type of one's own as they are", () => {
    const headers = { "Content-Type": "application/merge-patch+json" }
    const event = GatewayEvent.make("rest", { method: "PATCH", path: "/books/1?a=%20", headers, body: "{}" })
    assert.strictEqual(event.headers["Content-Type"], "application/merge-patch+json")
    assert.deepStrictEqual(event.queryStringParameters, { a: " " })
    assert.strictEqual(event.body, "{}")
    assert.notProperty(event.requestContext, "authorizer")
  })

  it("takes a test's own instant, id and authorizer", () => {
    const fixed = { now: new Date(0), requestId: "r1", authorizer: { principalId: "p" } }
    const { requestContext } = GatewayEvent.make("rest", { method: "GET", path: "/" }, fixed)
    assert.strictEqual(requestContext.requestTimeEpoch, 0)
    assert.strictEqual(requestContext.requestId, "r1")
    assert.deepStrictEqual(requestContext.authorizer, { principalId: "p" })
  })
})
