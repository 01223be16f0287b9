/** Who signs people in and proves their tokens, where those are real: what stands behind a gateway's authorizer. */
import type { Claims } from "@pgcrest/core"

/** What somebody has who signed in. */
export interface Tokens {
  readonly idToken: string
  readonly accessToken: string
}

/** A user pool, or what plays one. */
export interface Authority {
  /** The claims of a token that it has signed and that is valid now, or a sentence that says what is wrong with the text. */
  readonly verify: (token: string) => Promise<Claims | string>
  /** The tokens of a user, or a sentence that says why there are none. Rejects where it cannot be asked. */
  readonly signIn: (username: string, password: string) => Promise<Tokens | string>
}
