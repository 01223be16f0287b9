import { toCaller } from "@pgcrest/adapter-apigw"
import { InvalidDeclaration } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import { issuersOf } from "../../src/caller/issuers.ts"
import * as events from "../events.ts"

const issuers = { "": "https://a.example", partner: "https://b.example/realm" }
const told = (claims: object, named?: Readonly<Record<string, string>>) => {
  const authorizer = { jwt: { claims: { sub: "1", ...claims }, scopes: null } }
  const { kind, subject, actor, issuer, issuerName } = toCaller(events.http2({}, { authorizer }), "http2", {
    requestId: "r-1",
    ...(named === undefined ? {} : { issuers: named })
  })
  return { kind, subject, actor, issuer, issuerName }
}
const nobody = { kind: "anonymous", subject: null, actor: "anonymous", issuer: null, issuerName: "" }

describe("a subject", () => {
  it("is short with the one issuer that has no name, and stands behind the name of another", () => {
    const home = { kind: "user", subject: "1", actor: "1", issuer: "https://a.example", issuerName: "" }
    assert.deepStrictEqual<object>(told({ iss: "https://a.example" }, issuers), home)
    const theirs = {
      kind: "user",
      subject: "partner:1",
      actor: "partner:1",
      issuer: "https://b.example/realm",
      issuerName: "partner"
    }
    assert.deepStrictEqual<object>(told({ iss: "https://b.example/realm" }, issuers), theirs)
  })

  it("of a machine stands behind its issuer's name too", () => {
    const claims = { iss: "https://b.example/realm", sub: "m", client_id: "m" }
    assert.deepInclude(told(claims, issuers), { kind: "client", subject: "partner:client:m" })
  })

  it.each([
    "https://c.example",
    "https://a.example/",
    "https://a.example.evil.example",
    "HTTPS://a.example",
    ""
  ])("of an issuer that is not named is nobody's: %s", (iss) =>
    assert.deepStrictEqual<object>(told({ iss }, issuers), nobody)
  )

  it("without an issuer is nobody's, where issuers are named", () =>
    assert.deepStrictEqual<object>(told({}, issuers), nobody))

  it("never looks like another issuer's, a machine's, a role's or a guest's", () => {
    for (const sub of ["partner:1", "client:m", "iam:1:role/x", "guest:1", "anonymous"])
      assert.deepStrictEqual<object>(told({ iss: "https://a.example", sub }, issuers), nobody)
    for (const sub of ["partners:1", "partner", "clientx", "auth0|1", "anonymous:1"])
      assert.strictEqual(told({ iss: "https://a.example", sub }, issuers).subject, sub)
  })

  it("of a machine whose id looks like another issuer's is nobody's, and of a person it is no client", () => {
    const claims = { iss: "https://a.example", client_id: "partner:m" }
    assert.deepStrictEqual<object>(told({ ...claims, sub: "partner:m" }, issuers), nobody)
    const authorizer = { jwt: { claims: { ...claims, sub: "1" } } }
    const person = toCaller(events.http2({}, { authorizer }), "http2", { requestId: "r-1", issuers })
    assert.deepInclude(person, { kind: "user", subject: "1", clientId: null })
  })

  it("of any issuer that a gateway lets in counts, where none is named", () => {
    assert.deepInclude(told({ iss: "https://c.example", sub: "partner:1" }), { subject: "partner:1" })
  })

  it("of a Lambda authorizer that names no issuer is the api's own", () => {
    const event = events.http2({}, { authorizer: { lambda: { sub: "1" } } })
    assert.strictEqual(toCaller(event, "http2", { requestId: "r-1", issuers }).subject, "1")
  })
})

describe("what an issuer names", () => {
  const given = (iss: string) => {
    const claims = {
      iss,
      sub: "1",
      client_id: "web",
      scope: "books.import partner:books.import",
      "cognito:groups": ["librarians", "partner:librarians"],
      tenant: "t"
    }
    const event = events.http2({}, { authorizer: { lambda: claims } })
    const authorizer = { tenant: "tenant" }
    const { groups, scopes, clientId, tenant } = toCaller(event, "http2", {
      requestId: "r-1",
      issuers,
      authorizer
    })
    return { groups: [...groups], scopes: [...scopes], clientId, tenant }
  }

  it("stands alone of the issuer without a name, but for what only another's can be", () =>
    assert.deepStrictEqual(given("https://a.example"), {
      groups: ["librarians"],
      scopes: ["books.import"],
      clientId: "web",
      tenant: "t"
    }))

  it("stands behind the name of another, so that none of its groups is one of ours", () =>
    assert.deepStrictEqual(given("https://b.example/realm"), {
      groups: ["partner:librarians"],
      scopes: ["partner:books.import"],
      clientId: "partner:web",
      tenant: "partner:t"
    }))

  it("is told apart at the names of rules behind its own, where a gateway has joined them", () => {
    const authorizer = {
      jwt: { claims: { iss: issuers.partner, sub: "1", "cognito:groups": "[editors staff]" }, scopes: null }
    }
    const ruledGroups = new Set(["staff", "partner:editors"])
    const { groups } = toCaller(events.http2({}, { authorizer }), "http2", {
      requestId: "r-1",
      issuers,
      ruledGroups
    })
    assert.deepStrictEqual([...groups], ["partner:editors"])
  })
})

describe("the option issuers", () => {
  it.each([
    [{}, "names none"],
    [{ client: "https://a.example" }, '"client" is none'],
    [{ "a-b": "https://a.example" }, '"a-b" is none'],
    [{ A: "https://a.example" }, '"A" is none'],
    [{ "": "a.example" }, `must be an issuer's iss, a URL, and is "a.example"`],
    [{ "": "https://a.example", b: "https://a.example" }, "has two names"]
  ])("refuses %j", (names, sentence) => {
    assert.throws(() => issuersOf(names), InvalidDeclaration)
    assert.throws(() => issuersOf(names), sentence)
  })
})
