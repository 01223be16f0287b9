// @effect-diagnostics asyncFunction:off
import { CognitoServer } from "@pgcrest/testkit/cognito"
import { afterAll, assert, beforeAll, beforeEach, describe, test } from "vitest"

let server: CognitoServer.CognitoServer

beforeAll(async () => {
  server = await CognitoServer.start()
})
beforeEach(() => server.meet({ _tag: "None" }))
afterAll(() => server.stop())

interface Told {
  readonly __type?: string
  readonly message?: string
  readonly Groups?: ReadonlyArray<object>
  readonly NextToken?: string
  readonly Username?: string
  readonly Users?: ReadonlyArray<{ readonly Username: string }>
}

const ask = async (operation: string, input: object, more: Pick<RequestInit, "headers" | "signal"> = {}) => {
  const response = await fetch(server.endpoint, {
    method: "POST",
    ...more,
    headers: { "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`, ...more.headers },
    body: JSON.stringify(input)
  })
  const body: Told = JSON.parse(await response.text())
  return { status: response.status, body }
}
const signed = { headers: { authorization: "AWS4-HMAC-SHA256 Credential=x" } }
const listed = (sub: string, more: object = {}) =>
  ask("ListUsers", { Filter: `sub = "${sub}"`, ...more }, signed)

describe("a user pool on loopback", () => {
  test("finds a user by sub, with the attributes that were asked for", async () => {
    const sub = server.pool.add({ attributes: { name: "Ann", email: "ann@example.org" } })
    const { body } = await listed(sub, { AttributesToGet: ["sub", "name"] })
    const Attributes = [
      { Name: "sub", Value: sub },
      { Name: "name", Value: "Ann" }
    ]
    assert.deepInclude(body.Users?.[0] ?? {}, { Attributes, Enabled: true })
    assert.deepStrictEqual((await listed("nobody")).body, { Users: [] })
  })

  test("refuses a filter that it cannot read, and a request without a signature", async () => {
    assert.strictEqual((await listed('x" or "y')).body.__type, "InvalidParameterException")
    assert.strictEqual((await ask("ListUsers", {})).body.__type, "MissingAuthenticationTokenException")
    assert.strictEqual((await ask("DeleteUserPool", {}, signed)).body.__type, "UnknownOperationException")
  })

  test("pages through the groups of a user, whom it knows by the sub as well but for those from elsewhere", async () => {
    const sub = server.pool.add({ attributes: {}, groups: ["a", "b", "c"] })
    const first = await ask("AdminListGroupsForUser", { Username: sub }, signed)
    assert.deepStrictEqual(first.body.Groups, [{ GroupName: "a" }, { GroupName: "b" }])
    const second = { Username: sub, NextToken: first.body.NextToken }
    assert.deepStrictEqual((await ask("AdminListGroupsForUser", second, signed)).body, {
      Groups: [{ GroupName: "c" }]
    })
    const federated = server.pool.add({ attributes: {}, federated: true })
    const unknown = await ask("AdminGetUser", { Username: federated }, signed)
    assert.strictEqual(unknown.body.__type, "UserNotFoundException")
    const username = (await listed(federated)).body.Users?.[0]?.Username
    assert.strictEqual((await ask("AdminGetUser", { Username: username }, signed)).body.Username, username)
  })

  test("knows an access token until its user is signed out, disabled or gone", async () => {
    const sub = server.pool.add({ attributes: { name: "Ann" } })
    const { token } = server.pool.signIn(sub)
    assert.strictEqual((await ask("GetUser", { AccessToken: token })).status, 200)
    server.pool.change(sub, { enabled: false })
    const disabled = await ask("GetUser", { AccessToken: token })
    assert.deepInclude(disabled.body, { __type: "NotAuthorizedException", message: "User is disabled." })
    server.pool.signOut(sub)
    const { body } = await ask("GetUser", { AccessToken: token })
    assert.deepInclude(body, { message: "Access Token has been revoked" })
    const again = server.pool.signIn(sub).token
    server.pool.remove(sub)
    assert.strictEqual((await ask("GetUser", { AccessToken: again })).body.__type, "UserNotFoundException")
  })

  test("throttles the share of calls that it was told to", async () => {
    server.meet({ _tag: "Throttled", share: 0.5, seed: 7 })
    let throttled = 0
    for (let call = 0; call < 100; call++) if ((await listed("nobody")).status === 400) throttled++
    assert.isAtLeast(throttled, 30)
    assert.isAtMost(throttled, 70)
  })

  test("answers as late as it was told to", async () => {
    server.meet({ _tag: "Slow", millis: 1 })
    assert.deepStrictEqual((await listed("nobody")).body, { Users: [] })
  })

  test("answers what it has held back once it behaves again", async () => {
    server.meet({ _tag: "Silent" })
    const before = server.calls.total
    const asked = [listed("nobody"), listed("nobody")]
    await server.calls.until(before + 2)
    server.meet({ _tag: "None" })
    for (const { body } of await Promise.all(asked)) assert.deepStrictEqual(body, { Users: [] })
  })

  test("counts what it was asked, and how much of it at once", async () => {
    server.meet({ _tag: "Silent" })
    const [before, client] = [server.calls.total, new AbortController()]
    const users = server.calls.of("GetUser")
    const asked = [1, 2, 3].map((token) =>
      ask("GetUser", { AccessToken: token }, { signal: client.signal }).catch(() => null)
    )
    await server.calls.until(before + 3)
    assert.deepStrictEqual(
      [server.calls.of("GetUser"), server.calls.open, server.calls.most],
      [users + 3, 3, 3]
    )
    client.abort()
    await Promise.all([...asked, server.calls.untilIdle()])
    assert.strictEqual(server.calls.open, 0)
  })

  test("says that it is out of order, answers nonsense, or breaks off", async () => {
    server.meet({ _tag: "Outage" })
    assert.strictEqual((await listed("nobody")).status, 503)
    server.meet({ _tag: "Garbage", body: '{"Users":7}' })
    assert.deepStrictEqual((await listed("nobody")).body, JSON.parse('{"Users":7}'))
    server.meet({ _tag: "Garbage", body: "{}", status: 418 })
    assert.strictEqual((await listed("nobody")).status, 418)
    server.meet({ _tag: "Broken" })
    assert.instanceOf(await listed("nobody").catch((cause: unknown) => cause), TypeError)
  })
})
