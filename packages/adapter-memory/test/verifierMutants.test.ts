// @effect-diagnostics strictEffectProvide:off
/** Verifiers that break a promise: the contract must notice each of them. */
import { assert, describe, it } from "@effect/vitest"
import { TokenVerifierMemory } from "@pgcrest/adapter-memory"
import { type Claims, TokenRefused, TokenVerifier } from "@pgcrest/core"
import { TokenVerifierContract } from "@pgcrest/testkit"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"

const issuer = "https://issuer.example"

type Verifier = TokenVerifier["Service"]
type Tokens = Readonly<Record<string, Claims>>
type Mutant = (right: Verifier, tokens: Tokens) => Verifier

const verifying =
  (change: (verify: Verifier["verify"], tokens: Tokens) => Verifier["verify"]): Mutant =>
  (right, tokens) => ({ ...right, verify: change(right.verify, tokens) })

/** Takes what is refused for this reason. */
const taking = (reason: TokenRefused["reason"]): Mutant =>
  verifying((verify, tokens) => (token) => {
    const claims = tokens[token]
    return Effect.catchTag(verify(token), "TokenRefused", (refused) =>
      refused.reason === reason && claims !== undefined
        ? Effect.succeed({ claims, notice: null })
        : Effect.fail(refused)
    )
  })

/** Gives other claims than were signed. */
const giving = (change: (claims: Claims) => Claims): Mutant =>
  verifying(
    (verify) => (token) =>
      Effect.map(verify(token), ({ claims, notice }) => ({ claims: change(claims), notice }))
  )

const mutants: Readonly<Record<string, Mutant>> = {
  "takes tokens that have expired": taking("expired"),
  "takes tokens that are not valid yet": taking("not-yet-valid"),
  "takes tokens of another issuer": taking("issuer"),
  "takes tokens whose times are no numbers": taking("malformed"),
  "overlooks white space around a token": verifying((verify) => (token) => verify(token.trim())),
  "overlooks a scheme before a token": verifying((verify) => (token) => verify(token.replace("Bearer ", ""))),
  "takes names of every object for tokens": verifying((verify, tokens) => (token) => {
    const found: unknown = Reflect.get(Object(tokens), token)
    return found === undefined || Object.hasOwn(tokens, token)
      ? verify(token)
      : Effect.succeed({ claims: {}, notice: null })
  }),
  "dies of an empty text": verifying(
    (verify) => (token) => (token === "" ? Effect.die("empty") : verify(token))
  ),
  "takes an unknown text for nobody's token": verifying(
    (verify) => (token) =>
      Effect.catchTag(verify(token), "TokenRefused", (refused) =>
        token.length > 10_000 ? Effect.succeed({ claims: {}, notice: null }) : Effect.fail(refused)
      )
  ),
  "gives claims as texts": giving((claims) =>
    Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, String(value)]))
  ),
  "leaves a claim of null out": giving((claims) =>
    Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null))
  ),
  "splits groups at commas": giving((claims) => ({
    ...claims,
    "cognito:groups": String(claims["cognito:groups"]).split(",")
  })),
  "gives the claims of whoever came last": (right, tokens) => {
    let last: Claims = Object.values(tokens)[0] ?? {}
    const verify: Verifier["verify"] = (token) =>
      Effect.map(right.verify(token), ({ claims, notice }) => {
        const given = { claims: last, notice }
        last = claims
        return given
      })
    return { ...right, verify }
  },
  "always has something to tell": verifying(
    (verify) => (token) => Effect.map(verify(token), ({ claims }) => ({ claims, notice: "well" }))
  ),
  "names no issuer": (right) => ({ ...right, issuers: [] }),
  "names an issuer too many": (right) => ({ ...right, issuers: [issuer, `${issuer}/`] }),
  "refuses everything": (right) => ({
    ...right,
    verify: () => Effect.fail(new TokenRefused({ reason: "malformed" }))
  })
}

const makerOf = (mutant: Mutant) => ({
  issuer,
  claims: {},
  make: (tokens: Tokens) => ({
    layer: Layer.effect(
      TokenVerifier,
      Effect.map(TokenVerifier, (right) => mutant(right, tokens))
    ).pipe(Layer.provide(TokenVerifierMemory.layer(tokens, { issuers: [issuer] }))),
    texts: Object.fromEntries(Object.keys(tokens).map((name) => [name, name]))
  })
})

/** The promises that it breaks. */
const brokenBy = (mutant: Mutant) =>
  Effect.filter(TokenVerifierContract.everyCase, ({ run }) =>
    Effect.map(Effect.exit(Effect.scoped(run(makerOf(mutant)))), Exit.isFailure)
  )

describe("the contract of TokenVerifier", () => {
  it.effect("finds nothing wrong with a verifier that keeps it", () =>
    Effect.map(
      brokenBy((right) => right),
      (broken) => assert.deepStrictEqual(broken, [])
    )
  )

  it.effect.each(Object.entries(mutants))("notices one that %s", ([, mutant]) =>
    Effect.map(brokenBy(mutant), (broken) => assert.isNotEmpty(broken))
  )
})
