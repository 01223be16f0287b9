import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { jsonAlone } from "../../src/Media.ts"
import { make as makeRollback } from "../../src/Rollback.ts"
import { acceptHeader, conditionOf, readHeaders } from "../../src/request/readHeaders.ts"
import { plainHeaders, refusal, request, target, uid } from "../samples.ts"

type Lines = { readonly [name: string]: string | ReadonlyArray<string> }
const sent = (method: string, headers: Lines, body: string | null = "{}") =>
  request({ method, headers, body })
const routeOf = (method: string) => target(method, method === "POST" ? "/books" : `/books/${uid}`)
const told = (method: string, headers: Lines, body: string | null = "{}") =>
  readHeaders(sent(method, headers, body), routeOf(method), { offers: jsonAlone, rollback: null })
const read = (method: string, headers: Lines, body: string | null = "{}") =>
  Result.getOrThrow(told(method, headers, body))
const refused = (method: string, headers: Lines, body: string | null = "{}") =>
  refusal(told(method, headers, body))

describe("readHeaders", () => {
  it("wants nothing without headers", () => assert.deepStrictEqual(read("GET", {}, null), plainHeaders))

  it.each(["content-type", "authorization", "content-range"])("refuses a second %s", (name) =>
    assert.deepInclude(refused("POST", { [name]: ["a", "b"] }).errors?.[0], { header: name })
  )

  it("refuses a part of a record with PUT alone", () => {
    assert.strictEqual(refused("PUT", { "content-range": "bytes 0-1/2" })._tag, "HeaderInvalid")
    assert.isTrue(Result.isSuccess(told("PATCH", { "content-range": "bytes 0-1/2" })))
  })

  it("refuses a malformed If-Match on every method, a malformed If-None-Match on writes only", () => {
    for (const method of ["GET", "HEAD", "PUT", "PATCH", "DELETE"]) {
      assert.deepInclude(refused(method, { "if-match": "3" }).errors?.[0], { header: "if-match" })
    }
    assert.isNull(read("GET", { "if-none-match": "3" }).noneMatch)
    assert.isNull(read("HEAD", { "if-none-match": "3" }).noneMatch)
    assert.deepInclude(refused("PUT", { "if-none-match": "3" }).errors?.[0], { header: "if-none-match" })
  })

  it("knows how a transaction is to end only where an option lets clients say it", () => {
    const lines = { prefer: "return=minimal, tx=rollback" }
    assert.deepStrictEqual(read("POST", lines).preferences, { return: "minimal", unknown: ["tx=rollback"] })
    const taking = { offers: jsonAlone, rollback: makeRollback() }
    const taken = Result.getOrThrow(readHeaders(sent("POST", lines), routeOf("POST"), taking))
    assert.deepStrictEqual(taken.preferences, { return: "minimal", tx: "rollback", unknown: [] })
  })

  it("leaves no guard aside that it does not understand", () => {
    for (const prefer of ["max-affected=1x", "max-affected", "handling=lenient, max-affected=-1"])
      assert.deepInclude(refused("PATCH", { prefer }).errors?.[0], { header: "prefer" })
    const lines = { prefer: "tx=rolback" }
    assert.isTrue(Result.isSuccess(told("PATCH", lines)))
    const taking = { offers: jsonAlone, rollback: makeRollback() }
    assert.deepInclude(refusal(readHeaders(sent("PATCH", lines), routeOf("PATCH"), taking)).errors?.[0], {
      header: "prefer"
    })
  })

  it("refuses unknown preferences under handling=strict alone, and repeats few of them", () => {
    assert.isTrue(Result.isSuccess(told("GET", { prefer: "foo" })))
    const failure = refused("GET", { prefer: `handling=strict, ${"x".repeat(5000)}` })
    assert.deepInclude(failure.errors?.[0], { header: "prefer" })
    assert.isBelow(failure.detail.length, 400)
  })

  it.each([
    ["PATCH", "application/merge-patch+json", "application/merge-patch+json"],
    ["PATCH", "application/json-patch+json", "application/json-patch+json"],
    ["PATCH", "application/json", "application/json"],
    ["PUT", 'Application/JSON; Charset="UTF-8"', "application/json"],
    ["POST", "application/json; profile=x", "application/json"]
  ])("reads the body of %s %s as %s", (method, type, contentType) =>
    assert.strictEqual(read(method, { "content-type": type }).contentType, contentType)
  )

  it.each([
    ["POST", "application/merge-patch+json", "accept-post"],
    ["PUT", "application/merge-patch+json", "accept"],
    ["POST", "application/x-www-form-urlencoded", "accept-post"],
    ["PATCH", "text/plain", "accept-patch"],
    ["PUT", "application/json; charset=latin1", "accept"],
    ["PUT", "nonsense", "accept"],
    ["PUT", "application/json-patch+json", "accept"]
  ])("refuses for %s the type %s, with %s", (method, type, header) => {
    const failure = refused(method, { "content-type": type })
    assert.deepInclude(failure, { _tag: "MediaTypeUnsupported", accept: acceptHeader(routeOf(method)) })
    assert.strictEqual(acceptHeader(routeOf(method))[0], header)
  })

  it("says which types a route takes instead of one that it knows", () => {
    const detail = (method: string, type: string) => refused(method, { "content-type": type }).detail
    assert.strictEqual(
      detail("PUT", "application/json-patch+json"),
      "PUT takes application/json, not application/json-patch+json."
    )
    assert.strictEqual(
      detail("POST", "application/merge-patch+json"),
      "POST takes application/json, not application/merge-patch+json."
    )
  })

  it("judges type and encoding only where a body came and counts", () => {
    for (const [method, body] of [
      ["POST", null],
      ["DELETE", "{}"],
      ["GET", "{}"]
    ] as const) {
      assert.isTrue(
        Result.isSuccess(told(method, { "content-type": "text/plain", "content-encoding": "gzip" }, body))
      )
    }
  })

  it("refuses encoded bodies, identity apart", () => {
    assert.strictEqual(refused("PUT", { "content-encoding": "gzip" })._tag, "EncodingUnsupported")
    assert.strictEqual(refused("PUT", { "content-encoding": ["identity", "br"] })._tag, "EncodingUnsupported")
    assert.isTrue(Result.isSuccess(told("PUT", { "content-encoding": "Identity" })))
  })

  it("answers many faults in the order of the rules: header, encoding, type, Accept", () => {
    const faults = {
      "if-match": "3",
      "content-encoding": "gzip",
      "content-type": "text/plain",
      accept: "text/html"
    }
    const { "if-match": _one, ...second } = faults
    const { "content-encoding": _two, ...third } = second
    const { "content-type": _three, ...fourth } = third
    assert.deepStrictEqual(
      [faults, second, third, fourth].map((headers) => refused("PATCH", headers)._tag),
      ["HeaderInvalid", "EncodingUnsupported", "MediaTypeUnsupported", "NotAcceptable"]
    )
  })
})

describe("dates", () => {
  const date = "Wed, 25 Nov 2026 08:30:00 GMT"
  const last = "2026-11-25T08:30:00.999999Z"
  const datesOf = (method: string, headers: Lines) => {
    const { unmodifiedSince, modifiedSince } = read(method, headers)
    return [unmodifiedSince, modifiedSince]
  }

  it("count to the end of their second, If-Modified-Since for reads alone", () => {
    const both = { "if-unmodified-since": date, "if-modified-since": date }
    assert.deepStrictEqual(datesOf("GET", both), [last, last])
    assert.deepStrictEqual(datesOf("HEAD", both), [last, last])
    assert.deepStrictEqual(datesOf("PATCH", both), [last, null])
    assert.deepStrictEqual(datesOf("GET", {}), [null, null])
  })

  it("are left aside beside tags: also beside those that cannot be read", () => {
    const both = { "if-unmodified-since": date, "if-modified-since": date }
    assert.deepStrictEqual(datesOf("GET", { ...both, "if-match": '"3"' }), [null, last])
    assert.deepStrictEqual(datesOf("GET", { ...both, "if-none-match": '"3"' }), [last, null])
    assert.deepStrictEqual(datesOf("GET", { ...both, "if-none-match": "3" }), [last, null])
    assert.deepStrictEqual(datesOf("PUT", { ...both, "if-none-match": "*" }), [last, null])
  })

  it("are ignored where they are none, unless a write is to be handled strictly", () => {
    for (const rubbish of ["rubbish", [date, date], ""]) {
      const both = { "if-unmodified-since": rubbish, "if-modified-since": rubbish }
      assert.deepStrictEqual(datesOf("GET", both), [null, null])
      const strict = { prefer: "handling=strict" }
      assert.deepInclude(refused("PUT", { ...both, ...strict }).errors?.[0], {
        header: "if-unmodified-since"
      })
      assert.deepStrictEqual(datesOf("GET", { "if-modified-since": rubbish, ...strict }), [null, null])
      assert.deepStrictEqual(datesOf("PUT", { ...both, ...strict, "if-match": "*" }), [null, null])
    }
  })
})

describe("conditionOf", () => {
  const condition = (headers: Lines) => conditionOf(read("PATCH", headers))

  it("compares versions, whatever the view", () => {
    assert.deepStrictEqual(condition({ "if-match": '"3-abc", "4"' }), {
      match: ["3", "4"],
      noneMatch: null,
      unmodifiedSince: null
    })
    assert.deepStrictEqual(condition({ "if-none-match": 'W/"3-abc"' }), {
      match: null,
      noneMatch: ["3"],
      unmodifiedSince: null
    })
    assert.deepStrictEqual(condition({ "if-match": "*", "if-none-match": "*" }), {
      match: "*",
      noneMatch: "*",
      unmodifiedSince: null
    })
    assert.deepStrictEqual(condition({ "if-unmodified-since": "Wed, 25 Nov 2026 08:30:00 GMT" }), {
      match: null,
      noneMatch: null,
      unmodifiedSince: "2026-11-25T08:30:00.999999Z"
    })
    assert.deepStrictEqual(condition({}), { match: null, noneMatch: null, unmodifiedSince: null })
  })

  it("lets no weak tag match, and an empty list nothing", () => {
    assert.deepStrictEqual(condition({ "if-match": 'W/"3"' }).match, [])
    assert.deepStrictEqual(condition({ "if-match": 'W/"3", "4"' }).match, ["4"])
    assert.deepStrictEqual(condition({ "if-match": "" }).match, [])
  })
})
