/** A `TokenRevocation` in a plain set: for tests and first steps, kept honest by the contract. */
import { type Claims, IdentityUnavailable, TokenRevocation } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** The tokens whose `jti` or `origin_jti` is in a set, which is looked at each time, are revoked. */
export const layer = (revoked: ReadonlySet<string>): Layer.Layer<TokenRevocation> =>
  Layer.succeed(TokenRevocation, {
    isRevoked: ({ claims }) =>
      Effect.suspend(() => {
        const ids = idsOf(claims)
        return ids.length === 0
          ? new IdentityUnavailable({ of: "revocation", cause: "the token has neither jti nor origin_jti" })
          : Effect.succeed(ids.some((id) => revoked.has(id)))
      })
  })

function idsOf(claims: Claims): ReadonlyArray<string> {
  return [claims["jti"], claims["origin_jti"]].flatMap((id) =>
    typeof id === "string" && id !== "" ? [id] : []
  )
}
