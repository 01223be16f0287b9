import { TokenRevocationCognito } from "@pgcrest/adapter-cognito"
import { type Claims, IdentityUnavailable, InvalidDeclaration, TokenRevocation } from "@pgcrest/core"
import { TokenRevocationContract } from "@pgcrest/testkit"
import type { CognitoServer } from "@pgcrest/testkit/cognito"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as TestClock from "effect/testing/TestClock"
import { pool } from "../directory/pool.ts"
import { presentedOf } from "./presented.ts"

type Options = Partial<TokenRevocationCognito.Options>

const revocationOf = ({ pool, endpoint }: CognitoServer.CognitoServer, options: Options = {}) =>
  TokenRevocationCognito.layer({ userPoolId: pool.userPoolId, endpoint, ...options })

TokenRevocationContract.suite(
  "Cognito",
  Layer.unwrap(
    Effect.map(pool, (server) =>
      Layer.merge(
        revocationOf(server, { cacheSeconds: 0, deadlineMillis: 60_000 }),
        Layer.succeed(TokenRevocationContract.Tokens, {
          issue: Effect.sync(() =>
            presentedOf(server.pool.signIn(server.pool.add({ attributes: { name: "Ann" } })))
          ),
          revoke: ({ claims }) => Effect.sync(() => server.pool.signOut(String(claims["sub"])))
        })
      )
    )
  )
)

const asking = Effect.fnUntraced(function* (options: Options = {}) {
  const server = yield* pool
  const { isRevoked } = Context.get(yield* Layer.build(revocationOf(server, options)), TokenRevocation)
  const sub = server.pool.add({ attributes: { name: "Ann" } })
  const failure = (token: CognitoServer.AccessToken, changes: Claims = {}) =>
    Effect.map(Effect.flip(isRevoked(presentedOf(token, changes))), (failure) => {
      assert.instanceOf(failure, IdentityUnavailable)
      assert.strictEqual(failure.of, "revocation")
      return failure.message
    })
  return { server, sub, isRevoked, failure, token: server.pool.signIn(sub) }
})

describe("revocation by GetUser", () => {
  it.live("takes a token for revoked whose user is disabled, gone, or to be confirmed anew", () =>
    Effect.gen(function* () {
      const { server, sub, isRevoked } = yield* asking({ cacheSeconds: 0 })
      const next = () => presentedOf(server.pool.signIn(sub))
      server.pool.change(sub, { enabled: false })
      assert.isTrue(yield* isRevoked(next()))
      server.pool.change(sub, { enabled: true })
      assert.isFalse(yield* isRevoked(next()))
      for (const type of [
        "PasswordResetRequiredException",
        "com.amazonaws.cognito#UserNotConfirmedException"
      ]) {
        server.meet({ _tag: "Garbage", status: 400, body: JSON.stringify({ __type: type, message: "" }) })
        assert.isTrue(yield* isRevoked(next()), type)
      }
      server.meet({ _tag: "None" })
      const last = next()
      server.pool.remove(sub)
      assert.isTrue(yield* isRevoked(last))
    })
  )

  it.live("takes a token for revoked that Cognito calls expired", () =>
    Effect.gen(function* () {
      const { server, token, isRevoked } = yield* asking()
      const body = `{"__type":"NotAuthorizedException","message":"Access Token has expired"}`
      server.meet({ _tag: "Garbage", status: 400, body })
      assert.isTrue(yield* isRevoked(presentedOf(token)))
    })
  )

  it.live("fails for tokens of which GetUser cannot tell, says why, and does not ask", () =>
    Effect.gen(function* () {
      const { server, token, failure, isRevoked } = yield* asking()
      assert.match(yield* failure(token, { token_use: "id" }), /access tokens only/u)
      assert.match(yield* failure(token, { iss: `${server.pool.issuer}x` }), /of another issuer/u)
      assert.match(yield* failure(server.pool.signInMachine("client")), /machines: "pass"/u)
      const missing = yield* Effect.flip(isRevoked({ ...presentedOf(token), token: null }))
      assert.match(missing.message, /must pass the header Authorization on/u)
      assert.strictEqual(server.calls.total, 0)
    })
  )

  it.live("lets machines pass where it is told to, and nobody who only says so", () =>
    Effect.gen(function* () {
      const { server, sub, isRevoked } = yield* asking({ machines: "pass" })
      assert.isFalse(yield* isRevoked(presentedOf(server.pool.signInMachine("client"))))
      assert.strictEqual(server.calls.total, 0)
      const token = server.pool.signIn(sub, { clientId: sub })
      server.pool.signOut(sub)
      assert.isTrue(yield* isRevoked(presentedOf(token)))
    })
  )

  it.live("fails for a token without the scope that GetUser asks for, and names it", () =>
    Effect.gen(function* () {
      const { server, sub, failure } = yield* asking()
      const token = server.pool.signIn(sub, { scope: "openid" })
      assert.match(yield* failure(token), /aws\.cognito\.signin\.user\.admin/u)
    })
  )

  it.live(
    "fails where Cognito is throttled, out of order, or answers nonsense, and remembers none of it",
    () =>
      Effect.gen(function* () {
        const { server, token, failure, isRevoked } = yield* asking()
        const troubles: ReadonlyArray<CognitoServer.Trouble> = [
          { _tag: "Throttled", share: 1, seed: 1 },
          { _tag: "Outage" },
          { _tag: "Broken" },
          { _tag: "Garbage", body: "" },
          { _tag: "Garbage", body: "{}" },
          { _tag: "Garbage", body: `{"Username":7}` },
          { _tag: "Garbage", body: `{"Username":7,"Username":"ann"}` },
          { _tag: "Garbage", body: `{"Username":"ann"}`, status: 302 },
          { _tag: "Garbage", body: `{"__type":"NotAuthorizedException","message":"no"}`, status: 400 },
          { _tag: "Garbage", body: `{"__type":"ForbiddenException","message":"revoked"}`, status: 400 },
          { _tag: "Garbage", body: `{"__type":"UserNotFoundException"}`, status: 500 },
          { _tag: "Garbage", body: `{"Username":"${"x".repeat(70_000)}"}` }
        ]
        for (const trouble of troubles) {
          server.meet(trouble)
          yield* failure(token)
        }
        server.meet({ _tag: "None" })
        assert.isFalse(yield* isRevoked(presentedOf(token)))
      })
  )

  it.effect("fails after two seconds where Cognito does not answer, and breaks off", () =>
    Effect.gen(function* () {
      const { server, token, failure } = yield* asking()
      server.meet({ _tag: "Silent" })
      const fiber = yield* Effect.forkChild(failure(token))
      yield* Effect.promise(() => server.calls.until(1))
      yield* TestClock.adjust("2 seconds")
      assert.match(yield* Fiber.join(fiber), /has not answered within 2000 ms/u)
      yield* Effect.promise(() => server.calls.untilIdle())
    })
  )

  it.effect("asks once in thirty seconds about a token that counts", () =>
    Effect.gen(function* () {
      const { server, sub, token, isRevoked } = yield* asking()
      const presented = presentedOf(token)
      assert.isFalse(yield* isRevoked(presented))
      server.pool.signOut(sub)
      yield* TestClock.adjust(29_999)
      assert.isFalse(yield* isRevoked(presented))
      assert.strictEqual(server.calls.total, 1)
      yield* TestClock.adjust(1)
      assert.isTrue(yield* isRevoked(presented))
    })
  )

  it.effect("does not believe in a token beyond its end", () =>
    Effect.gen(function* () {
      const { server, token, isRevoked } = yield* asking()
      for (const exp of [10, "20"]) {
        const before = server.calls.total
        yield* isRevoked(presentedOf(token, { exp }))
        yield* TestClock.adjust(9999)
        yield* isRevoked(presentedOf(token, { exp }))
        assert.strictEqual(server.calls.total, before + 1)
        yield* TestClock.adjust(1)
        yield* isRevoked(presentedOf(token, { exp }))
        assert.strictEqual(server.calls.total, before + 2)
      }
    })
  )

  it.effect("does not ask again about a token that was taken back", () =>
    Effect.gen(function* () {
      const { server, sub, token, isRevoked } = yield* asking()
      server.pool.signOut(sub)
      const presented = presentedOf(token, { exp: "Tue Apr 04 18:39:39 UTC 2023" })
      assert.isTrue(yield* isRevoked(presented))
      yield* TestClock.adjust("59 minutes")
      assert.isTrue(yield* isRevoked(presented))
      assert.strictEqual(server.calls.total, 1)
      yield* TestClock.adjust("1 minute")
      assert.isTrue(yield* isRevoked(presented))
      assert.strictEqual(server.calls.total, 2)
    })
  )

  it.live("asks once for all requests that come with one token at once", () =>
    Effect.gen(function* () {
      const { server, token, isRevoked } = yield* asking()
      const requests = Array.from({ length: 20 }, () => isRevoked(presentedOf(token)))
      const told = yield* Effect.all(requests, { concurrency: "unbounded" })
      assert.isFalse(told.some((revoked) => revoked))
      assert.strictEqual(server.calls.total, 1)
    })
  )

  it.each<readonly [string, object, string]>([
    ["no pool", { userPoolId: undefined }, '"undefined" is none'],
    ["machines that are let in otherwise", { machines: "allow" }, 'machines is "allow"; it can be pass'],
    ["no time to answer", { deadlineMillis: 0 }, "deadlineMillis is a whole number of at least 1"],
    ["plain http elsewhere", { endpoint: "http://cognito.example" }, "endpoint begins with https"]
  ])("is refused with %s", (_what, options, sentence) => {
    const userPoolId = "eu-west-1_a1"
    assert.throws(
      () => TokenRevocationCognito.layer({ userPoolId, ...options }),
      InvalidDeclaration,
      sentence
    )
  })
})
