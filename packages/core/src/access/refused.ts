/** What is said to a caller whom no rule can grant what they ask. */
import {
  AuthenticationInsufficient,
  type CredentialFailure,
  InsufficientScope,
  NotPermitted,
  Unauthenticated
} from "../failures.ts"
import type { Rule } from "../resource/Access.ts"
import { type Caller, isSignedIn } from "./Caller.ts"
import { lackingFor } from "./lacking.ts"

/** What a caller is refused before any record is looked at. */
export type Refused = CredentialFailure | NotPermitted

/** What was asked for, as a refusal tells it. */
export interface Asked {
  readonly resource: string
  readonly act: string
}

/** To sign in, to bring another token where that would do, or that there is nothing to be done. */
export const refused = (asked: Asked, caller: Caller, rules: ReadonlyArray<Rule>): Refused => {
  if (!isSignedIn(caller)) return new Unauthenticated(asked)
  const lacking = lackingFor({ _tag: "Any", rules }, caller)
  if (lacking === null) return new NotPermitted(asked)
  const { scopes, maxAge, mfa } = lacking
  if (maxAge !== null || mfa) return new AuthenticationInsufficient({ ...asked, maxAge, mfa, scopes })
  return scopes.length > 0 ? new InsufficientScope({ ...asked, scopes }) : new NotPermitted(asked)
}
