import { assert, describe, it } from "@effect/vitest"
import { type CorsOptions, corsHeaders, isPreflight, preflightHeaders } from "../../src/http/cors.ts"

const page = "https://app.example"
const listed: CorsOptions = { origins: [page, "https://other.example"] }
const named = (headers: ReadonlyArray<readonly [string, string]>) => new Map(headers)

describe("corsHeaders", () => {
  it("echoes a listed origin and exposes what is sent, and nothing else", () => {
    const headers = named(corsHeaders(listed, page))
    assert.strictEqual(headers.get("access-control-allow-origin"), page)
    assert.strictEqual(
      headers.get("access-control-expose-headers"),
      "ETag, Location, Content-Location, Content-Disposition, Content-Range, Link, Memento-Datetime, Preference-Applied, Expand-Applied, Idempotency-Replayed, Retry-After, Allow, Accept, Accept-Patch, Accept-Post, WWW-Authenticate, X-Not-Restored, X-Request-Id"
    )
    assert.isFalse(headers.has("access-control-allow-credentials"))
  })

  it.each([
    "https://evil.example",
    "https://app.example.evil",
    "HTTPS://APP.EXAMPLE",
    "https://app.example:443",
    "null",
    ""
  ])("adds nothing for %j, which is not listed", (origin) =>
    assert.deepStrictEqual(corsHeaders(listed, origin), [])
  )

  it("allows the origin null only where it is listed", () => {
    assert.strictEqual(
      named(corsHeaders({ origins: ["null"] }, "null")).get("access-control-allow-origin"),
      "null"
    )
  })

  it("adds nothing without options or without an Origin", () => {
    assert.deepStrictEqual(corsHeaders(null, page), [])
    assert.deepStrictEqual(corsHeaders(listed, undefined), [])
  })

  it("answers * where any origin may call", () => {
    assert.strictEqual(named(corsHeaders({ origins: "*" }, page)).get("access-control-allow-origin"), "*")
  })

  it("allows credentials for listed origins only", () => {
    const headers = named(corsHeaders({ origins: [page], credentials: true }, page))
    assert.strictEqual(headers.get("access-control-allow-origin"), page)
    assert.strictEqual(headers.get("access-control-allow-credentials"), "true")
    // @ts-expect-error: any origin with credentials does not compile, and allows nobody
    const everybody: CorsOptions = { origins: "*", credentials: true }
    assert.deepStrictEqual(corsHeaders(everybody, page), [])
  })
})

describe("preflightHeaders", () => {
  it("names methods, the headers that are read, and two hours for a listed origin", () => {
    const headers = named(preflightHeaders(listed, page))
    assert.strictEqual(headers.get("access-control-allow-origin"), page)
    assert.strictEqual(
      headers.get("access-control-allow-methods"),
      "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"
    )
    assert.strictEqual(headers.get("access-control-max-age"), "7200")
    assert.strictEqual(
      headers.get("access-control-allow-headers"),
      "accept, accept-datetime, authorization, content-type, idempotency-key, if-match, if-modified-since, if-none-match, if-unmodified-since, prefer, range, traceparent, x-change-reason, x-request-id"
    )
  })

  it("is bare for an origin that is not listed, for null, and without options", () => {
    assert.deepStrictEqual(preflightHeaders(listed, "https://evil.example"), [])
    assert.deepStrictEqual(preflightHeaders(listed, "null"), [])
    assert.deepStrictEqual(preflightHeaders(null, page), [])
    assert.deepStrictEqual(preflightHeaders(listed, undefined), [])
  })

  it("names Authorization even where any origin may call, since * does not cover it", () => {
    const headers = named(preflightHeaders({ origins: "*" }, page))
    assert.match(headers.get("access-control-allow-headers") ?? "", /\bauthorization\b/)
  })

  it("adds the application's headers and its own max age", () => {
    const headers = named(
      preflightHeaders({ ...listed, allowHeaders: ["x-tenant"], maxAgeSeconds: 60 }, page)
    )
    assert.match(headers.get("access-control-allow-headers") ?? "", /, x-tenant$/)
    assert.strictEqual(headers.get("access-control-max-age"), "60")
  })
})

describe("isPreflight", () => {
  const asking = new Map([
    ["origin", [page]],
    ["access-control-request-method", ["PATCH"]]
  ])

  it("is OPTIONS with an Origin and a requested method", () => assert.isTrue(isPreflight("OPTIONS", asking)))

  it("is no other method, and no plain OPTIONS", () => {
    assert.isFalse(isPreflight("GET", asking))
    assert.isFalse(isPreflight("options", asking))
    assert.isFalse(isPreflight("OPTIONS", new Map([["origin", [page]]])))
    assert.isFalse(isPreflight("OPTIONS", new Map([["access-control-request-method", ["PUT"]]])))
  })
})
