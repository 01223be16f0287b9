/** How the contract of `TokenVerifier` gets tokens: an adapter says what its tokens must look like, and makes them. */
import type { Claims, TokenVerifier } from "@pgcrest/core"
import type * as Layer from "effect/Layer"

/** A verifier, and the texts of tokens. */
export interface Verifying {
  readonly layer: Layer.Layer<TokenVerifier, object>
  /** The tokens, under the names that they were asked by. */
  readonly texts: Readonly<Record<string, string>>
}

/** What an adapter brings. */
export interface Maker {
  /** An issuer whose tokens the verifier takes. */
  readonly issuer: string
  /** Claims without which it takes none of its tokens, beside `iss`, `sub` and `exp`: an audience, a use. */
  readonly claims: Claims
  /** A verifier, and a token of exactly each of these claims, signed as its issuer would; also where the issuer is another. */
  readonly make: (tokens: Readonly<Record<string, Claims>>) => Verifying
}
