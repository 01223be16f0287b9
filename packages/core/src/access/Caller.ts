/** Who asks. Made by an inbound adapter from what a gateway verified, never from a client's body. */

/** The values that a claim can hold once an adapter has decoded it. */
export type ClaimValue = string | number | boolean | ReadonlyArray<string>

export interface Caller {
  /** A person, a machine with client credentials, an AWS principal, a guest of an identity pool, or nobody. */
  readonly kind: "user" | "client" | "iam" | "guest" | "anonymous"
  /** Whose records these are: `sub`, `client:<id>` or `iam:<account>:<role or user>`; null who is not signed in. */
  readonly subject: string | null
  /** Whom the audit trail names: the subject, `guest:<identity id>` or `anonymous`. */
  readonly actor: string
  readonly groups: ReadonlySet<string>
  /** False when a gateway joined the groups in a way that cannot be undone: group rules are then Unknown. */
  readonly exactGroups: boolean
  readonly scopes: ReadonlySet<string>
  readonly claims: ReadonlyMap<string, ClaimValue>
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
  groups: new Set(),
  exactGroups: true,
  scopes: new Set(),
  claims: new Map(),
  requestId
})

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
