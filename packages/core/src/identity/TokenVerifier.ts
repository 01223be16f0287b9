/** The port behind which tokens are proven, where no gateway has done it. */
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import type { Claims } from "./Claims.ts"
import type { IdentityUnavailable } from "./IdentityUnavailable.ts"

/** Why a token counts for nothing; a client may be told this much of it. */
export const refusals = [
  /** No compact JWT of three parts (RFC 7515 §7.1), too long, or with a claim that comes twice. */
  "malformed",
  /** Signed by an algorithm that its issuer does not use, or by none (RFC 8725 §3.1). */
  "algorithm",
  /** Signed by a key that its issuer does not have. */
  "key",
  "signature",
  /** From nobody whose tokens are taken. */
  "issuer",
  /** For somebody else: another audience or client. */
  "audience",
  /** Of another use: an ID token where an access token is taken. */
  "token-use",
  "expired",
  "not-yet-valid",
  "revoked"
] as const
/** One of `refusals`. */
export type Refusal = (typeof refusals)[number]

/** A token that counts for nothing. Its text is nowhere in here. */
export class TokenRefused extends Schema.TaggedError<TokenRefused>()("TokenRefused", {
  reason: Schema.Literals(refusals)
}) {}

/** A token that its issuer has signed for this api, and that is valid now. */
export interface Verified {
  /** The payload, as it was signed. */
  readonly claims: Claims
  /** What the operator should know, as that keys are older than they ought to be; null if nothing. */
  readonly notice: string | null
}

/** Proves tokens of the issuers that it was told of. */
export class TokenVerifier extends Context.Service<
  TokenVerifier,
  {
    /** Whose tokens are taken, by their claim `iss`. */
    readonly issuers: ReadonlyArray<string>
    /**
     * The claims of a token that is signed by a key of its issuer, for this api, and valid now. Fails with TokenRefused for
     * every other text, and with IdentityUnavailable where no key to judge it by could be had.
     */
    readonly verify: (token: string) => Effect.Effect<Verified, TokenRefused | IdentityUnavailable>
  }
>()("@pgcrest/core/TokenVerifier") {}
