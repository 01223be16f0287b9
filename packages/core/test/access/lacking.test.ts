import { Access, Caller } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { lackingFor } from "../../src/access/lacking.ts"

const ann = Caller.user("ann", { groups: ["readers"], scopes: ["a"] })
const nothing = { scopes: [], maxAge: null, mfa: false }

describe("lackingFor", () => {
  it.each<readonly [string, Access.Rule, object | null]>([
    ["a scope", Access.scope("b"), { ...nothing, scopes: ["b"] }],
    ["nothing, where the scope is there", Access.scope("a"), nothing],
    ["a newer sign-in", Access.maxAge(60), { ...nothing, maxAge: 60 }],
    ["another factor", Access.mfa, { ...nothing, mfa: true }],
    ["what no token gives: a group", Access.group("editors"), null],
    ["what no token gives: another client", Access.client("x"), null],
    [
      "all of several",
      Access.all(Access.scope("b"), Access.scope("c"), Access.maxAge(60), Access.maxAge(30)),
      { scopes: ["b", "c"], maxAge: 30, mfa: false }
    ],
    ["nothing, where one of them cannot be had", Access.all(Access.scope("b"), Access.group("x")), null],
    [
      "the least of several ways",
      Access.any(Access.group("x"), Access.all(Access.scope("b"), Access.mfa), Access.scope("c")),
      { ...nothing, scopes: ["c"] }
    ],
    [
      "the first of two that ask alike",
      Access.any(Access.scope("b"), Access.scope("c")),
      { ...nothing, scopes: ["b"] }
    ]
  ])("asks for %s", (_what, rule, lacking) => assert.deepEqual(lackingFor(rule, ann), lacking))

  it("asks no machine to sign in, and no principal of IAM for a scope", () => {
    const machine = Caller.client("m")
    const principal: Caller.Caller = { ...ann, kind: "iam" }
    assert.isNull(lackingFor(Access.maxAge(60), machine))
    assert.isNull(lackingFor(Access.mfa, machine))
    assert.deepEqual(lackingFor(Access.scope("b"), machine), { ...nothing, scopes: ["b"] })
    assert.isNull(lackingFor(Access.scope("b"), principal))
  })

  it("names scopes as the caller's own issuer does, and none of another's", () => {
    const theirs = Caller.user("partner:ann", { issuerName: "partner" })
    assert.deepEqual(lackingFor(Access.scope("partner:books"), theirs), { ...nothing, scopes: ["books"] })
    assert.isNull(lackingFor(Access.scope("books"), theirs))
  })
})
