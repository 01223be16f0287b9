import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { readQueryBody } from "../../src/request/readQueryBody.ts"
import { limits, refusal } from "../samples.ts"

const json = "application/json"
const form = "application/x-www-form-urlencoded"
const parse = (type: typeof json | typeof form, body: string | Uint8Array | null) =>
  Result.flatMap(readQueryBody({ body, headers: new Map() }, type, limits), (pairs) =>
    parseQuery(pairs, { ...limits, inList: limits.queryInList }, "exact")
  )
const refused = (type: typeof json | typeof form, body: string | Uint8Array | null) => {
  const failure = refusal(parse(type, body))
  const [error] = failure.errors ?? []
  return [failure._tag, error?.parameter, error?.code]
}

const pairs = [
  ["select", "id,title"],
  ["price", "lt.20"],
  ["title", "ilike.*a b*"],
  ["title", "neq.é&="],
  ["or", "(a.eq.1,b.eq.2)"],
  ["books.limit", "5"],
  ["order", "title"],
  ["limit", "20"]
] as const

describe("readQueryBody", () => {
  it("reads the same query from JSON and from a form as from an address", () => {
    const expected = parseQuery(pairs, limits, "exact")
    assert.isTrue(Result.isSuccess(expected))
    const members = {
      select: "id,title",
      price: "lt.20",
      title: ["ilike.*a b*", "neq.é&="],
      or: "(a.eq.1,b.eq.2)",
      "books.limit": "5",
      order: ["title"],
      limit: 20
    }
    assert.deepStrictEqual(parse(json, JSON.stringify(members)), expected)
    assert.deepStrictEqual(
      parse(form, new URLSearchParams(pairs.map(([...pair]) => pair)).toString()),
      expected
    )
    assert.deepStrictEqual(parse(json, "{}"), parseQuery([], limits, "exact"))
    assert.deepStrictEqual(parse(form, "&&"), parseQuery([], limits, "exact"))
  })

  it("takes longer lists than an address, and bounds them too", () => {
    const many = (count: number) => `in.(${Array.from({ length: count }, (_, at) => at).join()})`
    assert.isTrue(Result.isSuccess(parse(json, JSON.stringify({ id: many(limits.queryInList) }))))
    assert.deepStrictEqual(refused(json, JSON.stringify({ id: many(limits.queryInList + 1) })), [
      "QueryInvalid",
      "id",
      "too-many"
    ])
    assert.isTrue(Result.isFailure(parseQuery([["id", many(limits.inList + 1)]], limits, null)))
  })

  it.each([
    [{ title: 1 }, "title", "type"],
    [{ title: null }, "title", "type"],
    [{ title: [] }, "title", "type"],
    [{ title: { eq: 1 } }, "title", "type"],
    [{ title: ["eq.1", ["eq.2"]] }, "title", "type"],
    [{ select: true }, "select", "type"],
    [{ limit: "x" }, "limit", "range"],
    [{ limit: 1.5 }, "limit", "range"],
    [{ limit: -1 }, "limit", "range"],
    [{ limit: 1e21 }, "limit", "range"],
    [{ limit: [1, 2] }, "limit", "repeated"],
    [{ offset: true }, "offset", "type"],
    [{ order: ["a", "b"] }, "order", "repeated"],
    [{ "a(b)": "eq.1" }, "a(b)", "unknown"],
    [{ title: "like.\0" }, "title", "encoding"],
    [{ title: "eq.\ud800" }, "title", "encoding"],
    [{ '"\0"': "eq.1" }, '"\0"', "encoding"]
  ])("names what is wrong with a member: %j", (members, parameter, code) =>
    assert.deepStrictEqual(refused(json, JSON.stringify(members)), ["QueryInvalid", parameter, code])
  )

  it("reads numbers that a double would round as none", () => {
    assert.deepStrictEqual(refused(json, '{"limit":12345678901234567890.5}'), [
      "QueryInvalid",
      "limit",
      "type"
    ])
  })

  it.each([
    [json, "", "BodyMalformed", "empty"],
    [json, "select=a", "BodyMalformed", "syntax"],
    [json, '{"a":"eq.1","a":"eq.2"}', "BodyMalformed", "duplicate-name"],
    [json, "[]", "BodyNotAnObject", "type"],
    [json, null, "BodyMalformed", "empty"],
    [json, new Uint8Array([255]), "BodyMalformed", "encoding"],
    [form, null, "BodyMalformed", "empty"],
    [form, new Uint8Array([255]), "BodyMalformed", "encoding"],
    [form, "a=%zz", "BodyMalformed", "syntax"],
    [form, "%ff=eq.1", "BodyMalformed", "syntax"]
  ] as const)("refuses %s %j", (type, body, tag, code) =>
    assert.deepStrictEqual(refused(type, body), [tag, undefined, code])
  )

  it("refuses in a form what a gateway refuses in an address", () =>
    assert.deepStrictEqual(refused(form, "title=eq.%00"), ["QueryInvalid", "title", "encoding"]))
})
