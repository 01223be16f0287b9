/** Cognito identity pools: one role for everybody, so the role is nobody's name. */
import { toCaller } from "@pgcrest/adapter-apigw"
import { Caller } from "@pgcrest/core"
import { assert, describe, it } from "vitest"
import * as events from "../events.ts"

const ann = "eu-west-1:db9476fd-de77-4977-839f-4f943ff5d68c"
const nobody = Caller.anonymous("r-1")
const byIdentity = (fields: object, build = events.rest, source: "rest" | "http1" = "rest") =>
  toCaller(build({}, { identity: events.poolIdentity({ ...fields }) }), source, { requestId: "r-1" })
const byIam = (cognitoIdentity: object | null, source: "http2" | "url" = "http2") =>
  toCaller(
    events.builders[source](
      {},
      { authorizer: { iam: events.poolIam(cognitoIdentity && { ...cognitoIdentity }) } }
    ),
    source,
    { requestId: "r-1" }
  )

describe("who is signed in to an identity pool", () => {
  it("is their identity id, with the role, the pool and the provider as claims", () => {
    const { claims, ...caller } = byIdentity({})
    const { claims: _, ...rest } = { ...nobody, kind: "user", subject: ann, actor: ann }
    assert.deepStrictEqual<object>(caller, rest)
    assert.strictEqual(claims.get("role"), "iam:123456789012:role/library-authenticated")
    assert.strictEqual(claims.get("cognitoIdentityPoolId"), "eu-west-1:2208d797-dfc9-40b4-8029-827c9e76e029")
    assert.include(claims.get("cognitoAuthenticationProvider"), "CognitoSignIn")
    assert.isFalse(claims.has("accessKey") || claims.has("userAgent"))
  })

  it("is the same behind an HTTP API, in either payload, and a Function URL that tells it", () => {
    assert.strictEqual(byIdentity({}, events.http1, "http1").subject, ann)
    for (const source of ["http2", "url"] as const) {
      const { kind, subject, claims } = byIam({}, source)
      assert.deepStrictEqual([kind, subject], ["user", ann])
      assert.strictEqual(claims.get("role"), "iam:123456789012:role/library-authenticated")
      assert.strictEqual(
        claims.get("cognitoIdentityPoolId"),
        "eu-west-1:2208d797-dfc9-40b4-8029-827c9e76e029"
      )
    }
  })

  it("is told by the methods where payload 1.0 has no type", () => {
    const fields = { cognitoAuthenticationType: null, cognitoAmr: ["authenticated", "x"] }
    assert.strictEqual(byIdentity(fields, events.http1, "http1").subject, ann)
  })
})

describe("a guest", () => {
  const guest = { kind: "guest", subject: null, actor: `guest:${ann}` }
  const told = ({ kind, subject, actor }: Caller.Caller) => ({ kind, subject, actor })

  it("is whoever is not said to be signed in", () => {
    for (const type of ["unauthenticated", "Authenticated", "", "x", null, undefined, 1, ["authenticated"]])
      assert.deepStrictEqual<object>(told(byIdentity({ cognitoAuthenticationType: type })), guest)
    for (const amr of [
      ["unauthenticated"],
      ["authenticated", "unauthenticated"],
      ["x"],
      [],
      null,
      undefined,
      1
    ])
      assert.deepStrictEqual<object>(told(byIam({ amr })), guest)
  })

  it("is in no group, and keeps the role as a claim", () => {
    const { groups, exactGroups, claims } = byIdentity({ cognitoAuthenticationType: "unauthenticated" })
    assert.deepStrictEqual([groups.size, exactGroups], [0, true])
    assert.strictEqual(claims.get("role"), "iam:123456789012:role/library-authenticated")
  })
})

describe("a pool that does not say who it is", () => {
  it("leaves the caller anonymous, and never the role's", () => {
    for (const id of [null, undefined, "", 7, "a\0", "x".repeat(513)])
      assert.deepStrictEqual(byIdentity({ cognitoIdentityId: id }), nobody)
    assert.deepStrictEqual(byIam({ identityId: null }), nobody)
  })

  it("is known by its session's name where a Function URL tells no more", () => {
    assert.deepStrictEqual(byIam(null, "url"), nobody)
    const identity = { userArn: events.poolIdentity()["userArn"], accountId: "123456789012" }
    assert.deepStrictEqual(toCaller(events.rest({}, { identity }), "rest", { requestId: "r-1" }), nobody)
  })
})

it("is no pool where every field of one is empty", () => {
  const userArn = "arn:aws:iam::123456789012:user/deploy"
  for (const cognitoIdentity of [null, { amr: null }, { amr: [], identityId: "", identityPoolId: "" }]) {
    const event = events.http2({}, { authorizer: { iam: { userArn, cognitoIdentity } } })
    assert.strictEqual(toCaller(event, "http2", { requestId: "r-1" }).kind, "iam")
  }
})
