import { hasMultiValueHeaders, toResult } from "@pgcrest/adapter-apigw"
import type { Response } from "@pgcrest/rest"
import { assert, describe, it } from "vitest"
import * as events from "../events.ts"

const [first, second, third] = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2", "c=3"] as const
const cookies = [first, second, third]
const response: Response = {
  status: 200,
  headers: [
    ["content-type", "application/json"],
    ["vary", "origin"],
    ["vary", "accept"],
    ...cookies.map((cookie) => ["set-cookie", cookie] as const)
  ],
  body: "{}"
}
const lists = { "content-type": ["application/json"], vary: ["origin", "accept"], "set-cookie": cookies }
const joined = { "content-type": "application/json", vary: "origin, accept" }

describe("toResult", () => {
  it.each(["rest", "http1"] as const)("answers %s in lists only", (source) => {
    assert.deepStrictEqual(toResult(response, source), {
      statusCode: 200,
      multiValueHeaders: lists,
      body: "{}",
      isBase64Encoded: false
    })
  })

  it.each(["http2", "url"] as const)("answers %s in joined headers, and cookies apart", (source) => {
    assert.deepStrictEqual(toResult(response, source), {
      statusCode: 200,
      headers: joined,
      cookies,
      body: "{}",
      isBase64Encoded: false
    })
  })

  it("answers a load balancer in lists if the event had lists", () => {
    const options = { multiValueHeaders: hasMultiValueHeaders(events.alb()) }
    assert.deepStrictEqual(toResult(response, "alb", options), {
      statusCode: 200,
      statusDescription: "200 OK",
      multiValueHeaders: lists,
      body: "{}",
      isBase64Encoded: false
    })
  })

  it("answers a load balancer in single values if the event had those, each cookie in a spelling of its own", () => {
    const options = { multiValueHeaders: hasMultiValueHeaders(events.albSingle()) }
    assert.deepStrictEqual(toResult(response, "alb", options), {
      statusCode: 200,
      statusDescription: "200 OK",
      headers: { ...joined, "set-cookie": first, "Set-cookie": second, "sEt-cookie": third },
      body: "{}",
      isBase64Encoded: false
    })
  })

  it("spells thirty cookies in thirty ways", () => {
    const many: Response = {
      ...response,
      headers: Array.from({ length: 30 }, (_, n) => ["set-cookie", `c${n}=`])
    }
    assert.lengthOf(Object.keys(toResult(many, "alb").headers ?? {}), 30)
  })

  it("describes a status that it has no name for by its class", () => {
    assert.strictEqual(toResult({ ...response, status: 418 }, "alb").statusDescription, "418 Client Error")
  })

  it("sends bytes as base64, and of a view only what it shows", () => {
    const body = new Uint8Array([1, 0xff, 0xfe, 2]).subarray(1, 3)
    for (const source of ["rest", "http2", "alb"] as const) {
      const result = toResult({ ...response, body }, source)
      assert.deepStrictEqual([result.body, result.isBase64Encoded], ["//4=", true])
    }
  })

  it("has an empty body where there is none, or no body in payload 2.0", () => {
    const none: Response = { status: 204, headers: [], body: null }
    assert.deepStrictEqual(toResult(none, "rest"), {
      statusCode: 204,
      multiValueHeaders: {},
      body: "",
      isBase64Encoded: false
    })
    assert.strictEqual(toResult(none, "alb").body, "")
    assert.deepStrictEqual(toResult(none, "http2"), { statusCode: 204, headers: {}, isBase64Encoded: false })
  })

  it.each(["rest", "http1", "http2", "url", "alb"] as const)(
    "leaves to %s the headers that it writes itself",
    (source) => {
      const owned = ["content-length", "connection", "date", "transfer-encoding", "server", "via"]
      const headers = [...owned, "www-authenticate"].map((name) => [name, "x"] as const)
      const result = toResult({ status: 401, headers, body: null }, source)
      assert.deepStrictEqual(Object.keys(result.headers ?? result.multiValueHeaders ?? {}), [
        "www-authenticate"
      ])
    }
  )
})
