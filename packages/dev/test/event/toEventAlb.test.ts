import { toEvent } from "@pgcrest/dev"
import { assert, describe, it } from "vitest"
import { bare, captured, options, withType } from "../requests.ts"

describe("the event of a load balancer", () => {
  it("decodes neither the path nor the query", () => {
    const event = toEvent("alb", captured, options)
    assert.strictEqual(event.path, "/capture/space%20value")
    assert.strictEqual(event.queryStringParameters?.["encodedPlus"], "a%2Bb")
    assert.strictEqual(event.queryStringParameters?.["literalPlus"], "a+b")
    assert.strictEqual(event.queryStringParameters?.["repeat"], "two")
  })

  it("has lower-case headers, the last value winning, and only the maps that its switch asks for", () => {
    const single = toEvent("alb", captured, options)
    assert.strictEqual(single.headers?.["x-probe"], "second")
    assert.notProperty(single, "multiValueHeaders")
    const multi = toEvent("alb", captured, { ...options, multiValue: true })
    assert.deepStrictEqual(multi.multiValueHeaders?.["x-probe"], ["first", "second"])
    assert.deepStrictEqual(multi.multiValueQueryStringParameters?.["repeat"], ["one", "two"])
    assert.notProperty(multi, "headers")
  })

  it("is recognised by its target group, and has an empty body where there is none", () => {
    const event = toEvent("alb", bare, options)
    assert.match(event.requestContext.elb.targetGroupArn, /:targetgroup\//)
    assert.strictEqual(event.body, "")
    assert.isFalse(event.isBase64Encoded)
  })

  it("sends what is not text, or is compressed, in base64", () => {
    assert.isTrue(toEvent("alb", withType("image/png"), options).isBase64Encoded)
    const packed = withType("application/json")
    const gzip = { ...packed, headers: [...packed.headers, ["content-encoding", "gzip"] as const] }
    assert.isTrue(toEvent("alb", gzip, options).isBase64Encoded)
  })
})
