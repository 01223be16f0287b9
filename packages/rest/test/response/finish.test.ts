import { assert, describe, it } from "@effect/vitest"
import { finish } from "../../src/response/finish.ts"
import type { RestOptions } from "../../src/RestOptions.ts"
import { settingsOf } from "../../src/Settings.ts"
import { api, request } from "../samples.ts"

const page = "https://app.example"
const cors = { cors: { origins: [page], credentials: true } } as const
const response = { status: 200, headers: [["etag", '"1"']], body: "{}" } as const
const finished = (options: RestOptions, sent: Parameters<typeof finish>[1], of = response) =>
  finish(settingsOf(api, options), sent, "r-1", of)
const headers = (options: RestOptions, sent: Parameters<typeof finish>[1]) =>
  new Map(finished(options, sent).headers)

describe("finish", () => {
  it("keeps status, headers and body, and adds what every answer has", () => {
    assert.deepStrictEqual(finished({}, request()), {
      status: 200,
      headers: [
        ["etag", '"1"'],
        ["vary", "Accept, Prefer, Range, Authorization"],
        ["x-content-type-options", "nosniff"],
        ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
        ["cross-origin-resource-policy", "same-origin"],
        ["referrer-policy", "no-referrer"],
        ["x-request-id", "r-1"]
      ],
      body: "{}"
    })
  })

  it("varies by Origin as soon as CORS is on, also without an Origin", () => {
    for (const sent of [request(), request({ headers: { origin: page } })]) {
      assert.strictEqual(headers(cors, sent).get("vary"), "Accept, Prefer, Range, Authorization, Origin")
    }
  })

  it("allows a listed origin, never another one", () => {
    const allowed = (origin: string) =>
      headers(cors, request({ headers: { origin } })).get("access-control-allow-origin")
    assert.strictEqual(allowed(page), page)
    assert.isUndefined(allowed("https://evil.example"))
    assert.isUndefined(allowed(`${page}\r\nx: y`))
    assert.isUndefined(headers({}, request({ headers: { origin: page } })).get("access-control-allow-origin"))
    assert.isUndefined(headers(cors, request()).get("access-control-allow-origin"))
  })

  it("leaves a preflight's own permission as it is", () => {
    const own = { status: 204, headers: [["access-control-allow-origin", page]], body: null } as const
    const names = finish(
      settingsOf(api, cors),
      request({ headers: { origin: page } }),
      "r-1",
      own
    ).headers.map(([name]) => name)
    assert.deepStrictEqual(
      names.filter((name) => name.startsWith("access-control")),
      ["access-control-allow-origin"]
    )
  })
})
