/** How tests ask a verifier. */
import { TokenVerifierJwt } from "@pgcrest/adapter-cognito"
import { type IdentityUnavailable, type TokenRefused, TokenVerifier } from "@pgcrest/core"
import type { OidcIssuer } from "@pgcrest/testkit/oidc"
import * as Effect from "effect/Effect"

/** Takes the tokens of an issuer on loopback that are for "api". */
export const layerOf = (issuer: OidcIssuer.OidcIssuer, more: Partial<TokenVerifierJwt.OidcOptions> = {}) =>
  TokenVerifierJwt.layer({
    issuers: [
      TokenVerifierJwt.oidc({
        issuer: issuer.issuer,
        audience: ["api"],
        algorithms: ["RS256", "ES256"],
        emulator: true,
        ...more
      })
    ]
  })

/** Judges a token by the verifier that is provided. */
export const verify = (token: string) => Effect.flatMap(TokenVerifier, (verifier) => verifier.verify(token))

/** What it says of a token: its reason to refuse it, that it cannot tell, or that it takes it. */
export const verdict = (token: string): Effect.Effect<string, never, TokenVerifier> =>
  Effect.match(verify(token), { onSuccess: () => "taken", onFailure: told })

const told = (failure: TokenRefused | IdentityUnavailable): string =>
  failure._tag === "TokenRefused" ? failure.reason : failure.message

/** Waits for something to come true by itself; the test's own time limit ends a wait for what never does. */
export const until = (isTrue: () => boolean): Effect.Effect<void> =>
  Effect.callback((resume) => {
    const look = (): void => void (isTrue() ? resume(Effect.void) : setImmediate(look))
    look()
  })
