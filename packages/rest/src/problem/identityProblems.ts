/** The table of problems, fourth part: who is asking, and with what credentials. */
import type { CredentialFailure, IdentityUnavailable, Refusal, TokenRefused } from "@pgcrest/core"
import { challenge } from "../http/challenge.ts"
import type { ProblemKinds } from "./ProblemKind.ts"
import { retryAfter } from "./storeProblems.ts"

export const identityProblems: ProblemKinds<CredentialFailure | TokenRefused | IdentityUnavailable> = {
  Unauthenticated: {
    status: 401,
    title: "Not signed in",
    explain: () => ({
      detail: "This needs somebody who is signed in.",
      hint: "Send an Authorization header with a bearer token."
    }),
    headers: (_failure, realm) => [challenge(realm)]
  },
  TokenRefused: {
    status: 401,
    title: "Invalid token",
    hint: "Sign in anew, and send the token of that.",
    explain: ({ reason }) => ({
      detail: `The bearer token ${why[reason]}.`,
      errors: [{ header: "authorization", code: reason, detail: why[reason] }]
    }),
    headers: ({ reason }, realm) => [
      challenge(realm, { error: "invalid_token", error_description: `The token ${why[reason]}.` })
    ]
  },
  AuthenticationInsufficient: {
    status: 401,
    title: "Sign in anew",
    hint: "Let the person sign in anew, as the header WWW-Authenticate asks, and send the token of that.",
    explain: (failure) => ({ detail: stepUp(failure) }),
    headers: (failure, realm) => [
      challenge(realm, {
        error: "insufficient_user_authentication",
        error_description: stepUp(failure),
        max_age: failure.maxAge === null ? null : String(failure.maxAge),
        scope: failure.scopes.length === 0 ? null : failure.scopes.join(" ")
      })
    ]
  },
  InsufficientScope: {
    status: 403,
    title: "Insufficient scope",
    hint: "Ask the issuer for an access token with these scopes.",
    explain: ({ scopes }) => ({ detail: scoped(scopes) }),
    headers: ({ scopes }, realm) => [
      challenge(realm, {
        error: "insufficient_scope",
        error_description: scoped(scopes),
        scope: scopes.join(" ")
      })
    ]
  },
  IdentityUnavailable: {
    status: 503,
    title: "Identity unavailable",
    hint: "Try again after the seconds in Retry-After.",
    explain: () => ({
      detail: "It cannot be known now who is asking. Nothing was read or written."
    }),
    headers: () => retryAfter
  }
}

// Exhaustive: a new reason does not compile until it has its words.
const why: { readonly [R in Refusal]: string } = {
  malformed: "is no token that is read here",
  algorithm: "is signed by an algorithm that its issuer does not use",
  key: "is signed by a key that its issuer does not have",
  signature: "has a signature that does not fit",
  issuer: "is from an issuer that is not trusted here",
  audience: "is for somebody else",
  "token-use": "is of another kind than is taken here",
  expired: "has expired",
  "not-yet-valid": "is not valid yet",
  revoked: "was taken back"
}

function stepUp({ maxAge, mfa }: { readonly maxAge: number | null; readonly mfa: boolean }): string {
  const factors = mfa ? " with more than one factor" : ""
  return maxAge === null
    ? `This needs somebody who signed in${factors}.`
    : `This needs somebody who signed in${factors} at most ${maxAge} seconds ago.`
}

function scoped(scopes: ReadonlyArray<string>): string {
  return `This needs an access token with the ${scopes.length === 1 ? "scope" : "scopes"} ${scopes.join(" ")}.`
}
