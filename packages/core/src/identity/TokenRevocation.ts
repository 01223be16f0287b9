/** The port behind which it is known which tokens were taken back before their time. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import type * as Redacted from "effect/Redacted"
import type { Claims } from "./Claims.ts"
import type { IdentityUnavailable } from "./IdentityUnavailable.ts"

/** A token that was verified, by a gateway or by a TokenVerifier. */
export interface Presented {
  readonly claims: Claims
  /** The token itself; null where the gateway has not passed it on. */
  readonly token: Redacted.Redacted<string> | null
}

/** Knows which tokens no longer count. */
export class TokenRevocation extends Context.Service<
  TokenRevocation,
  {
    /** Whether its issuer, or this api, has taken the token back. Fails with IdentityUnavailable where that cannot be known: it then counts for nothing. */
    readonly isRevoked: (presented: Presented) => Effect.Effect<boolean, IdentityUnavailable>
  }
>()("@pgcrest/core/TokenRevocation") {}
