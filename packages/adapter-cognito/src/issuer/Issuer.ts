/** Whose tokens are taken, and for whom they must be. */
import type { Algorithm } from "../token/algorithms.ts"
import type { Expectation } from "../token/judgeClaims.ts"
import type { KeyOrigin } from "../keys/KeyOrigin.ts"
import type { PreloadedKeys } from "../keys/preloaded.ts"

/** An issuer of tokens, named by its `iss` to the letter; made by `cognito` and `oidc`. */
export interface Issuer extends KeyOrigin {
  readonly algorithms: ReadonlySet<Algorithm>
  readonly expected: Expectation
  /** Keys that are known before any are fetched; null if none. */
  readonly keys: PreloadedKeys | null
}
