import { type EventSource, type RequestOptions, toRequest } from "@pgcrest/adapter-apigw"
import type { Request } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { leadOf } from "../../src/event/toRequest.ts"
import * as events from "../events.ts"

const read = (event: unknown, source: EventSource, options: RequestOptions = {}): Request =>
  Result.getOrThrow(toRequest(event, source, options))

const sources: ReadonlyArray<readonly [EventSource, unknown]> = [
  ["rest", events.rest()],
  ["http1", events.http1()],
  ["http2", events.http2()],
  ["url", events.url()],
  ["alb", events.alb()]
]

describe("the same request from every source", () => {
  it.each(sources)("has the same method, path, query, cookies and body from %s", (source, event) => {
    const request = read(event, source)
    assert.strictEqual(request.method, "POST")
    assert.deepStrictEqual(request.path, ["capture", "space value"])
    assert.deepStrictEqual(request.query, events.queryPairs)
    assert.deepStrictEqual(request.headers.get("cookie"), ["session=abc123; theme=dark"])
    assert.strictEqual(request.body, events.bodyText)
    assert.strictEqual(request.bodyBytes, 24)
  })

  it.each(sources)("measures the target from %s within a few bytes of what was sent", (source, event) => {
    const sent = `/capture/space%20value?${events.rawQuery}`.length
    const stage = source === "rest" ? "/live".length : 0
    const { targetBytes } = read(event, source)
    assert.isAtMost(targetBytes, sent + stage + 2) // a space may have been `+` or `%20`
    assert.isAtLeast(targetBytes, sent + stage - 10) // `:` and `/` may have been escaped
  })
})

const paths = (source: EventSource, path: string) =>
  source === "http2" || source === "url" ? { rawPath: path } : { path }

const at = (source: EventSource, path: string) =>
  read(events.builders[source](paths(source, path), { path }), source).path

describe("path", () => {
  it.each(["rest", "url", "alb"] as const)("is decoded once per segment from %s", (source) => {
    assert.deepStrictEqual(at(source, "/a%252Fb/c%2Fd/%CE%BB"), ["a%2Fb", "c/d", "λ"])
  })

  it.each(["rest", "url", "alb"] as const)(
    "is null for an escape that is malformed, no UTF-8 or NUL, from %s",
    (source) => {
      for (const path of ["/a/%zz", "/a/%E0%A4%A", "/%ff", "/%00", "/a%"]) assert.isNull(at(source, path))
    }
  )

  it.each(["http1", "http2"] as const)("is never decoded again from %s", (source) => {
    assert.deepStrictEqual(at(source, "/a%2Fb/100%/x?y#z"), ["a%2Fb", "100%", "x?y#z"])
    assert.isNull(at(source, "/a\0b"))
  })

  it.each(["rest", "http1", "http2", "url", "alb"] as const)("keeps empty segments from %s", (source) => {
    assert.deepStrictEqual(at(source, "//evil.example/x"), ["", "evil.example", "x"])
    assert.deepStrictEqual(at(source, "/books/"), ["books", ""])
    assert.deepStrictEqual(at(source, "/"), [])
  })

  it("is null where there is none, or where it begins with no slash", () => {
    assert.isNull(read(events.rest({ path: null }), "rest").path)
    assert.isNull(read(events.http2({ rawPath: undefined }), "http2").path)
    assert.isNull(read(events.alb({ path: "*" }), "alb").path)
  })
})

describe("what can be read of a path", () => {
  it.each(["rest", "url", "alb"] as const)("from %s stands before the first malformed segment", (source) => {
    const lead = (path: string) =>
      leadOf(events.builders[source](paths(source, path), { path }), source, { basePath: "/v1" })
    assert.deepStrictEqual(lead("/v1/rest/a%20b/%ZZ/c"), ["rest", "a b"])
    assert.deepStrictEqual(lead("/v1/rest/c"), ["rest", "c"])
    assert.deepStrictEqual(lead("*"), [])
  })
})

const placed = (request: Request) => [request.prefix, request.path]

describe("stage", () => {
  it("of a REST API stands in the prefix", () => {
    assert.deepStrictEqual(placed(read(events.rest(), "rest")), ["/live", ["capture", "space value"]])
  })

  it.each(["/live", "/live/"])("of a REST API is the prefix of its root, outside %s", (path) => {
    assert.deepStrictEqual(placed(read(events.rest({ path: "/" }, { path }), "rest")), ["/live", []])
  })

  it("of a REST API on a custom domain is not outside", () => {
    const event = events.rest({ path: "/books" }, { path: "/books", domainName: "api.example.com" })
    assert.deepStrictEqual(placed(read(event, "rest")), ["", ["books"]])
  })

  it("is taken off the path of an HTTP API", () => {
    const event = events.http2({ rawPath: "/prod/books" }, { stage: "prod" })
    assert.deepStrictEqual(placed(read(event, "http2")), ["/prod", ["books"]])
    assert.deepStrictEqual(placed(read(events.http2({ rawPath: "/prod" }, { stage: "prod" }), "http2")), [
      "/prod",
      []
    ])
  })

  it("is no part of a path that only begins alike", () => {
    const event = events.http2({ rawPath: "/products" }, { stage: "prod" })
    assert.deepStrictEqual(placed(read(event, "http2")), ["", ["products"]])
  })

  it("named $default is nowhere in the path", () => {
    assert.deepStrictEqual(placed(read(events.http2({ rawPath: "/$default/x" }), "http2")), [
      "",
      ["$default", "x"]
    ])
  })

  it("is taken off once on a custom domain too, whose address does not have it", () => {
    const context = { stage: "prod", domainName: "api.example.com" }
    const at = (rawPath: string) => placed(read(events.http2({ rawPath }, context), "http2"))
    assert.deepStrictEqual(at("/prod/books"), ["", ["books"]])
    assert.deepStrictEqual(at("/prod/prod/1"), ["", ["prod", "1"]])
    assert.deepStrictEqual(at("/books"), ["", ["books"]])
  })

  it("in payload 1.0 is taken off the path, or found outside it", () => {
    const inside = events.http1({ path: "/prod/books" }, { path: "/prod/books", stage: "prod" })
    const outside = events.http1({ path: "/books" }, { path: "/prod/books", stage: "prod" })
    assert.deepStrictEqual(placed(read(inside, "http1")), ["/prod", ["books"]])
    assert.deepStrictEqual(placed(read(outside, "http1")), ["/prod", ["books"]])
  })
})

/** What a gateway says of an event whose path is `path`, at a route of its own. */
const routed = (
  source: "rest" | "http1" | "http2",
  route: string,
  path: string,
  pathParameters: { readonly [name: string]: string } | null,
  context: { readonly [name: string]: string } = { domainName: "api.example.com" }
) =>
  source === "http2"
    ? events.http2({ routeKey: `ANY ${route}`, rawPath: path, pathParameters }, { stage: "prod", ...context })
    : events.builders[source]({ resource: route, path, pathParameters }, { stage: "prod", path, ...context })

describe("the gateway's own route", () => {
  const greedy = ["/{proxy+}", { proxy: "books/1" }] as const
  const single = ["/books/{uid}", { uid: "1" }] as const

  it.each(["rest", "http1", "http2"] as const)(
    "tells where our path begins behind a mapping, from %s",
    (source) => {
      for (const [route, parameters] of [greedy, single]) {
        const at = (path: string) => placed(read(routed(source, route, path, parameters), source))
        assert.deepStrictEqual(at("/books/1"), ["", ["books", "1"]])
        assert.deepStrictEqual(at("/echo/books/1"), ["/echo", ["books", "1"]])
        assert.deepStrictEqual(at("/a/b/books/1"), ["/a/b", ["books", "1"]])
      }
      const root = (path: string) => placed(read(routed(source, "/", path, null), source))
      assert.deepStrictEqual(root("/"), ["", []])
      assert.deepStrictEqual(root("/echo"), ["/echo", []])
      assert.deepStrictEqual(root("/echo/"), ["/echo", []])
    }
  )

  it("tells a stage from a resource of its name", () => {
    const at = (path: string, domainName?: string) => {
      const context = domainName === undefined ? {} : { domainName }
      return placed(read(routed("http2", "/prod/{uid}", path, { uid: "1" }, context), "http2"))
    }
    assert.deepStrictEqual(at("/prod/1"), ["", ["prod", "1"]])
    assert.deepStrictEqual(at("/prod/prod/1"), ["/prod", ["prod", "1"]])
    assert.deepStrictEqual(at("/prod/prod/1", "api.example.com"), ["", ["prod", "1"]])
    assert.deepStrictEqual(at("/prod/v1/prod/1", "api.example.com"), ["/v1", ["prod", "1"]])
  })

  it("leaves what it has in front of a greedy part to basePath, as a resource may be served behind it", () => {
    const at = (basePath: string) =>
      placed(read(routed("rest", "/books/{proxy+}", "/books/1", { proxy: "1" }), "rest", { basePath }))
    assert.deepStrictEqual(at(""), ["", ["books", "1"]])
    assert.deepStrictEqual(at("/books"), ["/books", ["1"]])
  })

  it.each([
    ["does not end the path", "/books/{uid}", "/books/2", { uid: "1" }],
    ["has no parameters", "/books/{uid}", "/books/1", null],
    ["would leave an empty segment in links", "/{proxy+}", "//books/1", { proxy: "books/1" }],
    ["ends within a segment", "/{proxy+}", "/notbooks/1", { proxy: "books/1" }]
  ])("that %s says nothing", (_what, route, path, parameters) => {
    const request = read(routed("rest", route, path, parameters), "rest")
    assert.deepStrictEqual(placed(request), ["", path.slice(1).split("/")])
  })

  it("and the option basePath say the same mapping once", () => {
    for (const source of ["rest", "http1", "http2"] as const) {
      const event = routed(source, "/{proxy+}", "/v1/books/1", { proxy: "books/1" })
      assert.deepStrictEqual(placedBehindV1(event, source), ["/v1", ["books", "1"]])
    }
    const staged = routed("http2", "/{proxy+}", "/prod/books/1", { proxy: "books/1" })
    assert.deepStrictEqual(placedBehindV1(staged, "http2"), ["/v1", ["books", "1"]])
  })
})

const placedBehindV1 = (event: unknown, source: EventSource) =>
  placed(read(event, source, { basePath: "/v1" }))

describe("basePath", () => {
  const custom = { domainName: "api.example.com" }

  it("is taken off a REST API's path and kept in the prefix", () => {
    const path = "/v1/books/1"
    assert.deepStrictEqual(placedBehindV1(events.rest({ path }, { ...custom, path }), "rest"), [
      "/v1",
      ["books", "1"]
    ])
  })

  it("stands behind the stage", () => {
    const event = events.rest({ path: "/v1/books" }, { path: "/live/v1/books" })
    assert.deepStrictEqual(placedBehindV1(event, "rest"), ["/live/v1", ["books"]])
  })

  it("is the root with or without a slash", () => {
    assert.deepStrictEqual(placedBehindV1(events.url({ rawPath: "/v1" }), "url"), ["/v1", []])
    assert.deepStrictEqual(placedBehindV1(events.url({ rawPath: "/v1/" }), "url"), ["/v1", []])
  })

  it("is not taken off where the path only begins alike, or does not have it", () => {
    assert.deepStrictEqual(placedBehindV1(events.url({ rawPath: "/v10/x" }), "url"), ["", ["v10", "x"]])
    assert.deepStrictEqual(placedBehindV1(events.http2({ rawPath: "/x" }), "http2"), ["", ["x"]])
  })

  it("is in the links of an HTTP API on a custom domain, whose path leaves it out", () => {
    assert.deepStrictEqual(placedBehindV1(events.http2({ rawPath: "/x" }, custom), "http2"), ["/v1", ["x"]])
    assert.deepStrictEqual(placedBehindV1(events.http2({ rawPath: "/v1/x" }, custom), "http2"), [
      "/v1",
      ["x"]
    ])
  })
})

describe("query", () => {
  it("keeps the order that a raw query has", () => {
    const { query } = read(events.http2({ rawQueryString: "b=1&a=2&b=3&&c&=4&d==" }), "http2")
    assert.deepStrictEqual(query, [
      ["b", "1"],
      ["a", "2"],
      ["b", "3"],
      ["c", ""],
      ["", "4"],
      ["d", "="]
    ])
  })

  it("decodes names like values", () => {
    assert.deepStrictEqual(read(events.url({ rawQueryString: "a%20b+c=1" }), "url").query, [["a b c", "1"]])
    assert.deepStrictEqual(
      read(events.alb({ multiValueQueryStringParameters: { "a%20b+c": ["1"] } }), "alb").query,
      [["a b c", "1"]]
    )
  })

  it("is null for a malformed escape or a NUL", () => {
    for (const rawQueryString of ["a=%zz", "%=1", "a=%00", "a=%ff"]) {
      assert.isNull(read(events.http2({ rawQueryString }), "http2").query)
    }
    assert.isNull(read(events.alb({ multiValueQueryStringParameters: { a: ["%zz"] } }), "alb").query)
    assert.isNull(read(events.rest({ multiValueQueryStringParameters: { a: ["\0"] } }), "rest").query)
  })

  it("of a REST API is not decoded again", () => {
    const event = events.rest({ multiValueQueryStringParameters: { a: ["100%", "%41", "1+1"] } })
    assert.deepStrictEqual(read(event, "rest").query, [
      ["a", "100%"],
      ["a", "%41"],
      ["a", "1+1"]
    ])
  })

  it("comes from single values where a load balancer sends no lists", () => {
    const { query } = read(events.albSingle(), "alb")
    assert.deepStrictEqual(query, events.queryPairs.slice(1))
  })

  it("comes from single values where a REST event has no lists", () => {
    const { query } = read(events.rest({ multiValueQueryStringParameters: null }), "rest")
    assert.deepStrictEqual(query, events.queryPairs.slice(1))
  })

  it("is empty where there is none", () => {
    const none = { multiValueQueryStringParameters: null, queryStringParameters: null }
    assert.deepStrictEqual(read(events.rest(none), "rest").query, [])
    assert.deepStrictEqual(read(events.alb(none), "alb").query, [])
    assert.deepStrictEqual(read(events.http2({ rawQueryString: "" }), "http2").query, [])
  })
})

describe("headers", () => {
  it("have one entry per field line where a gateway tells lines apart", () => {
    assert.deepStrictEqual(read(events.rest(), "rest").headers.get("x-probe"), ["first", "second"])
    assert.deepStrictEqual(read(events.http2(), "http2").headers.get("x-probe"), ["first,second"])
    assert.deepStrictEqual(read(events.albSingle(), "alb").headers.get("x-probe"), ["second"])
  })

  it("have lower-case names, and names that differ in case are one", () => {
    const { headers } = read(
      events.rest({ multiValueHeaders: { "IF-Match": ["a"], "if-match": ["b"] } }),
      "rest"
    )
    assert.deepStrictEqual(headers.get("if-match"), ["a", "b"])
  })

  it("come from single values where the lists are null", () => {
    const { headers, headerCharacters } = read(
      events.rest({ multiValueHeaders: null, headers: { "X-A": "1" } }),
      "rest"
    )
    assert.deepStrictEqual(headers.get("x-a"), ["1"])
    assert.strictEqual(headerCharacters, 4)
  })

  it("have the cookies of a Function URL once", () => {
    assert.deepStrictEqual(read(events.url(), "url").headers.get("cookie"), ["session=abc123; theme=dark"])
  })

  it("count the cookies once, wherever a gateway has put them", () => {
    const cookies = ["a=1", "b=2"]
    const characters = "cookie".length + "a=1; b=2".length
    assert.strictEqual(read(events.http2({ headers: {}, cookies }), "http2").headerCharacters, characters)
    const copied = { headers: { Cookie: "a=1; b=2" }, cookies }
    assert.strictEqual(read(events.url(copied), "url").headerCharacters, characters)
  })
})

const base64 = (bytes: Uint8Array | string) => ({
  body: Buffer.from(bytes).toString("base64"),
  isBase64Encoded: true
})

describe("body", () => {
  it("is the text behind base64", () => {
    const { body, bodyBytes } = read(events.rest(base64(events.bodyText)), "rest")
    assert.deepStrictEqual([body, bodyBytes], [events.bodyText, 24])
  })

  it("keeps a byte order mark", () => {
    assert.strictEqual(read(events.rest(base64("\uFEFF{}")), "rest").body, "\uFEFF{}")
  })

  it("is bytes where it is no UTF-8", () => {
    const bytes = new Uint8Array([0xff, 0xfe, 0x00, 0x80])
    const request = read(events.http2(base64(bytes)), "http2")
    assert.deepStrictEqual(request.body, bytes)
    assert.strictEqual(request.bodyBytes, 4)
  })

  it.each(["a", "YQ", "YQ=", "YR==", "Y Q=", "YQ==\n", "_-8=", "YQ==YQ==", "====", "{}"])(
    "fails with InvalidBase64 on %j",
    (body) => {
      const failure = Result.flip(toRequest(events.rest({ body, isBase64Encoded: true }), "rest"))
      assert.strictEqual(Result.getOrThrow(failure)._tag, "InvalidBase64")
    }
  )

  it.each([null, undefined, "", 7])("is null for %j", (body) => {
    for (const isBase64Encoded of [true, false]) {
      const request = read(events.rest({ body, isBase64Encoded }), "rest")
      assert.deepStrictEqual([request.body, request.bodyBytes], [null, 0])
    }
  })
})

describe("an event full of nulls", () => {
  const nulls = {
    headers: null,
    multiValueHeaders: null,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    rawQueryString: null,
    cookies: null,
    body: null,
    isBase64Encoded: null
  }

  it.each(["rest", "http1", "http2", "url", "alb"] as const)("is an empty request from %s", (source) => {
    for (const event of [
      { ...nulls, requestContext: null, path: "/", rawPath: "/" },
      { path: "/", rawPath: "/" }
    ]) {
      const request = read(event, source)
      assert.deepStrictEqual(
        [request.method, request.path, request.prefix, request.query, request.headerCharacters, request.body],
        ["", [], "", [], 0, null]
      )
    }
  })
})
