// @effect-diagnostics strictEffectProvide:off
import { assert, describe, it } from "@effect/vitest"
import { TokenVerifierMemory } from "@pgcrest/adapter-memory"
import { TokenVerifier } from "@pgcrest/core"
import { TokenVerifierContract } from "@pgcrest/testkit"
import * as Effect from "effect/Effect"

const issuer = "https://issuer.example"

TokenVerifierContract.suite(
  "memory",
  Effect.succeed({
    issuer,
    claims: {},
    make: (tokens) => ({
      layer: TokenVerifierMemory.layer(tokens, { issuers: [issuer] }),
      texts: Object.fromEntries(Object.keys(tokens).map((name) => [name, name]))
    })
  })
)

describe("tokens in a list", () => {
  const verify = (token: string) => Effect.flatMap(TokenVerifier, (verifier) => verifier.verify(token))

  it.effect("count always where they say nothing of time, and of whom they are where they say it", () =>
    Effect.gen(function* () {
      const { issuers } = yield* TokenVerifier
      assert.deepStrictEqual(issuers, [issuer])
      assert.strictEqual((yield* verify("ann's")).claims["sub"], "ann")
      assert.strictEqual((yield* verify("bob's")).claims["sub"], "bob")
    }).pipe(
      Effect.provide(
        TokenVerifierMemory.layer({ "ann's": { sub: "ann" }, "bob's": { sub: "bob", iss: issuer } })
      )
    )
  )
})
