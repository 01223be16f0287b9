/** The memory revocation, and the set by which tokens are taken back. */
import { TokenRevocationMemory } from "@pgcrest/adapter-memory"
import { TokenRevocationContract } from "@pgcrest/testkit"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

export const tokens = Layer.unwrap(
  Effect.sync(() => {
    const revoked = new Set<string>()
    return Layer.merge(
      TokenRevocationMemory.layer(revoked),
      Layer.succeed(TokenRevocationContract.Tokens, {
        issue: Effect.sync(() => ({ claims: { jti: crypto.randomUUID() }, token: null })),
        revoke: ({ claims }) => Effect.sync(() => revoked.add(String(claims["jti"])))
      })
    )
  })
)
