/** Tokens of a user pool on loopback, as a verifier hands them on. */
import type { Claims, Presented } from "@pgcrest/core"
import type { CognitoServer } from "@pgcrest/testkit/cognito"
import * as Redacted from "effect/Redacted"

export const presentedOf = (
  { token, claims }: CognitoServer.AccessToken,
  changes: Claims = {}
): Presented => ({ token: Redacted.make(token), claims: { ...claims, ...changes } })
