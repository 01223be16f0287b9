/** That it cannot be known whether a token still counts. */
import { IdentityUnavailable } from "@pgcrest/core"
import * as Effect from "effect/Effect"

/** Fails with a sentence that tells the operator why. */
export const unavailable = (cause: unknown): Effect.Effect<never, IdentityUnavailable> =>
  Effect.fail(new IdentityUnavailable({ of: "revocation", cause }))
