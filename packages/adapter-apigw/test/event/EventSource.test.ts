import { requestIdOf, sourceOf } from "@pgcrest/adapter-apigw"
import { assert, describe, it } from "vitest"
import * as events from "../events.ts"
import { others as otherEvents } from "../otherEvents.ts"

describe("sourceOf", () => {
  it("tells a REST API by httpMethod without a version", () => {
    assert.strictEqual(sourceOf(events.rest()), "rest")
    assert.strictEqual(sourceOf(events.rest({ version: null })), "rest")
  })

  it("tells an HTTP API's payload 1.0 by its version", () => {
    assert.strictEqual(sourceOf(events.http1()), "http1")
  })

  it("tells an HTTP API's payload 2.0 by requestContext.http", () => {
    assert.strictEqual(sourceOf(events.http2()), "http2")
  })

  it("tells a Function URL by its domain", () => {
    assert.strictEqual(sourceOf(events.url()), "url")
  })

  it("tells a load balancer with either header family", () => {
    assert.strictEqual(sourceOf(events.alb()), "alb")
    assert.strictEqual(sourceOf(events.albSingle()), "alb")
  })

  it("is not deceived by a rawPath in a REST event", () => {
    assert.strictEqual(sourceOf(events.rest({ rawPath: "/capture" })), "rest")
  })

  it("knows no source for what is no request, not even for what an authorizer is asked about one", () => {
    for (const [origin, event] of otherEvents) assert.isNull(sourceOf(event), origin)
  })

  it("knows no source for WebSocket, queue, Lattice and empty events", () => {
    const others = [
      { requestContext: { routeKey: "$connect", connectionId: "x", eventType: "CONNECT" } },
      { Records: [{ eventSource: "aws:sqs" }] },
      { version: "2.0", path: "/", method: "GET", requestContext: { serviceArn: "arn:aws:vpc-lattice:x" } },
      { httpMethod: "GET", path: "/" },
      { version: "3.0", httpMethod: "GET", path: "/", requestContext: {} },
      { httpMethod: "GET", path: "/", requestContext: null },
      {},
      [],
      null,
      undefined,
      "event"
    ]
    for (const event of others) assert.isNull(sourceOf(event))
  })
})

describe("requestIdOf", () => {
  it("prefers the gateway's id to the invocation's", () => {
    assert.strictEqual(requestIdOf(events.http2(), { awsRequestId: "invocation" }), "ATfSmjLgPHcESJw=")
  })

  it("takes the invocation's id behind a load balancer, which has none", () => {
    assert.strictEqual(requestIdOf(events.alb(), { awsRequestId: "invocation" }), "invocation")
  })

  it("is a dash where nobody has given one", () => {
    assert.strictEqual(requestIdOf(null, undefined), "-")
  })

  it("is none that could not stand in a header or in the trail of changes", () => {
    for (const requestId of ["a\r\nset-cookie: b=c", "a\0", "\ud800", "λ", "x".repeat(201)]) {
      assert.strictEqual(
        requestIdOf({ requestContext: { requestId } }, { awsRequestId: "invocation" }),
        "invocation"
      )
    }
  })
})
