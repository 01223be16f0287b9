import { TokenRevocationIntrospection } from "@pgcrest/adapter-cognito"
import { IdentityUnavailable, InvalidDeclaration, type Presented, TokenRevocation } from "@pgcrest/core"
import { TokenRevocationContract } from "@pgcrest/testkit"
import { assert, describe, it } from "@effect/vitest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as TestClock from "effect/testing/TestClock"
import { type Server, server } from "../http/server.ts"

const iss = "https://login.example"
type Options = Partial<TokenRevocationIntrospection.Options>

const revocationOf = ({ origin }: Pick<Server, "origin">, options: Options = {}) =>
  TokenRevocationIntrospection.layer({
    issuer: iss,
    endpoint: `${origin}/introspect`,
    clientId: "api",
    clientSecret: Redacted.make("secret"),
    ...options
  })

const presented = (token: string, exp = 4_102_444_800): Presented => ({
  token: Redacted.make(token),
  claims: { iss, exp }
})
const tokenOf = ({ token }: Presented) => (token === null ? "" : Redacted.value(token))
const asked = (body: string) => new URLSearchParams(body).get("token") ?? ""

TokenRevocationContract.suite(
  "introspection",
  Layer.unwrap(
    Effect.map(server(), (issuer) => {
      const revoked = new Set<string>()
      issuer.answer((response, { body }) =>
        response.end(JSON.stringify({ active: !revoked.has(asked(body)) }))
      )
      return Layer.merge(
        revocationOf(issuer, { cacheSeconds: 0, deadlineMillis: 60_000 }),
        Layer.succeed(TokenRevocationContract.Tokens, {
          issue: Effect.sync(() => presented(crypto.randomUUID())),
          revoke: (token) => Effect.sync(() => revoked.add(tokenOf(token)))
        })
      )
    })
  )
)

const asking = Effect.fnUntraced(function* (options: Options = {}) {
  const issuer = yield* server()
  const { isRevoked } = Context.get(yield* Layer.build(revocationOf(issuer, options)), TokenRevocation)
  return { issuer, isRevoked }
})

describe("revocation by introspection", () => {
  it.live("asks as RFC 7662 says, with its own name and secret form-encoded", () =>
    Effect.gen(function* () {
      const options = { clientId: "a b:c", clientSecret: Redacted.make("100 %&é") }
      const { issuer, isRevoked } = yield* asking(options)
      issuer.answer((response) => response.end(`{"active":true}`))
      assert.isFalse(yield* isRevoked(presented("a+b&c=d")))
      const [{ method, path, headers, body } = { method: "", path: "", headers: {}, body: "" }] = issuer.asked
      assert.deepStrictEqual([method, path], ["POST", "/introspect"])
      assert.strictEqual(headers["content-type"], "application/x-www-form-urlencoded")
      assert.strictEqual(body, "token=a%2Bb%26c%3Dd&token_type_hint=access_token")
      const basic = Buffer.from(String(headers.authorization).replace("Basic ", ""), "base64").toString()
      assert.strictEqual(basic, "a+b%3Ac:100+%25%26%C3%A9")
    })
  )

  it.live("fails where the issuer says neither yes nor no, and remembers nothing of it", () =>
    Effect.gen(function* () {
      const { issuer, isRevoked } = yield* asking()
      const answers: ReadonlyArray<readonly [number, string]> = [
        [200, ""],
        [200, "{}"],
        [200, "null"],
        [200, `{"active":"true"}`],
        [200, `{"active":1}`],
        [200, `{"active":false,"active":true}`],
        [200, String.raw`{"active":false,"\u0061ctive":true}`],
        [200, `["active"]`],
        [200, `<html>{"active":true}</html>`],
        [200, `{"active":true${" ".repeat(65_536)}}`],
        [201, `{"active":true}`],
        [302, `{"active":true}`],
        [400, `{"active":true}`],
        [503, `{"active":true}`]
      ]
      for (const [status, body] of answers) {
        issuer.answer((response) => response.writeHead(status, { location: "/other" }).end(body))
        const failure = yield* Effect.flip(isRevoked(presented("token")))
        assert.instanceOf(failure, IdentityUnavailable)
        assert.strictEqual(failure.of, "revocation", body.slice(0, 80))
      }
      assert.lengthOf(issuer.asked, answers.length)
      issuer.answer((response) => response.end(`{"active":true}`))
      assert.isFalse(yield* isRevoked(presented("token")))
    })
  )

  it.live("tells that it may not ask", () =>
    Effect.gen(function* () {
      const { issuer, isRevoked } = yield* asking()
      issuer.answer((response) => response.writeHead(401).end())
      const { message } = yield* Effect.flip(isRevoked(presented("token")))
      assert.match(message, /look at clientId and clientSecret/u)
    })
  )

  it.effect("asks again after thirty seconds, but not about what was revoked", () =>
    Effect.gen(function* () {
      const { issuer, isRevoked } = yield* asking()
      issuer.answer((response) => response.end(`{"active":true}`))
      yield* isRevoked(presented("token"))
      yield* TestClock.adjust(29_999)
      assert.isFalse(yield* isRevoked(presented("token")))
      assert.lengthOf(issuer.asked, 1)
      yield* TestClock.adjust(1)
      issuer.answer((response) => response.end(`{"active":false}`))
      assert.isTrue(yield* isRevoked(presented("token")))
      yield* TestClock.adjust("1 day")
      assert.isTrue(yield* isRevoked(presented("token")))
      assert.lengthOf(issuer.asked, 2)
    })
  )

  it.live("sends its issuer no token of another one, nor one that names none", () =>
    Effect.gen(function* () {
      const { issuer, isRevoked } = yield* asking()
      issuer.answer((response) => response.end(`{"active":true}`))
      for (const other of [`${iss}/`, iss.slice(0, -1), [iss], undefined]) {
        const { token } = presented("token")
        const failure = yield* Effect.flip(isRevoked({ token, claims: { iss: other } }))
        assert.match(failure.message, /of another issuer than https:\/\/login\.example$/u)
      }
      assert.isEmpty(issuer.asked)
    })
  )

  it.each<readonly [string, object, RegExp]>([
    ["plain http", { endpoint: "http://login.example/introspect" }, /^endpoint begins with https/u],
    ["no URL", { endpoint: "login.example" }, /^endpoint is no URL/u],
    ["no client", { clientId: " " }, /^clientId is empty$/u],
    ["no id of a client", { clientId: undefined }, /^clientId is undefined; it must be a text$/u],
    ["no endpoint", { endpoint: undefined }, /^endpoint is missing/u],
    ["a secret in the open", { clientSecret: "s3cret" }, /^clientSecret must be Redacted/u],
    ["no secret", { clientSecret: Redacted.make("") }, /^clientSecret is empty$/u],
    ["no certificate", { ca: "junk" }, /^ca must hold certificates/u],
    [
      "all of it",
      { issuer: "", endpoint: "", clientId: "", cacheSeconds: -1 },
      /^issuer .*\nclientId .*\nendpoint .*\ncacheSeconds /u
    ]
  ])("is told what makes no sense in its options: %s", (_, options, sentences) => {
    const origin = "https://login.example"
    assert.throws(() => revocationOf({ origin }, options), InvalidDeclaration, sentences)
  })
})
