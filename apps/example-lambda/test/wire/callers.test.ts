// @effect-diagnostics asyncFunction:off
/** Whose records these are, told by each gateway's way to identify a caller. */
import { GatewayEvent } from "@pgcrest/dev"
import { assert, describe, test } from "vitest"
import { type Call, expectStatus, problem, requestId, wire } from "./wire.ts"

type Fields = Readonly<Record<string, unknown>>

/** The same call, as a gateway with another authorizer tells it. */
const by = (source: "rest" | "http2", call: Call, context: Fields, more: Fields = {}): unknown => {
  const event = GatewayEvent.make(source, call, { requestId })
  return { ...event, ...more, requestContext: { ...event.requestContext, ...context } }
}

describe("an identity pool", () => {
  const pool = {
    cognitoIdentityPoolId: "eu-west-1:2208d797-dfc9-40b4-8029-827c9e76e029",
    cognitoAuthenticationProvider: "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_vqox9Z8q7",
    userArn: "arn:aws:sts::123456789012:assumed-role/authenticated/CognitoIdentityCredentials",
    accountId: "123456789012",
    caller: "AROAZUFPDMJL6KJM4LLZI:CognitoIdentityCredentials"
  }
  const rest = (cognitoIdentityId: string, cognitoAuthenticationType: string) => (call: Call) =>
    by("rest", call, { identity: { ...pool, cognitoIdentityId, cognitoAuthenticationType } })
  const http2 = (identityId: string, type: string) => (call: Call) => {
    const cognitoIdentity = { amr: [type], identityId, identityPoolId: pool.cognitoIdentityPoolId }
    return by("http2", call, { authorizer: { iam: { userArn: pool.userArn, cognitoIdentity } } })
  }

  test.each([
    ["REST API", rest],
    ["HTTP API", http2]
  ])("behind a %s keeps its users apart, and its guests from all", async (_gateway, as) => {
    const { send } = wire()
    const [ann, bob] = [as("eu-west-1:a", "authenticated"), as("eu-west-1:b", "authenticated")]
    const guest = as("eu-west-1:a", "unauthenticated")
    const made = expectStatus(
      await send(ann({ method: "POST", path: "/diaries", body: { title: "A" } })),
      201
    )
    assert.strictEqual(made.json.creator_uid, "eu-west-1:a")
    const path = `/diaries/${made.json.uid}`
    const change = { method: "PATCH", path, body: { title: "B" } }
    expectStatus(await send(ann(change)), 200)
    problem(await send(bob(change)), 404)
    problem(await send(guest(change)), 401, "unauthenticated")
    problem(await send(guest({ method: "GET", path })), 401)
    problem(await send(guest({ method: "POST", path: "/diaries", body: { title: "A" } })), 401)
  })

  test("names nobody as the creator of a guest's record", async () => {
    const { send } = wire()
    const guest = rest("eu-west-1:g", "unauthenticated")
    const made = expectStatus(
      await send(guest({ method: "POST", path: "/leaflets", body: { title: "A" } })),
      201
    )
    assert.deepInclude(made.json, { creator_uid: null, last_updater_uid: null })
  })
})

describe("a Lambda authorizer", () => {
  const write = { method: "POST", path: "/diaries", body: { title: "A" } }

  test("whose principal is the same for everybody makes nobody an owner", async () => {
    const { send } = wire()
    problem(await send(by("rest", write, { authorizer: { principalId: "user" } })), 401)
    const ann = { authorizer: { principalId: "user", sub: "ann" } }
    assert.strictEqual(expectStatus(await send(by("rest", write, ann)), 201).json.creator_uid, "ann")
  })

  test("says in claims of any name who is calling, and in which groups", async () => {
    const { send } = wire({ authorizer: { subject: "user.id", groups: "roles" } })
    const keeper = { authorizer: { lambda: { user: { id: 7 }, roles: '["keepers"]' } } }
    const made = await send(by("http2", { ...write, path: "/vaults" }, keeper))
    assert.strictEqual(expectStatus(made, 201).json.creator_uid, "7")
  })
})

describe("a member of two groups", () => {
  const call = { method: "POST", path: "/vaults", body: { title: "A" } }
  const asMember = (...groups: ReadonlyArray<string>) => ({ ...call, as: { sub: "kit", groups } })

  test.each(["rest", "http2"] as const)("is in both behind %s, without an option", async (source) => {
    const { send } = wire()
    const event = GatewayEvent.make(source, asMember("keepers", "staff"), { requestId })
    expectStatus(await send(event), 201)
  })

  test("is in neither where one group has both names", async () => {
    const event = GatewayEvent.make("rest", asMember("keepers,staff"), { requestId })
    assert.nestedPropertyVal(event, "requestContext.authorizer.claims.cognito:groups", "keepers,staff")
    problem(await wire().send(event), 403, "not-permitted")
    for (const name of ["non-keepers", "[keepers", "Keepers", "keepers,"])
      problem(await wire().send(GatewayEvent.make("rest", asMember(name), { requestId })), 403)
  })

  test("is in those that a rule names where the token is not there to tell them apart", async () => {
    const without = (...groups: ReadonlyArray<string>) => {
      const { headers: _, multiValueHeaders: __, ...event } = GatewayEvent.make("rest", asMember(...groups))
      return { ...event, requestContext: { ...event.requestContext, requestId } }
    }
    expectStatus(await wire().send(without("keepers", "staff")), 201)
    problem(await wire().send(without("staff", "Keepers")), 403, "not-permitted")
  })

  test("is in neither where a token beside the verified one wants to be it", async () => {
    const { headers, ...event } = GatewayEvent.make("rest", asMember("keepers,staff"), { requestId })
    const forged = GatewayEvent.make("rest", asMember("keepers", "staff")).headers?.["Authorization"] ?? ""
    const both = { ...event, headers: { ...headers, "x-token": forged }, multiValueHeaders: null }
    problem(await wire().send(both), 403, "not-permitted")
  })
})
