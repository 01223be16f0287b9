/** Groups that a gateway has joined, told apart by the token that it has verified. */
import { toCaller } from "@pgcrest/adapter-apigw"
import { assert, describe, it } from "vitest"
import * as events from "../events.ts"

const told = {
  iss: "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_vqox9Z8q7",
  sub: "0f8fad5b-d9cb-469f-a165-70867728950e",
  jti: "b5a9c1f0-7d0e-4a7e-9a55-1d1c3f0c9f11"
}
type Fields = { readonly [name: string]: unknown }
interface Case {
  /** What the token holds. */
  readonly groups: unknown
  /** What the gateway makes of it. */
  readonly joined: string
  readonly claims?: Fields
  readonly payload?: Fields
  readonly headers?: (token: string) => Fields
}

const headersOf = ({
  groups,
  payload,
  headers = (token) => ({ authorization: `Bearer ${token}` })
}: Case) => ({
  headers: headers(events.token({ ...told, "cognito:groups": groups, ...payload })),
  multiValueHeaders: null
})
const claimsOf = ({ joined, claims }: Case) => ({ ...told, "cognito:groups": joined, ...claims })
// Where no token is behind the claims, these count.
const ruledGroups = new Set(["librarians", "staff"])
const groups = (event: unknown, source: "rest" | "http1" | "http2") => {
  const { groups, exactGroups } = toCaller(event, source, { requestId: "r-1", ruledGroups })
  return exactGroups ? [...groups] : groups.size === 0 ? "unknown" : "those that rules name"
}
const byCognito = (given: Case) =>
  groups(events.rest(headersOf(given), { authorizer: { claims: claimsOf(given) } }), "rest")
const byJwt = (given: Case) =>
  groups(
    events.http2(headersOf(given), { authorizer: { jwt: { claims: claimsOf(given), scopes: null } } }),
    "http2"
  )
const two: Case = { groups: ["librarians", "staff"], joined: "librarians,staff" }

describe("groups joined by commas, behind a REST API", () => {
  it("are those of the token", () => {
    assert.deepStrictEqual(byCognito(two), ["librarians", "staff"])
    const odd = { groups: ["a,b", "", "c"], joined: "a,b,,c" }
    assert.deepStrictEqual(byCognito(odd), ["a,b", "", "c"])
  })

  it("are not made of one group with a comma", () => {
    assert.deepStrictEqual(byCognito({ groups: ["librarians,staff"], joined: "librarians,staff" }), [
      "librarians,staff"
    ])
  })

  it("are found in any spelling of the header, with Bearer and without, and in lists", () => {
    const spelled: ReadonlyArray<NonNullable<Case["headers"]>> = [
      (token) => ({ Authorization: token }),
      (token) => ({ AUTHORIZATION: `bearer   ${token} ` }),
      (token) => ({ authorization: `BEARER ${token}`, "x-other": "y" })
    ]
    for (const headers of spelled)
      assert.deepStrictEqual(byCognito({ ...two, headers }), ["librarians", "staff"])
    const [token = ""] = Object.values(headersOf(two).headers).map(String)
    const event = events.rest(
      { headers: null, multiValueHeaders: { Authorization: [token] } },
      { authorizer: { claims: claimsOf(two) } }
    )
    assert.deepStrictEqual(groups(event, "rest"), ["librarians", "staff"])
  })

  it.each<readonly [what: string, given: Partial<Case>]>([
    ["no id", { claims: { jti: undefined }, payload: { jti: undefined } }],
    ["no id, told as an empty text", { claims: { jti: "" }, payload: { jti: undefined } }],
    ["a number for an id", { claims: { jti: "7" }, payload: { jti: 7 } }],
    ["a number that a gateway writes with an exponent", { claims: { jti: "1e+21" }, payload: { jti: 1e21 } }],
    ["an id that is no text", { claims: { jti: "[x]" }, payload: { jti: ["x"] } }]
  ])("are those of a token that has %s", (_what, given) => {
    assert.deepStrictEqual(byCognito({ ...two, ...given }), ["librarians", "staff"])
  })

  it("are those of the token that tells any, where another of the same bearer stands beside it", () => {
    const access = events.token({ ...told, jti: undefined })
    const headers = (token: string) => ({ authorization: `Bearer ${access}`, "x-id-token": token })
    const given = { ...two, claims: { jti: undefined }, payload: { jti: undefined }, headers }
    assert.deepStrictEqual(byCognito(given), ["librarians", "staff"])
  })

  it("are soon known to be in no token of 100,000 letters", () => {
    const headers = (token: string) => ({ authorization: `Bearer ${token}`, "x-long": "a".repeat(100_000) })
    assert.deepStrictEqual(byCognito({ ...two, headers }), ["librarians", "staff"])
  })

  it("are found wherever an authorizer can be told to look for its token", () => {
    const elsewhere: ReadonlyArray<NonNullable<Case["headers"]>> = [
      (token) => ({ "x-id-token": token }),
      (token) => ({
        authorization: `Bearer ${events.token({ ...told, jti: "access" })}`,
        "x-id-token": token
      }),
      (token) => ({ authorization: `Bearer ${token}`, Authorization: `Bearer ${token}` }),
      (token) => ({ authorization: `Bearer x,Bearer ${token}` })
    ]
    for (const headers of elsewhere)
      assert.deepStrictEqual(byCognito({ ...two, headers }), ["librarians", "staff"])
    const token = events.token({ ...told, "cognito:groups": ["a b", "c"] })
    const claims = { ...told, "cognito:groups": "[a b c]" }
    const event = events.http2({ rawQueryString: `x=1&token=${token}` }, { authorizer: { jwt: { claims } } })
    assert.deepStrictEqual(groups(event, "http2"), ["a b", "c"])
  })
})

describe("a token that is not the one that was verified leaves groups to be split at names of rules:", () => {
  it.each<readonly [what: string, given: Partial<Case>]>([
    ["of another issuer", { payload: { iss: "https://evil.example" } }],
    ["of another subject", { payload: { sub: "mallory" } }],
    ["of another id", { payload: { jti: "another" } }],
    ["without an id", { payload: { jti: undefined } }],
    ["whose claims have no id", { claims: { jti: undefined } }],
    ["with another number for an id", { claims: { jti: "8" }, payload: { jti: 7 } }],
    ["of no issuer", { claims: { iss: undefined }, payload: { iss: undefined } }]
  ])("%s", (_what, given) => {
    assert.strictEqual(byCognito({ ...two, ...given }), "those that rules name")
  })

  it.each<readonly [what: string, headers: NonNullable<Case["headers"]>]>([
    ["is absent", () => ({})],
    ["is no token", () => ({ authorization: "Bearer x" })],
    ["has no JSON in it", () => ({ authorization: "Bearer a.b.c" })],
    ["has a list in it", () => ({ authorization: `Bearer a.${Buffer.from("[1]").toString("base64url")}.c` })]
  ])("where it %s", (_what, headers) => {
    assert.strictEqual(byCognito({ ...two, headers }), "those that rules name")
  })

  it("where no authorizer has made claims", () => {
    const given = { ...two, joined: "" }
    const event = events.rest(headersOf(given), { authorizer: { ...claimsOf(two), principalId: "user" } })
    assert.strictEqual(groups(event, "rest"), "those that rules name")
  })
})

describe("a token that may be the one that was verified, and does not tell, leaves groups unknown:", () => {
  it.each<readonly [what: string, given: Partial<Case>]>([
    ["with groups that do not come to the claim", { groups: ["librarians", "admins"] }],
    ["with more groups than the claim", { groups: ["librarians", "staff", "admins"] }],
    ["with fewer groups than the claim", { groups: ["librarians"] }],
    ["whose groups are a text that comes to another", { groups: "librarians, staff" }],
    ["whose groups are a flag", { groups: true }],
    ["whose groups are no texts", { groups: ["librarians", { toString: "staff" }] }],
    ["without groups", { groups: undefined }]
  ])("%s", (_what, given) => {
    assert.strictEqual(byCognito({ ...two, ...given }), "unknown")
  })

  it.each([
    ["a header", { "x-id-token": 1 }, {}],
    ["the query", {}, { a: 1 }]
  ])("where %s has another one beside it", (_where, inHeaders, inQuery) => {
    const joined = "librarians,staff"
    const forged = events.token({ ...told, "cognito:groups": ["librarians", "staff"] })
    const filledIn = (names: object) => Object.fromEntries(Object.keys(names).map((name) => [name, forged]))
    const verified = { authorization: `Bearer ${events.token({ ...told, "cognito:groups": [joined] })}` }
    const maps = {
      headers: { ...verified, ...filledIn(inHeaders) },
      queryStringParameters: filledIn(inQuery),
      multiValueHeaders: null,
      multiValueQueryStringParameters: null
    }
    const claims = { ...told, "cognito:groups": joined }
    assert.strictEqual(groups(events.rest(maps, { authorizer: { claims } }), "rest"), "unknown")
  })

  it.each<readonly [how: string, written: (token: string) => Record<string, string>]>([
    ["with padding", (token) => ({ authorization: `Bearer ${token}==` })],
    ["behind a tab", (token) => ({ authorization: `Bearer\t${token}` })],
    ["in quotes", (token) => ({ authorization: `"${token}"` })],
    ["of another scheme", (token) => ({ authorization: `JWT ${token}` })],
    ["in a cookie", (token) => ({ cookie: `a=b; t=${token}; c=d` })],
    ["as part of a text", (token) => ({ authorization: `x ${token}.x` })],
    [
      "with a signature in base64",
      (token) => ({ authorization: `Bearer ${token.replace(/[^.]*$/u, "+/x")}` })
    ]
  ])("where it is written %s, and another one stands beside it", (_how, written) => {
    for (const [separator, name] of [
      [",", "librarians,staff"],
      [" ", "Domain admins"]
    ] as const) {
      const forged = events.token({ ...told, "cognito:groups": name.split(separator) })
      const headers = { ...written(events.token({ ...told, "cognito:groups": [name] })), "x-other": forged }
      const claims = { ...told, "cognito:groups": separator === " " ? `[${name}]` : name }
      const event =
        separator === " "
          ? events.http2({ headers, cookies: [] }, { authorizer: { jwt: { claims, scopes: null } } })
          : events.rest({ headers, multiValueHeaders: null }, { authorizer: { claims } })
      assert.strictEqual(groups(event, separator === " " ? "http2" : "rest"), "unknown")
    }
  })

  it("where it stands in a query that cannot be read, and another one beside it", () => {
    const [real, forged] = [["librarians staff"], ["librarians", "staff"]].map((names) =>
      events.token({ ...told, "cognito:groups": names })
    )
    const fields = { rawQueryString: `token=${real}&x=%zz`, headers: { "x-other": forged }, cookies: [] }
    const claims = { ...told, "cognito:groups": "[librarians staff]" }
    const event = events.http2(fields, { authorizer: { jwt: { claims, scopes: null } } })
    assert.strictEqual(groups(event, "http2"), "unknown")
  })

  it("where a twin with texts for its numbers stands beside it", () => {
    const [real, forged] = [
      { ...told, jti: 7, sub: 9, "cognito:groups": ["librarians,staff"] },
      { ...told, jti: "7", sub: "9", "cognito:groups": ["librarians", "staff"] }
    ].map(events.token)
    const headers = { authorization: `Bearer ${real}`, "x-other": forged }
    const claims = { ...told, jti: "7", sub: "9", "cognito:groups": "librarians,staff" }
    const event = events.rest({ headers, multiValueHeaders: null }, { authorizer: { claims } })
    assert.strictEqual(groups(event, "rest"), "unknown")
  })
})

describe("groups in brackets, behind an HTTP API", () => {
  it("are those of the token, white space and all", () => {
    const given = { groups: ["Domain librarians", "staff"], joined: "[Domain librarians staff]" }
    assert.deepStrictEqual(byJwt(given), ["Domain librarians", "staff"])
    const event = events.http1(headersOf(given), { authorizer: { claims: claimsOf(given), scopes: null } })
    assert.deepStrictEqual(groups(event, "http1"), ["Domain librarians", "staff"])
  })

  it("are those that rules name without it: a trigger may put any name in", () => {
    const joined = { groups: null, joined: "[a,b staff]", headers: () => ({}) }
    assert.strictEqual(byJwt(joined), "those that rules name")
  })
})
