/** A `TokenRevocation` in a plain set: for tests and first steps, kept honest by the contract. */
import { IdentityUnavailable, tokenIds, TokenRevocation } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** The tokens are revoked of which an id is in a set, which is looked at each time: `jti`, `origin_jti`, or `sub:<iss>#<sub>`. */
export const layer = (revoked: ReadonlySet<string>): Layer.Layer<TokenRevocation> =>
  Layer.succeed(TokenRevocation, {
    isRevoked: ({ claims }) =>
      Effect.suspend(() => {
        const ids = tokenIds(claims) ?? []
        return ids.length === 0
          ? new IdentityUnavailable({ of: "revocation", cause: "the token has no id that can be read" })
          : Effect.succeed(ids.some((id) => revoked.has(id)))
      })
  })
