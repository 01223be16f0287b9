/** Who asks. Made by an inbound adapter from what a gateway or a TokenVerifier has verified, never from a client's body. */

import { type Occasion, silent } from "./Occasion.ts"
import { ofClient, ofGuest } from "./subject.ts"

export type { Occasion } from "./Occasion.ts"

/** The values that a claim can hold once an adapter has decoded it. */
export type ClaimValue = string | number | boolean | ReadonlyArray<string>

/** Somebody as their issuer knows them, for one request. */
export interface Caller {
  /** A person, a machine with client credentials, an AWS principal, a guest of an identity pool, or nobody. */
  readonly kind: "user" | "client" | "iam" | "guest" | "anonymous"
  /** Whose records these are: `sub`, `client:<id>` or `iam:<account>:<role or user>`; of an issuer that has a name, behind that name and a colon. Null who is not signed in. */
  readonly subject: string | null
  /** Whom the audit trail names: the subject, who acts for it where a token says so, `guest:<identity id>` or `anonymous`. */
  readonly actor: string
  /** The subject, where a token says that the actor is another who acts for it: `act` (RFC 8693 §4.1). */
  readonly onBehalfOf: string | null
  /** Who vouches for the subject: `iss` (RFC 7519 §4.1.1); null where no token does. */
  readonly issuer: string | null
  /** What stands before all that this issuer names: subject, groups, scopes, client, tenant. "" of the one whose names stand alone. */
  readonly issuerName: string
  /** The OAuth client that the token was issued to, by `client_id` or `azp`. */
  readonly clientId: string | null
  /** What kind of token it is, where its issuer says so: Cognito does. */
  readonly tokenUse: "id" | "access" | null
  /** When the person signed in, in seconds since 1970: `auth_time` (OpenID Connect Core §2). */
  readonly authTime: number | null
  /** How they did, by `amr` (RFC 8176). */
  readonly methods: ReadonlySet<string>
  /** Whose records are theirs to share, by the claim that an option of the adapter names. */
  readonly tenant: string | null
  /** By exact name, as `Access.group` asks for them. */
  readonly groups: ReadonlySet<string>
  /** False when a gateway joined the groups in a way that cannot be undone: group rules are then Unknown. */
  readonly exactGroups: boolean
  /** OAuth scopes of the access token (RFC 6749 §3.3). */
  readonly scopes: ReadonlySet<string>
  /** What a token (RFC 7519 §4) or another authorizer says, by claim, as the source gives it: for hooks, and for `Access.claim`. */
  readonly claims: ReadonlyMap<string, ClaimValue>
  /** Whether the source makes a text of every claim, as gateways do: a rule then reads its own type from it. */
  readonly textClaims: boolean
  /** Under which gateway, log and trail know the request. */
  readonly requestId: string
  /** When the request came, in seconds since 1970. */
  readonly askedAt: number
  /** What the request says of itself, unverified: no rule asks for it. */
  readonly occasion: Occasion
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

/** The same caller, whose writes are part of this: an operation or a batch, by its name. */
export const doing = (via: string, caller: Caller): Caller => ({
  ...caller,
  occasion: { ...caller.occasion, via }
})

/** Whom the trail names of a subject, and of one for whom another acts. */
export const actedBy = (subject: string, actor: string | null): Pick<Caller, "actor" | "onBehalfOf"> =>
  actor === null || actor === subject ? { actor: subject, onBehalfOf: null } : { actor, onBehalfOf: subject }

/** The caller of a request without credentials. */
export const anonymous = (requestId: string, askedAt = 0): Caller => ({
  kind: "anonymous",
  subject: null,
  actor: "anonymous",
  onBehalfOf: null,
  issuer: null,
  issuerName: "",
  clientId: null,
  tokenUse: null,
  authTime: null,
  methods: noNames,
  tenant: null,
  groups: noNames,
  exactGroups: true,
  scopes: noNames,
  claims: noClaims,
  textClaims: false,
  requestId,
  askedAt,
  occasion: silent
})

const noNames: ReadonlySet<string> = new Set()
const noClaims: Caller["claims"] = new Map()

/** A guest of an identity pool: the trail tells them apart, but nothing is theirs. */
export const guest = (identityId: string, requestId: string): Caller => ({
  ...anonymous(requestId),
  kind: "guest",
  actor: ofGuest(identityId)
})

/** What a test or a local gateway says of somebody beside the subject. */
export interface Described extends Partial<
  Pick<
    Caller,
    "issuer" | "issuerName" | "clientId" | "tokenUse" | "authTime" | "tenant" | "requestId" | "askedAt"
  >
> {
  /** Who acts for the subject. */
  readonly actor?: string
  /** What the request says of itself. */
  readonly occasion?: Partial<Occasion>
  readonly groups?: ReadonlyArray<string>
  readonly scopes?: ReadonlyArray<string>
  readonly methods?: ReadonlyArray<string>
  readonly claims?: Readonly<Record<string, ClaimValue>>
}

/** A signed-in person, as tests and local gateways need one. */
export const user = (subject: string, described: Described = {}): Caller =>
  signedIn("user", subject, described)

/** A machine with credentials of its own (RFC 6749 §4.4), by its client id. */
export const client = (clientId: string, described: Described = {}): Caller =>
  signedIn("client", ofClient(clientId), { clientId, ...described })

function signedIn(
  kind: "user" | "client",
  subject: string,
  { groups, scopes, methods, claims = {}, requestId = "-", actor, occasion, ...known }: Described
): Caller {
  return {
    ...anonymous(requestId),
    ...known,
    kind,
    subject,
    ...actedBy(subject, actor ?? null),
    occasion: { ...silent, ...occasion },
    groups: new Set(groups),
    scopes: new Set(scopes),
    methods: new Set(methods),
    claims: new Map(Object.entries(claims))
  }
}
