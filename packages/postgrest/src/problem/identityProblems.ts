/** The table of problems, fourth part: who is asking, and with what credentials. */
import type { CredentialFailure, IdentityUnavailable, Refusal, TokenRefused } from "@pgcrest/core"
import { challenge } from "@pgcrest/rest"
import { denied } from "./denied.ts"
import type { Problems } from "./Problem.ts"
import { retryAfter } from "./storeProblems.ts"

export const identityProblems: Problems<CredentialFailure | TokenRefused | IdentityUnavailable> = {
  Unauthenticated: (failure, { realm }) => ({
    status: 401,
    code: "42501",
    message: denied(failure),
    hint: "Send an Authorization header with a bearer token.",
    headers: [challenge(realm)]
  }),
  TokenRefused: ({ reason }, { realm }) => ({
    status: 401,
    ...tokens[reason],
    headers: [challenge(realm, { error: "invalid_token", error_description: tokens[reason].message })]
  }),
  AuthenticationInsufficient: ({ act, maxAge, mfa, resource, scopes }, { realm }) => ({
    status: 401,
    code: "42501",
    message: denied({ act, resource }),
    details: `This needs somebody who signed in${mfa ? " with more than one factor" : ""}${maxAge === null ? "" : ` at most ${maxAge} seconds ago`}.`,
    headers: [
      challenge(realm, {
        error: "insufficient_user_authentication",
        max_age: maxAge === null ? null : String(maxAge),
        scope: scopes.length === 0 ? null : scopes.join(" ")
      })
    ]
  }),
  InsufficientScope: ({ act, resource, scopes }, { realm }) => ({
    status: 403,
    code: "42501",
    message: denied({ act, resource }),
    details: `This needs an access token with the scopes ${scopes.join(" ")}.`,
    headers: [challenge(realm, { error: "insufficient_scope", scope: scopes.join(" ") })]
  }),
  IdentityUnavailable: () => ({
    status: 503,
    code: "PGCREST_IdentityUnavailable",
    message: "It cannot be known now who is asking",
    details: "Nothing was read or written.",
    headers: retryAfter
  })
}

const undecoded = (message: string) => ({ code: "PGRST301", message })
const unclaimed = (message: string) => ({ code: "PGRST303", message })

// Exhaustive: a new reason does not compile until it has its words.
const tokens: { readonly [R in Refusal]: { readonly code: string; readonly message: string } } = {
  malformed: undecoded("JWT cannot be read"),
  algorithm: undecoded("Wrong or unsupported encoding algorithm"),
  key: undecoded("No suitable key was found to decode the JWT"),
  signature: undecoded("JWT cryptographic operation failed"),
  issuer: unclaimed("JWT not from a trusted issuer"),
  audience: unclaimed("JWT not in audience"),
  "token-use": unclaimed("JWT is of another kind than is taken here"),
  expired: unclaimed("JWT expired"),
  "not-yet-valid": unclaimed("JWT not yet valid"),
  revoked: unclaimed("JWT was taken back")
}
