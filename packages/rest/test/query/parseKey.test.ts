import { Access, Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseKey } from "../../src/query/parseKey.ts"
import { refusal } from "../samples.ts"

const Bookings = Resource.make("bookings", {
  uid: null,
  key: ["ticketId", "seat"],
  fields: { ticketId: Field.integer, seat: Field.text, note: Field.optional(Field.text) },
  access: { delete: Access.everyone }
})
const key = (query: string) => parseKey(Bookings, [...new URLSearchParams(query)])
const uid = (query: string) => Result.getOrThrow(key(query))
const asks = "must name one record, as ticketId=eq.…&seat=eq.… does"

describe("parseKey", () => {
  it("makes a uid of the fields of the key, in whatever order", () => {
    assert.strictEqual(uid("ticketId=eq.7&seat=eq.a"), '[7, "a"]')
    assert.strictEqual(uid("seat=eq.a&ticketId=eq.7"), '[7, "a"]')
  })

  it("takes all behind eq. for the value", () => {
    assert.strictEqual(uid("ticketId=eq.-7&seat=eq."), '[-7, ""]')
    assert.strictEqual(uid('ticketId=eq.7&seat=eq.eq."(a,b)%0A'), '[7, "eq.\\"(a,b)\\n"]')
  })

  it.each([
    ["", "ticketId", "required", asks],
    ["seat=eq.a", "ticketId", "required", asks],
    ["ticketId=eq.7", "seat", "required", asks],
    ["ticketId=eq.7&seat=eq.a&seat=eq.a", "seat", "repeated", "must come once"],
    ["ticketId=eq.7&seat=neq.a", "seat", "operator", asks],
    ["ticketId=eq.7&seat=a", "seat", "operator", asks],
    ["ticketId=in.(7)&seat=eq.a", "ticketId", "operator", asks],
    [
      "ticketId=eq.x&seat=eq.a",
      "ticketId",
      "operand",
      "must be a whole number from -2147483648 to 2147483647"
    ],
    [
      "ticketId=eq.7&seat=eq.a&note=eq.b",
      "note",
      "unknown",
      "is not one of ticketId, seat, which name a record here"
    ],
    [
      "ticketId=eq.7&seat=eq.a&limit=1",
      "limit",
      "unknown",
      "is not one of ticketId, seat, which name a record here"
    ]
  ])("refuses %j, and names the parameter", (query, parameter, code, detail) => {
    assert.deepInclude(refusal(key(query)), { _tag: "QueryInvalid", errors: [{ parameter, code, detail }] })
  })
})
