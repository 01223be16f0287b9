import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { addressOf, allowOf, targetOf } from "../../src/request/address.ts"
import { settingsOf } from "../../src/Settings.ts"
import { api, refusal, uid } from "../samples.ts"

const address = (path: string, only?: ReadonlyArray<string>) =>
  addressOf(settingsOf(api, only === undefined ? {} : { only }), path === "/" ? [] : path.slice(1).split("/"))
const found = (path: string) => {
  const { uid, template, routes } = Result.getOrThrow(address(path))
  return { uid, template, methods: routes.map(({ method }) => method) }
}

describe("addressOf", () => {
  it("finds collections, records and histories, with the methods that have rules", () => {
    assert.deepInclude(found("/books"), {
      uid: null,
      template: "/books",
      methods: ["GET", "HEAD", "POST", "POST", "PATCH", "DELETE"]
    })
    assert.deepInclude(found(`/books/${uid}`), {
      uid,
      template: "/books/{uid}",
      methods: ["GET", "HEAD", "PUT", "PATCH", "DELETE"]
    })
    assert.deepInclude(found(`/books/${uid}/history`), {
      uid,
      template: "/books/{uid}/history",
      methods: ["GET", "HEAD"]
    })
  })

  it("offers nothing without a rule: HEAD comes and goes with GET, PUT needs create and update", () => {
    assert.deepStrictEqual(found("/notes").methods, ["GET", "HEAD"])
    assert.deepStrictEqual(found(`/notes/${uid}`).methods, ["GET", "HEAD"])
    assert.deepStrictEqual(found(`/safes/${uid}`).methods, ["PUT", "PATCH"])
    assert.isTrue(Result.isFailure(address(`/notes/${uid}/history`)))
  })

  it("takes queries by POST beside a record whose uid reads so", () => {
    assert.deepStrictEqual(found("/books/query"), { uid: null, template: "/books/query", methods: ["POST"] })
    assert.deepStrictEqual(found("/tags/query"), {
      uid: "query",
      template: "/tags/{uid}",
      methods: [...found("/tags/other").methods, "POST"]
    })
    assert.isTrue(Result.isFailure(address("/books/query/history")))
    assert.strictEqual(found("/tags/query/history").uid, "query")
    const at = (method: string) =>
      Result.getOrThrow(
        targetOf(Result.getOrThrow(address("/tags/query")), { method, query: [], headers: new Map() })
      )
    assert.deepInclude(at("GET"), { act: "get", uid: "query" })
    assert.deepInclude(at("POST"), { act: "list", kind: "query", template: "/tags/query" })
  })

  it("takes a uuid in upper case as the same, in lower case", () =>
    assert.deepInclude(found(`/books/${uid.toUpperCase()}`), { uid }))

  it("takes any text for a uid of text", () => {
    assert.deepInclude(found("/tags/Grüße λ"), { uid: "Grüße λ" })
    assert.deepInclude(found("/tags/history"), { template: "/tags/{uid}", uid: "history" })
    assert.deepInclude(found("/tags/__proto__"), { uid: "__proto__" })
    assert.deepInclude(found("/tags/history/history"), { template: "/tags/{uid}/history", uid: "history" })
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
    `/books/${uid}/history/0`,
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
    const failure = refusal(address(path))
    assert.strictEqual(failure._tag, "RouteNotFound")
    assert.include(failure.hint ?? "", "/{resource}/{uid}")
    assert.notInclude(JSON.stringify(failure), path === "/" ? "\n" : path.slice(1))
  })

  it("finds nothing at the address of a text longer than a uid can be", () => {
    assert.isTrue(Result.isSuccess(address(`/tags/${"é".repeat(256)}`)))
    for (const long of ["é".repeat(257), "x".repeat(2680)]) {
      assert.strictEqual(refusal(address(`/tags/${long}`))._tag, "RouteNotFound")
    }
  })

  it("serves the resources of `only` and hides the others like unknown ones", () => {
    assert.isTrue(Result.isSuccess(address("/books", ["books"])))
    assert.deepStrictEqual(address("/tags", ["books"]), address("/nothing", ["books"]))
  })
})

describe("targetOf", () => {
  const records = Result.getOrThrow(address(`/books/${uid}`))

  it("tells what a method does where", () => {
    const acts = (path: string) => {
      const place = Result.getOrThrow(address(path))
      return place.routes.map(
        ({ method }) => Result.getOrThrow(targetOf(place, { method, query: [], headers: new Map() })).act
      )
    }
    assert.deepStrictEqual(acts("/books"), ["list", "list", "create", "create", "update", "delete"])
    assert.deepStrictEqual(acts(`/books/${uid}`), ["get", "get", "replace", "update", "delete"])
    assert.deepStrictEqual(acts(`/books/${uid}/history`), ["history", "history"])
  })

  it("refuses a known method that the address has not, and lists those it has", () => {
    assert.deepStrictEqual(refusal(targetOf(records, { method: "POST", query: [], headers: new Map() })), {
      _tag: "MethodNotAllowed",
      allow: "GET, HEAD, PUT, PATCH, DELETE, OPTIONS",
      detail: "/books/{uid} has no POST.",
      hint: "It has GET, HEAD, PUT, PATCH, DELETE, OPTIONS."
    })
    assert.isTrue(Result.isSuccess(targetOf(records, { method: "HEAD", query: [], headers: new Map() })))
    assert.strictEqual(allowOf({ routes: [] }), "OPTIONS")
  })
})
