import { TokenRevocationMemory } from "@pgcrest/adapter-memory"
import { TokenRevocation } from "@pgcrest/core"
import { TokenRevocationContract } from "@pgcrest/testkit"
import { assert, layer } from "@effect/vitest"
import * as Effect from "effect/Effect"
import { tokens } from "./identity/tokens.ts"

TokenRevocationContract.suite("memory", tokens)

layer(TokenRevocationMemory.layer(new Set(["first"])))((it) => {
  it.effect("knows a token by the sign-in that it comes from, too", () =>
    Effect.gen(function* () {
      const { isRevoked } = yield* TokenRevocation
      assert.isTrue(yield* isRevoked({ claims: { jti: "other", origin_jti: "first" }, token: null }))
      assert.isFalse(yield* isRevoked({ claims: { jti: "other", origin_jti: "second" }, token: null }))
    })
  )
})
