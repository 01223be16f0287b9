/** Event → Caller: one shape of identity out of the eight that gateways and verifiers have. */
import { Caller, Subject, unstorable } from "@pgcrest/core"
import { bearer } from "./bearer.ts"
import type { AuthorizerOptions, Sent } from "./BearerOptions.ts"
import { claimsOf } from "./claims.ts"
import type { EventSource } from "../event/EventSource.ts"
import { iamSubject } from "./iamSubject.ts"
import { type Identity, identityOf } from "./Identity.ts"
import type { PoolIdentity } from "./identityPool.ts"
import { type IssuerNames, type Issuers, issuersOf } from "./issuers.ts"
import { filled, type JsonRecord, record } from "../event/Json.ts"

/** What an event does not tell of its caller. */
export interface CallerOptions {
  /** Under which gateway and Lambda log the request: see `requestIdOf`. */
  readonly requestId: string
  /** When the request came, in seconds since 1970: rules that ask when somebody signed in hold for nobody without it. */
  readonly askedAt?: number
  /** The groups that the api's rules name. */
  readonly ruledGroups?: ReadonlySet<string>
  /** Which claims of a token or an authorizer say who is calling, where they are not `sub` and `cognito:groups`. */
  readonly authorizer?: AuthorizerOptions
  /** Whose tokens count, by the names that stand before their subjects; all that the gateway lets in, unless given. */
  readonly issuers?: IssuerNames
}

/** Who is calling, as the gateway verified it; anonymous if it verified nothing. */
export const toCaller = (
  event: unknown,
  source: EventSource | null,
  options: CallerOptions
): Caller.Caller => {
  const sent = record(event) ?? {}
  const context = record(sent.requestContext)
  const identity = context === null || source === null ? null : identityOf(context, source)
  if (identity === null || source === null) return Caller.anonymous(options.requestId, options.askedAt)
  return callerOf(identity, { event: sent, source }, { ...options, issuers: issuersOf(options.issuers) })
}

/** The same options, with the issuers read once. */
export interface Asking extends Omit<CallerOptions, "issuers"> {
  readonly issuers: Issuers | null
}

/** Whom an identity names: nobody, where it names none that could be compared and kept. */
export const callerOf = (
  identity: Identity,
  sent: Sent,
  { requestId, askedAt = 0, ruledGroups = noGroups, authorizer = {}, issuers }: Asking
): Caller.Caller => {
  const nobody = Caller.anonymous(requestId, askedAt)
  switch (identity.kind) {
    case "claims": {
      const known = bearer(identity, sent, { ruled: ruledGroups, issuers, authorizer })
      if (known === null || !isName(known.who.subject)) return nobody
      const { who, actor } = known
      // An actor that could not be kept is no reason to name another: nobody is let in.
      if (actor !== null && !isName(actor)) return nobody
      const { occasion } = nobody
      return { ...who, ...Caller.actedBy(known.who.subject, actor), requestId, askedAt, occasion }
    }
    case "iam":
      return principal(identity.principal, nobody)
    case "pool":
      return visitor(identity, nobody)
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
    : { ...nobody, kind: "guest", actor: Subject.ofGuest(identityId), claims }
}
