// @effect-diagnostics asyncFunction:off globalDate:off strictEffectProvide:off
/** Whatever is taken here, Amazon's own library takes too, and it reads the same claims. */
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { type Claims, TokenVerifier } from "@pgcrest/core"
import { OidcIssuer } from "@pgcrest/testkit/oidc"
import { JwtVerifier } from "aws-jwt-verify"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import { assert, it } from "vitest"

// Nobody listens there: an unknown kid asks for keys, and must not leave this machine.
const issuer = "https://127.0.0.1:1"
const keys = (["RS256", "ES256", "EdDSA"] as const).map((algorithm) =>
  OidcIssuer.makeKey(`key-${algorithm}`, algorithm)
)
const jwks = { keys: keys.map(({ jwk }) => jwk) }
const now = Math.floor(Date.now() / 1000)

/** The same tokens in every run, but for their keys. */
const numbers = Effect.runSync(Random.withSeed(Random.Random, 20_261_127))
const random = () => numbers.nextDoubleUnsafe()
const below = (count: number) => Math.floor(random() * count)
const pick = <A>(list: readonly [A, ...ReadonlyArray<A>]): A => list[below(list.length)] ?? list[0]

const odd = [
  undefined,
  null,
  "",
  "api",
  "other",
  0,
  now + 60,
  now - 60,
  now - 15,
  now + 1e6,
  1e300,
  -1,
  true,
  [],
  ["api"],
  ["x", "api"],
  {},
  "1",
  issuer,
  `${issuer}/`,
  "JWT",
  "none",
  "at+jwt"
] as const

/** A payload of which some claims are not as they ought to be: of those on which both have an opinion. */
const payload = (): Claims => {
  const claims: Record<string, unknown> = {
    iss: issuer,
    sub: "ann",
    aud: "api",
    exp: now + 600,
    iat: now,
    client_id: "app",
    scope: "a b"
  }
  const names = ["iss", "sub", "aud", "exp", "iat", "nbf", "client_id", "azp", "token_use"] as const
  for (let change = below(3); change > 0; change--) claims[pick(names)] = pick(odd)
  return claims
}

const header = (key: OidcIssuer.SigningKey): object => {
  const members: Record<string, unknown> = { alg: key.algorithm, kid: key.kid, typ: "JWT" }
  if (random() < 0.15) members[pick(["alg", "kid", "typ", "cty", "crit", "b64", "jku", "zip"])] = pick(odd)
  return members
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n"

/** The text with one character put in, left out, or made another one. */
const typo = (text: string): string => {
  const at = below(text.length)
  const character = alphabet[below(alphabet.length)] ?? "A"
  return pick([
    `${text.slice(0, at)}${character}${text.slice(at)}`,
    `${text.slice(0, at)}${text.slice(at + 1)}`,
    `${text.slice(0, at)}${character}${text.slice(at + 1)}`
  ])
}

const token = (): string => {
  const key = keys[below(keys.length)]
  if (key === undefined) return ""
  const json = JSON.stringify(payload())
  // Before it is signed: what an issuer would have to do wrong.
  const signed = OidcIssuer.signText(JSON.stringify(header(key)), random() < 0.1 ? typo(json) : json, key)
  return random() < 0.3 ? typo(signed) : signed
}

const silent = Effect.provideService(Logger.CurrentLoggers, new Set<Logger.Logger<unknown, unknown>>())

it("takes of thousands of broken tokens none that aws-jwt-verify refuses, and reads no claim otherwise", async () => {
  const oracle = JwtVerifier.create({
    issuer,
    audience: "api",
    jwksUri: `${issuer}/jwks.json`,
    graceSeconds: 30
  })
  oracle.cacheJwks(JSON.parse(JSON.stringify(jwks)))
  const layer = TokenVerifierJwt.layer({
    issuers: [
      TokenVerifierJwt.oidc({
        issuer,
        audience: ["api"],
        algorithms: ["RS256", "ES256", "EdDSA"],
        keys: jwks
      })
    ]
  })
  const verifier = await Effect.runPromise(Effect.provide(TokenVerifier, layer))
  let taken = 0
  const tokens = Array.from({ length: 6000 }, token)
  for (const text of tokens) {
    const exit = Effect.runSyncExit(silent(verifier.verify(text)))
    if (Exit.isFailure(exit)) continue
    taken++
    assert.deepStrictEqual<unknown>(exit.value.claims, oracle.verifySync(text), text)
  }
  assert.isAbove(taken, 1000, "enough of them were taken to compare")
  assert.isAbove(tokens.length - taken, 2000, "enough of them were broken")
})
