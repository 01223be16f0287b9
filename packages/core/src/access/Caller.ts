/** Who asks. Made by an inbound adapter from what a gateway verified, never from a client's body. */

/** The values that a claim can hold once an adapter has decoded it. */
export type ClaimValue = string | number | boolean | ReadonlyArray<string>

/** Somebody as a gateway knows them, for one request. */
export interface Caller {
  /** A person, a machine with client credentials, an AWS principal, a guest of an identity pool, or nobody. */
  readonly kind: "user" | "client" | "iam" | "guest" | "anonymous"
  /** Whose records these are: `sub`, `client:<id>` or `iam:<account>:<role or user>`; null who is not signed in. */
  readonly subject: string | null
  /** Whom the audit trail names: the subject, `guest:<identity id>` or `anonymous`. */
  readonly actor: string
  /** By exact name, as `Access.group` asks for them. */
  readonly groups: ReadonlySet<string>
  /** False when a gateway joined the groups in a way that cannot be undone: group rules are then Unknown. */
  readonly exactGroups: boolean
  /** OAuth scopes of the access token (RFC 6749 §3.3). */
  readonly scopes: ReadonlySet<string>
  /** What a token (RFC 7519 §4) or another authorizer says, by claim: for hooks, no rule reads it. */
  readonly claims: ReadonlyMap<string, ClaimValue>
  /** Under which gateway, log and trail know the request. */
  readonly requestId: string
}

/** Whether somebody has proven who they are: a guest has an identity id, and has proven nothing. */
export const isSignedIn = ({ kind }: Caller): boolean => {
  switch (kind) {
    case "user":
    case "client":
    case "iam":
      return true
    case "guest":
    case "anonymous":
      return false
  }
}

/** The caller of a request without credentials. */
export const anonymous = (requestId: string): Caller => ({
  kind: "anonymous",
  subject: null,
  actor: "anonymous",
  groups: noNames,
  exactGroups: true,
  scopes: noNames,
  claims: noClaims,
  requestId
})

const noNames: ReadonlySet<string> = new Set()
const noClaims: Caller["claims"] = new Map()

/** A guest of an identity pool: the trail tells them apart, but nothing is theirs. */
export const guest = (identityId: string, requestId: string): Caller => ({
  ...anonymous(requestId),
  kind: "guest",
  actor: `guest:${identityId}`
})

/** A signed-in person, as tests and local gateways need one. */
export const user = (
  subject: string,
  options: { readonly groups?: ReadonlyArray<string>; readonly requestId?: string } = {}
): Caller => ({
  ...anonymous(options.requestId ?? "-"),
  kind: "user",
  subject,
  actor: subject,
  groups: new Set(options.groups)
})
