/** One token, told by every authorizer in every event: the same caller. */
import { type EventSource, toCaller } from "@pgcrest/adapter-apigw"
import { Access, authorise, Caller, Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { verifiedIdentity } from "../../src/caller/Identity.ts"
import { callerOf } from "../../src/caller/toCaller.ts"
import * as events from "../events.ts"

type Payload = Readonly<Record<string, unknown>>

const askedAt = 1_783_711_200
const asking = { requestId: "r-1", askedAt }
/** No authorizer knows why something is asked: a wire reads that of headers. */
const { occasion } = Caller.anonymous("r-1")
const sub = "0f8fad5b-d9cb-469f-a165-70867728950e"
const common = {
  exp: 1_783_714_800,
  iss: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc",
  jti: "7c9e6679-7425-40de-944b-e07fc1f90ae7",
  auth_time: 1_783_711_145,
  email_verified: true,
  level: 3,
  "custom:plan": "gold"
}

const groupForms: Readonly<Record<string, ReadonlyArray<string> | undefined>> = {
  none: undefined,
  one: ["librarians"],
  two: ["librarians", "staff"],
  "one with a comma": ["librarians,staff"],
  "one with a blank": ["librarians staff"],
  "one in brackets": ["[librarians]"],
  "one that is JSON": ['["librarians"]'],
  "two, of which one has both": ["a, b", "librarians"]
}
const bearers: Readonly<Record<string, Payload>> = {
  "an ID token": { sub, aud: "web", token_use: "id", "cognito:username": "ada", amr: ["pwd", "mfa"] },
  "an access token": { sub, client_id: "web", token_use: "access", username: "ada", amr: ["pwd", "mfa"] },
  "client credentials": { sub: "machine", client_id: "machine", token_use: "access" }
}
const scopeForms: Readonly<Record<string, Payload>> = {
  none: {},
  one: { scope: "books.read" },
  two: { scope: "books.read books.write" }
}

const text = (value: unknown): string => (typeof value === "object" ? JSON.stringify(value) : String(value))
const javaDate = "Fri Jul 10 20:20:00 UTC 2026"
const rendered = (payload: Payload, list: (values: ReadonlyArray<unknown>) => string) =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [name, Array.isArray(value) ? list(value) : text(value)])
  )
const byComma = (payload: Payload) => ({ ...rendered(payload, (values) => values.join(",")), exp: javaDate })
const bracketed = (payload: Payload) => rendered(payload, (values) => `[${values.join(" ")}]`)
const listsAsJson = (payload: Payload) =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : value
    ])
  )
const asJson = (payload: Payload) => rendered(payload, (values) => JSON.stringify(values))

const sent = (payload: Payload) => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
  return { authorization: `Bearer ${part({ alg: "RS256" })}.${part(payload)}.c2ln` }
}
type Fields = Readonly<Record<string, unknown>>
const over = (build: (fields: Fields, context: Fields) => unknown, source: EventSource) => ({
  told: (context: Fields, payload: Payload) =>
    toCaller(build({ headers: sent(payload), multiValueHeaders: null }, context), source, asking)
})
const rest = over(events.rest, "rest")
const http1 = over(events.http1, "http1")
const http2 = over(events.http2, "http2")

const authorizers: Readonly<Record<string, (payload: Payload) => Caller.Caller>> = {
  "Cognito, REST API": (payload) => rest.told({ authorizer: { claims: byComma(payload) } }, payload),
  "JWT, REST API, and local gateways": (payload) => rest.told({ authorizer: { claims: payload } }, payload),
  "JWT, HTTP API": (payload) =>
    http2.told({ authorizer: { jwt: { claims: bracketed(payload), scopes: null } } }, payload),
  "JWT, HTTP API with payload 1.0": (payload) =>
    http1.told({ authorizer: { claims: bracketed(payload), scopes: null } }, payload),
  "Lambda, REST API": (payload) =>
    rest.told({ authorizer: { principalId: "user", integrationLatency: 1, ...asJson(payload) } }, payload),
  "Lambda, HTTP API": (payload) => http2.told({ authorizer: { lambda: payload } }, payload),
  "Lambda, HTTP API with payload 1.0": (payload) => http1.told({ authorizer: asJson(payload) }, payload),
  "Lambda with lists as JSON's text, HTTP API": (payload) =>
    http2.told({ authorizer: { lambda: listsAsJson(payload) } }, payload),
  "none, verified here": (payload) =>
    callerOf(verifiedIdentity(payload), { event: {}, source: "url" }, { ...asking, issuers: null })
}

const expected = (payload: Payload, groups: ReadonlyArray<string>, scopes: ReadonlyArray<string>) => {
  const isMachine = payload["client_id"] === "machine"
  const subject = isMachine ? "client:machine" : sub
  return {
    kind: isMachine ? "client" : "user",
    subject,
    actor: subject,
    onBehalfOf: null,
    issuer: common.iss,
    issuerName: "",
    clientId: isMachine ? "machine" : "web",
    tokenUse: payload["token_use"],
    authTime: common.auth_time,
    methods: new Set(isMachine ? [] : ["pwd", "mfa"]),
    tenant: null,
    groups: new Set(groups),
    exactGroups: true,
    scopes: new Set(scopes),
    requestId: "r-1",
    occasion,
    askedAt
  }
}

/** What claims come to differs from source to source; what rules make of them does not. */
const claimRules = [
  Access.claim("email_verified", true),
  Access.claim("level", 3),
  Access.claim("custom:plan", "gold"),
  Access.claim("level", "3.0")
]
const isLet = (rule: Access.Rule, caller: Caller.Caller): boolean =>
  Result.isSuccess(
    authorise(Resource.make("r", { fields: { a: Field.text }, access: { list: rule } }), "list", caller)
  )

describe.each(Object.entries(authorizers))("authorizer: %s", (_name, told) => {
  describe.each(Object.entries(bearers))("of %s", (_bearer, bearer) => {
    const forms = Object.entries(groupForms).flatMap(([groups, names]) =>
      Object.entries(scopeForms).map(([scopes, claims]) => [groups, scopes, names, claims] as const)
    )
    it.each(forms)("with groups: %s, and scopes: %s", (_groups, _scopes, names, claims) => {
      const payload: Payload = {
        ...common,
        ...bearer,
        ...claims,
        ...(names === undefined ? {} : { "cognito:groups": names })
      }
      const { claims: said, textClaims, ...caller } = told(payload)
      // An ID token is for its client, and carries nothing for an api, whatever a claim of it is called.
      const carried = payload["token_use"] === "id" ? undefined : claims["scope"]
      const scopes = carried === undefined ? [] : String(carried).split(" ")
      assert.deepStrictEqual<object>(caller, expected(payload, names ?? [], scopes))
      assert.deepStrictEqual(
        claimRules.map((rule) => isLet(rule, { ...caller, claims: said, textClaims })),
        [true, true, true, false]
      )
    })
  })
})

/** Those that tell the claims of a token which is in the event, or that was verified here. */
const seeing = [
  "Cognito, REST API",
  "JWT, REST API, and local gateways",
  "JWT, HTTP API",
  "JWT, HTTP API with payload 1.0",
  "none, verified here"
]
const ids: Readonly<Record<string, Payload>> = {
  "as Cognito has them": { sub, jti: common.jti },
  "without one of its own": { sub },
  "as numbers": { sub: 1_234_567, jti: 7 }
}
const anyForms: Readonly<Record<string, readonly [claim: unknown, groups: ReadonlyArray<string>]>> = {
  "a list of one": [["librarians"], ["librarians"]],
  "one with a blank": [["librarians emeriti"], ["librarians emeriti"]],
  "one with a comma": [["librarians,emeriti"], ["librarians,emeriti"]],
  "one in brackets": [["[librarians]"], ["[librarians]"]],
  "two, of which one has both": [
    ["a, b", "librarians"],
    ["a, b", "librarians"]
  ],
  "a text": ["librarians", ["librarians"]],
  "a text with a comma": ["librarians,emeriti", ["librarians,emeriti"]],
  "a text in brackets": ["[librarians]", ["[librarians]"]],
  "a text in brackets with a blank": ["[librarians emeriti]", ["[librarians emeriti]"]],
  "a text that is JSON": ['["librarians","emeriti"]', ["librarians", "emeriti"]],
  "a text that is JSON of one": ['["librarians"]', ["librarians"]],
  "an empty list": [[], []]
}

describe.each(seeing)("any issuer's token by: %s", (name) => {
  describe.each(Object.entries(ids))("with ids %s", (_ids, id) => {
    it.each(Object.entries(anyForms))("with groups: %s", (_form, [claim, names]) => {
      const { groups, exactGroups } = authorizers[name]?.({
        exp: common.exp,
        iss: "https://issuer.example",
        groups: claim,
        ...id
      }) ?? { groups: new Set(), exactGroups: false }
      assert.deepStrictEqual({ groups: [...groups], exactGroups }, { groups: names, exactGroups: true })
    })
  })
})

it("takes a scope of a token that was verified here by its exact name", () => {
  const payload = { iss: "https://issuer.example", sub, scope: "[a]" }
  assert.deepStrictEqual(authorizers["none, verified here"]?.(payload).scopes, new Set(["[a]"]))
})

describe("a claim that an option names as the subject", () => {
  const kindOf = (context: Payload, subject: string) => {
    const { kind, subject: name } = toCaller(events.http2({}, { authorizer: { lambda: context } }), "http2", {
      ...asking,
      authorizer: { subject }
    })
    return [kind, name]
  }

  it("makes a machine where it is the client, and a person where it is another", () => {
    assert.deepStrictEqual(kindOf({ principalId: "m", client_id: "m" }, "principalId"), [
      "client",
      "client:m"
    ])
    const person = { sub: "m", client_id: "m", email: "ann@library.example" }
    assert.deepStrictEqual(kindOf(person, "email"), ["user", "ann@library.example"])
  })

  it("makes no machine of who has chosen a client's id for a name", () => {
    const person = { sub, preferred_username: "app", azp: "app" }
    assert.deepStrictEqual(kindOf(person, "preferred_username"), ["user", "app"])
  })

  it("is of no machine where it is not there: that is told by its sub", () =>
    assert.deepStrictEqual(kindOf({ sub: "m", client_id: "m" }, "email"), ["client", "client:m"]))
})

it("takes a text of a user pool for one, where an option names it as the groups", () => {
  const payload = { ...common, sub, "custom:team": "[admins]" }
  const event = events.http2(
    { headers: sent(payload), multiValueHeaders: null },
    { authorizer: { jwt: { claims: bracketed(payload), scopes: null } } }
  )
  const { groups } = toCaller(event, "http2", { ...asking, authorizer: { groups: "custom:team" } })
  assert.deepStrictEqual([...groups], ["[admins]"])
})
