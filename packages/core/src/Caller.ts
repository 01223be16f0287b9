/** Who asks. Made by an inbound adapter from what a gateway verified, never from a client's body. */

/** The values that a claim can hold once an adapter has decoded it. */
export type ClaimValue = string | number | boolean | ReadonlyArray<string>

export interface Caller {
  /** A person, a machine with client credentials, an AWS principal, or nobody. */
  readonly kind: "user" | "client" | "iam" | "anonymous"
  /** Whom the audit trail names: `sub`, `client:<id>` or `iam:<account>:<role or user>`; null when anonymous. */
  readonly subject: string | null
  readonly groups: ReadonlySet<string>
  /** False when a gateway joined the groups in a way that cannot be undone: group rules are then Unknown. */
  readonly exactGroups: boolean
  readonly scopes: ReadonlySet<string>
  readonly claims: ReadonlyMap<string, ClaimValue>
  readonly requestId: string
}

/** The caller of a request without credentials. */
export const anonymous = (requestId: string): Caller => ({
  kind: "anonymous",
  subject: null,
  groups: new Set(),
  exactGroups: true,
  scopes: new Set(),
  claims: new Map(),
  requestId
})

/** A signed-in person, as tests and local gateways need one. */
export const user = (
  subject: string,
  options: { readonly groups?: ReadonlyArray<string>; readonly requestId?: string } = {}
): Caller => ({
  ...anonymous(options.requestId ?? "-"),
  kind: "user",
  subject,
  groups: new Set(options.groups)
})
