/** How tokens come to be of which a contract asks whether they are revoked. */
import type { Presented } from "@pgcrest/core"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"

/** What an adapter brings beside its revocation, which the contract asks at once for all that it does here. */
export class Tokens extends Context.Service<
  Tokens,
  {
    /** A new token that counts, as a verifier hands it on. */
    readonly issue: Effect.Effect<Presented>
    readonly revoke: (presented: Presented) => Effect.Effect<void>
  }
>()("@pgcrest/testkit/Tokens") {}
