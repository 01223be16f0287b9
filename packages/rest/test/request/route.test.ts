import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { allowOf, checkAllowed, checkMethod, routeOf } from "../../src/request/route.ts"
import { settingsOf } from "../../src/Settings.ts"
import { api, item, refusal, request, uid } from "../samples.ts"

const route = (path: string, only?: ReadonlyArray<string>) =>
  routeOf(settingsOf(api, only === undefined ? {} : { only }), path === "/" ? [] : path.slice(1).split("/"))
const found = (path: string) => Result.getOrThrow(route(path))

describe("routeOf", () => {
  it("finds collections, records and histories, with the methods that have rules", () => {
    assert.deepInclude(found("/books"), {
      kind: "collection",
      template: "/books",
      methods: ["GET", "HEAD", "POST"]
    })
    assert.deepInclude(found(`/books/${uid}`), {
      kind: "item",
      uid,
      template: "/books/{uid}",
      methods: ["GET", "HEAD", "PUT", "PATCH", "DELETE"]
    })
    assert.deepInclude(found(`/books/${uid}/history`), {
      kind: "history",
      uid,
      template: "/books/{uid}/history",
      methods: ["GET", "HEAD"]
    })
  })

  it("offers nothing without a rule: HEAD comes and goes with GET, PUT needs create and update", () => {
    assert.deepStrictEqual(found("/notes").methods, ["GET", "HEAD"])
    assert.deepStrictEqual(found(`/notes/${uid}`).methods, ["GET", "HEAD"])
    assert.deepStrictEqual(found(`/safes/${uid}`).methods, ["PUT", "PATCH"])
    assert.isTrue(Result.isFailure(route(`/notes/${uid}/history`)))
  })

  it("takes a uuid in upper case as the same, in lower case", () =>
    assert.deepInclude(found(`/books/${uid.toUpperCase()}`), { uid }))

  it("takes any text for a uid of text", () => {
    assert.deepInclude(found("/tags/Grüße λ"), { uid: "Grüße λ" })
    assert.deepInclude(found("/tags/history"), { kind: "item", uid: "history" })
    assert.deepInclude(found("/tags/__proto__"), { uid: "__proto__" })
    assert.deepInclude(found("/tags/history/history"), { kind: "history", uid: "history" })
  })

  it.each([
    "/",
    "/nothing",
    "/Books",
    "/constructor",
    "/__proto__",
    "/books/",
    "/books//",
    "//books",
    "/books/not-a-uuid",
    `/books/${uid}/`,
    `/books/${uid}/nothing`,
    `/books/${uid}/History`,
    `/books/${uid}/history/`,
    `/books/${uid}/history/1`,
    "/books/..",
    "/books/constructor",
    `/books/${uid} `,
    "/tags/",
    "/tags/.",
    "/tags/..",
    "/tags/../history",
    "/tags/\ud800",
    "/tags/a\0"
  ])("finds nothing at %j, and says how addresses look", (path) => {
    const failure = refusal(route(path))
    assert.strictEqual(failure._tag, "RouteNotFound")
    assert.include(failure.hint ?? "", "/{resource}/{uid}")
    assert.notInclude(JSON.stringify(failure), path === "/" ? "\n" : path.slice(1))
  })

  it("finds nothing at the address of a text longer than a uid can be", () => {
    assert.isTrue(Result.isSuccess(route(`/tags/${"é".repeat(256)}`)))
    for (const address of ["é".repeat(257), "x".repeat(2680)]) {
      assert.strictEqual(refusal(route(`/tags/${address}`))._tag, "RouteNotFound")
    }
  })

  it("serves the resources of `only` and hides the others like unknown ones", () => {
    assert.isTrue(Result.isSuccess(route("/books", ["books"])))
    assert.deepStrictEqual(route("/tags", ["books"]), route("/nothing", ["books"]))
    assert.deepStrictEqual(route("/books", []), route("/nothing", []))
  })
})

describe("methods", () => {
  it.each(["patch", "FOO", "", "Get", "PROPFIND", "QUERY "])("does not know %j", (method) =>
    assert.strictEqual(checkMethod(request({ method }))?._tag, "MethodUnknown")
  )

  it.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"])(
    "knows %s",
    (method) => assert.isNull(checkMethod(request({ method })))
  )

  it("refuses a known method that the route has not, and lists those it has", () => {
    assert.deepInclude(checkAllowed(item(), "POST"), {
      _tag: "MethodNotAllowed",
      allow: "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"
    })
    assert.isNull(checkAllowed(item(), "OPTIONS"))
    assert.isNull(checkAllowed(item(), "HEAD"))
    assert.strictEqual(allowOf([]), "OPTIONS")
  })
})
