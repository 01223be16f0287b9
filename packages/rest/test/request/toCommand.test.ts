import { assert, describe, it } from "@effect/vitest"
import { Predicate, Projection } from "@pgcrest/core"
import * as Result from "effect/Result"
import type { Headers } from "../../src/request/readHeaders.ts"
import { permittedAt } from "../../src/request/permitted.ts"
import type { PermittedRequest } from "../../src/request/PermittedRequest.ts"
import { toCommand } from "../../src/request/toCommand.ts"
import {
  ann,
  Books,
  limits,
  permit,
  plainHeaders,
  reach,
  refusal,
  request,
  showing,
  target,
  uid
} from "../samples.ts"

type Sketch = Partial<Omit<PermittedRequest, "headers" | "permitted">> & {
  readonly headers?: Partial<Headers>
  readonly path?: string
}
const ask = ({
  headers,
  path = `/books/${uid}`,
  request: sent = request(),
  ...rest
}: Sketch): PermittedRequest => ({
  request: sent,
  pairs: sent.query,
  moment: null,
  since: null,
  permitted: Result.getOrThrow(permittedAt(target(sent.method, path, sent.headers), ann)),
  limits,
  requireKey: false,
  requireMatch: false,
  unfiltered: false,
  nests: reach.links,
  reach,
  headers: { ...plainHeaders, ...headers },
  ...rest
})
const made = (sketch: Sketch) => Result.getOrThrow(toCommand(ask(sketch)))
const refused = (sketch: Sketch) => refusal(toCommand(ask(sketch)))
const whole = Projection.whole(Books)
const put = request({ method: "PUT", body: '{"title":"Emma"}' })
const patch = request({ method: "PATCH", body: '{"title":"Emma"}' })
const remove = request({ method: "DELETE" })

describe("toCommand", () => {
  it("makes a Get of GET and HEAD, with the chosen fields", () => {
    const get = { _tag: "Get", permit: permit(Books, "get"), uid, projection: whole } as const
    assert.deepStrictEqual(made({}), get)
    assert.deepStrictEqual(made({ request: request({ method: "HEAD", query: [["select", "title"]] }) }), {
      ...get,
      projection: showing("title")
    })
  })

  it("makes a List that counts where Prefer asks for it", () => {
    const list = {
      _tag: "List",
      permit: permit(Books, "list"),
      query: {
        filter: Predicate.always,
        order: [],
        page: { _tag: "Offset", limit: 100, offset: 0 },
        projection: whole,
        count: "exact"
      }
    } as const
    const headers = { preferences: { count: "exact", unknown: [] } } as const
    const command = made({ path: "/books", headers })
    assert.deepInclude(command._tag === "List" ? command.query : {}, list.query)
  })

  it("makes a Create, a Replace and an Update of a body", () => {
    const post = request({ method: "POST", body: '{"title":"Emma"}' })
    const values = { title: "Emma" }
    const condition = { match: null, noneMatch: null, unmodifiedSince: null }
    assert.deepInclude(made({ path: "/books", request: post }), { _tag: "Create", values })
    assert.deepInclude(made({ request: put }), { _tag: "Replace", uid, values, condition })
    assert.deepInclude(made({ request: patch }), {
      _tag: "Update",
      projection: whole,
      uid,
      values,
      condition,
      merge: false
    })
    assert.deepInclude(made({ request: patch, headers: { contentType: "application/merge-patch+json" } }), {
      merge: true
    })
  })

  it("makes a Patch of a JSON Patch, within the limit of its operations", () => {
    const operation = { op: "replace", path: "/title", value: "Emma" }
    const ofMany = (count: number): Sketch => ({
      request: request({
        method: "PATCH",
        body: JSON.stringify(Array.from({ length: count }, () => operation))
      }),
      headers: { contentType: "application/json-patch+json" },
      limits: { ...limits, patchOperations: 2 }
    })
    assert.deepInclude(made(ofMany(1)), {
      _tag: "Patch",
      uid,
      operations: [{ op: "replace", path: ["title"], value: "Emma" }],
      condition: { match: null, noneMatch: null, unmodifiedSince: null },
      projection: whole
    })
    assert.strictEqual(made(ofMany(2))._tag, "Patch")
    const failure = refused(ofMany(3))
    const { errors, hint } = "errors" in failure ? failure : {}
    assert.deepStrictEqual(
      [failure._tag, errors?.[0]?.pointer, errors?.[0]?.code],
      ["BodyMalformed", "#/2", "too-many"]
    )
    assert.include(hint, "array of operations")
  })

  it("reads no more of the record than the client wants to be answered", () => {
    const prefer = (wanted: "minimal" | "representation") => ({
      preferences: { return: wanted, unknown: [] }
    })
    assert.deepInclude(made({ request: patch, headers: prefer("minimal") }), { projection: Projection.none })
    assert.deepInclude(made({ request: remove, headers: prefer("representation") }), { projection: whole })
  })

  it("makes a Delete and a History", () => {
    assert.deepInclude(made({ request: remove }), { _tag: "Delete", projection: Projection.none, uid })
    assert.deepInclude(made({ request: request({ method: "DELETE", body: "rubbish" }) }), { _tag: "Delete" })
    assert.deepInclude(
      made({ path: `/books/${uid}/history`, request: request({ query: [["limit", "2"]] }) }),
      {
        _tag: "History",
        uid,
        select: null,
        page: { _tag: "Offset", limit: 2, offset: 0 }
      }
    )
  })

  it("hands conditions on as versions", () => {
    const match = [{ weak: false, opaque: "3-abc" }]
    for (const write of [put, patch, remove]) {
      assert.deepInclude(made({ request: write, headers: { match } }), {
        condition: { match: ["3"], noneMatch: null, unmodifiedSince: null }
      })
    }
  })

  it("keeps a body's own __proto__ and constructor as plain names", () => {
    const command = made({ request: { ...put, body: '{"__proto__":{"a":1},"constructor":2}' } })
    assert.deepStrictEqual(command._tag === "Replace" ? Object.keys(command.values) : [], [
      "__proto__",
      "constructor"
    ])
  })

  it("lets a collection and a history be matched by * alone", () => {
    const match = [{ weak: false, opaque: "3" }]
    const post = request({ method: "POST", body: "{}" })
    assert.strictEqual(refused({ path: "/books", request: post, headers: { match } })._tag, "ConditionFailed")
    assert.strictEqual(made({ path: "/books", request: post, headers: { match: "*" } })._tag, "Create")
    const path = `/books/${uid}/history`
    assert.strictEqual(refused({ path, headers: { match } })._tag, "ConditionFailed")
    assert.strictEqual(made({ path, headers: { match: "*" } })._tag, "History")
  })

  it.each([
    ["nothing", null, "BodyMalformed", "empty"],
    ["bytes that are no text", new Uint8Array([255]), "BodyMalformed", "encoding"],
    ["broken JSON", '{"a":}', "BodyMalformed", "syntax"],
    ["equal names", '{"a":1,"a":2}', "BodyMalformed", "duplicate-name"],
    ["65 levels", `${'{"a":'.repeat(65)}1${"}".repeat(65)}`, "BodyMalformed", "too-deep"],
    ["an array", "[]", "BodyNotAnObject", "type"],
    ["null", "null", "BodyNotAnObject", "type"],
    ["a text", '"a"', "BodyNotAnObject", "type"],
    ["a long number", "12345678901234567890.12", "BodyNotAnObject", "type"]
  ] as const)("refuses %s for a body", (_what, body, tag, code) => {
    for (const method of ["PUT", "PATCH"]) {
      const failure = refused({ request: request({ method, body }) })
      const [error] = "errors" in failure ? (failure.errors ?? []) : []
      assert.deepStrictEqual([failure._tag, error?.code], [tag, code])
    }
  })

  it("refuses a query on writes", () => {
    for (const write of [put, patch, remove]) {
      assert.strictEqual(refused({ request: { ...write, query: [["title", "eq.a"]] } })._tag, "QueryInvalid")
    }
  })

  it("wants a condition of every write where the resource requires one", () => {
    for (const write of [put, patch, remove]) {
      assert.strictEqual(refused({ request: write, requireMatch: true })._tag, "ConditionRequired")
      assert.property(made({ request: write, requireMatch: true, headers: { match: "*" } }), "condition")
    }
    assert.strictEqual(
      made({ request: put, requireMatch: true, headers: { noneMatch: "*" } })._tag,
      "Replace"
    )
    assert.strictEqual(made({ requireMatch: true })._tag, "Get")
  })

  it("takes If-None-Match for such a condition only as *: any other one lets unseen records be overwritten", () => {
    const noneMatch = [{ weak: false, opaque: "no-such-version" }]
    for (const write of [put, patch, remove]) {
      const failure = refused({ request: write, requireMatch: true, headers: { noneMatch } })
      assert.strictEqual(failure._tag, "ConditionRequired")
    }
  })

  it("answers a bad query before a missing condition, and that before a bad body", () => {
    const all = { method: "PUT", body: "rubbish", query: [["x", "y"]] } as const
    assert.deepStrictEqual(
      [
        refused({ request: request(all), requireMatch: true })._tag,
        refused({ request: request({ ...all, query: [] }), requireMatch: true })._tag,
        refused({ request: request({ ...all, query: [] }), headers: { match: "*" } })._tag
      ],
      ["QueryInvalid", "ConditionRequired", "BodyMalformed"]
    )
  })
})
