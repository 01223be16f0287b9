/** Event → Caller: one shape of identity out of the seven that gateways have. */
import { Caller, unstorable } from "@pgcrest/core"
import { type AuthorizerOptions, bearer } from "./bearer.ts"
import { claimsOf } from "./claims.ts"
import type { EventSource } from "../event/EventSource.ts"
import { iamSubject } from "./iamSubject.ts"
import { identityOf } from "./Identity.ts"
import type { PoolIdentity } from "./identityPool.ts"
import { filled, type JsonRecord, record } from "../event/Json.ts"

/** What an event does not tell of its caller. */
export interface CallerOptions {
  /** Under which gateway and Lambda log the request: see `requestIdOf`. */
  readonly requestId: string
  /** The groups that the api's rules name. */
  readonly ruledGroups?: ReadonlySet<string>
  /** Which claims of an authorizer say who is calling, where they are not `sub` and `cognito:groups`. */
  readonly authorizer?: AuthorizerOptions
}

/** Who is calling, as the gateway verified it; anonymous if it verified nothing. */
export const toCaller = (
  event: unknown,
  source: EventSource | null,
  options: CallerOptions
): Caller.Caller => {
  const sent = record(event) ?? {}
  const context = record(sent.requestContext)
  const { requestId, ruledGroups = noGroups, authorizer } = options
  const identity = context === null || source === null ? null : identityOf(context, source)
  if (identity === null || source === null) return Caller.anonymous(requestId)
  switch (identity.kind) {
    case "claims": {
      const who = bearer(identity, { event: sent, source }, ruledGroups, authorizer)
      return isName(who.subject) ? { ...who, actor: who.subject, requestId } : Caller.anonymous(requestId)
    }
    case "iam":
      return principal(identity.principal, Caller.anonymous(requestId))
    case "pool":
      return visitor(identity, Caller.anonymous(requestId))
  }
}

const noGroups: ReadonlySet<string> = new Set()

// It is compared with and written to the database.
const isName = (subject: string | null): subject is string =>
  subject !== null && subject.length <= 512 && unstorable(subject) === null

const principal = (iam: JsonRecord, nobody: Caller.Caller): Caller.Caller => {
  const subject = iamSubject(filled(iam.userArn) ?? "")
  if (!isName(subject)) return nobody
  const { userArn, accountId, caller, callerId, userId, principalOrgId } = iam
  // Picked, because the record of a REST API also holds what the client says of itself, and its API key.
  const claims = { userArn, accountId, caller, callerId, userId, principalOrgId }
  return { ...nobody, kind: "iam", subject, actor: subject, claims: claimsOf(claims) }
}

// Not the role: everybody who visits the pool would be one owner.
const visitor = (pool: PoolIdentity, nobody: Caller.Caller): Caller.Caller => {
  const { identityId, isSignedIn } = pool
  if (!isName(identityId)) return nobody
  const claims = claimsOf(pool.claims)
  return isSignedIn
    ? { ...nobody, kind: "user", subject: identityId, actor: identityId, claims }
    : { ...Caller.guest(identityId, nobody.requestId), claims }
}
