import { assert, describe, it } from "@effect/vitest"
import { Access, Api, type Caller, Hooks } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { planOf } from "../src/plan.ts"
import type { Request } from "../src/Request.ts"
import { settingsOf } from "../src/Settings.ts"
import { ann, api, Books, nobody, Tags, uid, unread as request } from "./samples.ts"

const cors = { origins: ["https://app.example"] }
const rest = settingsOf(api, { cors, requireMatch: ["safes"] })
const outcome = (sent: Request, caller: Caller.Caller = nobody, on = rest): string => {
  const { step } = planOf(on, sent, caller)
  if (Result.isFailure(step)) return step.failure._tag
  return step.success._tag === "Exchange" ? step.success.command._tag : String(step.success.response.status)
}

const librarian: Caller.Caller = { ...ann, groups: new Set(["librarians"]) }
const preflight = { origin: "https://app.example", "access-control-request-method": "PUT" }
const target = { path: `/safes/${uid}` }
const badHeaders = {
  "if-match": "3",
  "content-encoding": "gzip",
  "content-type": "text/plain",
  accept: "text/html"
}

/** Each step of the order of checks, with its own fault and all later ones. */
const steps: ReadonlyArray<readonly [first: string, sent: Request, caller: Caller.Caller]> = (() => {
  const everything = {
    method: "FOO",
    path: null,
    query: null,
    body: "rubbish",
    bodyBytes: 2e6,
    targetBytes: 9000
  }
  const known = { ...everything, bodyBytes: 7, method: "PUT" }
  const short = { ...known, targetBytes: 10 }
  const stranger = [["x", "y"]] as const
  const routed = { ...short, ...target, query: stranger, headers: badHeaders }
  const { "if-match": _match, ...encoded } = badHeaders
  const { "content-encoding": _encoding, ...typed } = encoded
  const { "content-type": _type, ...accepting } = typed
  return [
    ["BodyTooLarge", request(everything), nobody],
    ["MethodUnknown", request({ ...everything, bodyBytes: 7 }), nobody],
    ["TargetTooLong", request(known), nobody],
    ["HeadersTooLarge", request({ ...short, headers: { cookie: "x".repeat(9000) } }), nobody],
    ["TargetMalformed", request(short), nobody],
    ["TargetMalformed", request({ ...short, ...target }), nobody],
    ["204", request({ ...routed, method: "OPTIONS", path: "/nothing", headers: preflight }), nobody],
    ["RouteNotFound", request({ ...routed, path: "/nothing" }), nobody],
    ["MethodNotAllowed", request({ ...routed, method: "DELETE" }), nobody],
    ["204", request({ ...routed, method: "OPTIONS" }), nobody],
    ["Unauthenticated", request(routed), nobody],
    ["NotPermitted", request(routed), ann],
    ["HeaderInvalid", request(routed), librarian],
    ["EncodingUnsupported", request({ ...routed, headers: encoded }), librarian],
    ["MediaTypeUnsupported", request({ ...routed, headers: typed }), librarian],
    ["NotAcceptable", request({ ...routed, headers: accepting }), librarian],
    ["QueryInvalid", request({ ...routed, headers: {} }), librarian],
    ["ConditionRequired", request({ ...routed, headers: {}, query: [] }), librarian],
    ["BodyMalformed", request({ ...routed, headers: { "if-match": "*" }, query: [] }), librarian],
    [
      "BodyNotAnObject",
      request({ ...routed, headers: { "if-match": "*" }, query: [], body: "[]" }),
      librarian
    ],
    ["Replace", request({ ...routed, headers: { "if-match": "*" }, query: [], body: "{}" }), librarian]
  ]
})()

describe("a request with many faults", () => {
  it.each(steps)("answers %s before all that comes later", (first, sent, caller) =>
    assert.strictEqual(outcome(sent, caller), first)
  )
})

describe("a request that asks for people", () => {
  const telling = settingsOf(api, { people: {} })
  const asking = (query: string, sent: Parameters<typeof request>[0] = {}) =>
    request({ query: [["expand", query]], ...sent })

  it("is a read, with those people for its answer", () => {
    const { step } = planOf(telling, asking("creator"), ann)
    const exchange = Result.getOrThrow(step)
    assert.deepInclude(exchange, {
      _tag: "Exchange",
      expansion: [{ word: "creator", field: "creator_uid", member: "creator" }]
    })
  })

  it("asks of nobody's people in any other", () =>
    assert.deepInclude(Result.getOrThrow(planOf(telling, request(), ann).step), { expansion: null }))

  it("is for who is signed in, before its headers and words are judged", () => {
    const faulty = asking("authors", { headers: badHeaders })
    assert.strictEqual(outcome(faulty, nobody, telling), "Unauthenticated")
    assert.strictEqual(outcome(faulty, ann, telling), "HeaderInvalid")
    assert.strictEqual(outcome(asking("authors"), ann, telling), "QueryInvalid")
  })

  it("is for whom the rule of people names, and for whoever may read at all", () => {
    const staff = settingsOf(api, { people: { access: Access.group("librarians") } })
    assert.strictEqual(outcome(asking("creator"), ann, staff), "NotPermitted")
    assert.strictEqual(outcome(asking("creator"), librarian, staff), "List")
    assert.strictEqual(outcome(request(), nobody, staff), "List")
    const everybody = settingsOf(api, { people: { access: Access.everyone } })
    assert.strictEqual(outcome(asking("creator"), nobody, everybody), "List")
    assert.strictEqual(outcome(asking("creator", { path: "/notes" }), nobody, everybody), "Unauthenticated")
  })

  it("has a parameter that there is not, where nobody is told any, and in every write", () => {
    for (const path of ["/books", `/books/${uid}`, `/books/${uid}/history`])
      assert.strictEqual(outcome(asking("creator", { path }), ann), "QueryInvalid")
    for (const method of ["PUT", "PATCH", "DELETE"])
      assert.strictEqual(
        outcome(asking("creator", { method, path: `/books/${uid}` }), nobody, telling),
        "QueryInvalid"
      )
  })
})

describe("planOf", () => {
  it("knows the route's template as soon as the path is known, also of a refused request", () => {
    assert.strictEqual(planOf(rest, request(target), nobody).route, "/safes/{uid}")
    assert.isNull(planOf(rest, request({ path: "/nothing" }), nobody).route)
    assert.isNull(planOf(rest, request({ path: null }), nobody).route)
  })

  it("answers a preflight before route and caller, bare where CORS is off or the origin is not listed", () => {
    const sent = (origin: string) => request({ method: "OPTIONS", headers: { ...preflight, origin } })
    const names = (origin: string, on = rest) => {
      const step = Result.getOrThrow(planOf(on, sent(origin), nobody).step)
      return step._tag === "Exchange" ? [] : step.response.headers.map(([name]) => name)
    }
    assert.include(names("https://app.example"), "access-control-allow-methods")
    assert.deepStrictEqual(names("https://evil.example"), ["cache-control"])
    assert.deepStrictEqual(names("https://app.example", settingsOf(api)), ["cache-control"])
  })

  it("tells by OPTIONS what an address has", () => {
    const told = (path: string) => {
      const step = Result.getOrThrow(planOf(rest, request({ method: "OPTIONS", path }), nobody).step)
      return step._tag === "Exchange" ? {} : Object.fromEntries(step.response.headers)
    }
    assert.deepInclude(told("/books"), {
      allow: "GET, HEAD, POST, PATCH, DELETE, OPTIONS",
      "accept-post": "application/json",
      "accept-patch": "application/json, application/merge-patch+json"
    })
    assert.deepInclude(told(`/books/${uid}`), { allow: "GET, HEAD, PUT, PATCH, DELETE, OPTIONS" })
    assert.deepInclude(told(`/books/${uid}`), {
      "accept-patch": "application/json, application/merge-patch+json, application/json-patch+json"
    })
    assert.deepInclude(told(`/books/${uid}/history`), { allow: "GET, HEAD, OPTIONS" })
    assert.notProperty(told(`/notes`), "accept-post")
  })

  it("answers at the root that the function is up, to anybody, and asks the store where that is wanted", () => {
    const at = (method: string, sent: Partial<Request> = {}) =>
      planOf(rest, { ...request({ method }), path: [], ...sent }, nobody)
    const answer = Result.getOrThrow(at("GET", { query: [["now", "7"]] }).step)
    const tagAt = (method: string) => Result.getOrThrow(at(method, { query: [["ready", ""]] }).step)._tag
    assert.deepStrictEqual(["GET", "HEAD", "OPTIONS"].map(tagAt), ["Readiness", "Readiness", "Ready"])
    assert.strictEqual(at("GET").route, "/")
    assert.deepStrictEqual(answer, {
      _tag: "Ready",
      response: {
        status: 200,
        headers: [
          ["content-type", "application/json; charset=utf-8"],
          ["cache-control", "no-store"]
        ],
        body: '{"api":"library"}'
      }
    })
    assert.strictEqual(outcome({ ...request({ method: "HEAD" }), path: [] }), "200")
    assert.strictEqual(outcome({ ...request({ method: "OPTIONS" }), path: [] }), "204")
    assert.strictEqual(outcome({ ...request({ method: "POST" }), path: [] }), "MethodNotAllowed")
    assert.strictEqual(outcome({ ...request({ path: "/" }) }), "RouteNotFound")
  })

  it("plans HEAD as it plans GET", () => {
    for (const path of ["/books", `/books/${uid}`, `/books/${uid}/history`]) {
      assert.strictEqual(outcome(request({ path, method: "HEAD" })), outcome(request({ path })))
    }
  })

  it("puts links behind the outside prefix, or behind the public URL where there is one", () => {
    const base = (on = rest) => {
      const step = Result.getOrThrow(planOf(on, request({ prefix: "/prod" }), nobody).step)
      return step._tag === "Exchange" ? step.base : null
    }
    assert.strictEqual(base(), "/prod")
    assert.strictEqual(base(settingsOf(api, { publicUrl: "https://x.example" })), "https://x.example")
  })

  it("tells where a hook makes what is shown of the resource's records", () => {
    const hooks = [
      Hooks.make(Books, { afterRead: Effect.succeed }),
      Hooks.make(Tags, { beforeRead: () => Effect.void })
    ]
    const hooked = settingsOf(Api.make("library", { resources: [Books, Tags], hooks }))
    const reshown = (path: string) => {
      const step = Result.getOrThrow(planOf(hooked, request({ path }), nobody).step)
      return step._tag === "Exchange" && step.reshown
    }
    assert.isTrue(reshown("/books"))
    assert.isFalse(reshown("/tags"))
  })

  it("is strict under Prefer: handling=strict alone", () => {
    const strict = (prefer: string) => {
      const step = Result.getOrThrow(planOf(rest, request({ headers: { prefer } }), nobody).step)
      return step._tag === "Exchange" && step.strict
    }
    assert.isTrue(strict("handling=strict"))
    assert.isFalse(strict("handling=lenient"))
  })

  it("hides resources that `only` does not name", () => {
    const only = settingsOf(api, { only: ["books"] })
    assert.strictEqual(outcome(request({ path: "/books" }), nobody, only), "List")
    assert.strictEqual(outcome(request({ path: "/tags" }), nobody, only), "RouteNotFound")
    assert.strictEqual(outcome(request({ path: "/tags", method: "OPTIONS" }), nobody, only), "RouteNotFound")
  })

  it("takes other limits than the default ones", () => {
    const small = settingsOf(api, { limits: { body: 1, target: 20, largestPage: 2 } })
    assert.strictEqual(outcome(request({ bodyBytes: 2 }), nobody, small), "BodyTooLarge")
    assert.strictEqual(outcome(request({ targetBytes: 21 }), nobody, small), "TargetTooLong")
    assert.strictEqual(outcome(request({ headers: { a: "x".repeat(20) } }), nobody, small), "HeadersTooLarge")
    assert.strictEqual(outcome(request({ query: [["limit", "3"]] }), nobody, small), "QueryInvalid")
    assert.strictEqual(outcome(request({ query: [["limit", "2"]] }), nobody, small), "List")
  })
})
