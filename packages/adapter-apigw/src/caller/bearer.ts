/** Whom a token's claims name, or the context of a Lambda authorizer. */
import { type Caller, Subject } from "@pgcrest/core"
import type { BearerOptions, Sent } from "./BearerOptions.ts"
import { claimAt } from "./claimAt.ts"
import { claimsOf } from "./claims.ts"
import { scopesOf } from "./groups.ts"
import { memberships } from "./memberships.ts"
import type { ClaimsIdentity } from "./Identity.ts"
import { filled, type JsonRecord, nameOf } from "../event/Json.ts"
import { isForeign, isReserved, type Issuers } from "./issuers.ts"

interface Bearer {
  readonly who: Omit<Caller.Caller, "actor" | "onBehalfOf" | "requestId" | "askedAt" | "occasion">
  /** Who acts for them: `act` (RFC 8693 §4.1); null where nobody else does. */
  readonly actor: string | null
}

/** A user or a client; null where no claim names one, or a stranger vouches for it. */
export const bearer = (identity: ClaimsIdentity, sent: Sent, options: BearerOptions): Bearer | null => {
  const { claims, scopes, isText, rendering } = identity
  const { issuers, authorizer } = options
  const issuerName = nameOfIssuer(identity, issuers)
  const client = clientOf(claims)
  const clientId = client === null || isForeign(client, issuers) ? null : client
  const subject = claimAt(claims, authorizer.subject ?? "sub")
  const machine = client !== null && isMachine(claims, client, subject)
  const name = machine ? clientId && Subject.ofClient(clientId) : chosenName(subject, issuers)
  if (issuerName === null || name === null) return null
  const given = (one: string) => Subject.behind(issuerName, one)
  const named = (names: ReadonlyArray<string>) => setOf(names, given, issuers)
  const groups = memberships(identity, sent, { ...options, issuerName })
  const tenant = authorizer.tenant === undefined ? null : filled(nameOf(claimAt(claims, authorizer.tenant)))
  const who: Bearer["who"] = {
    kind: machine ? "client" : "user",
    subject: given(name),
    issuer: filled(claims.iss),
    issuerName,
    clientId: clientId === null ? null : given(clientId),
    tokenUse: claims.token_use === "id" || claims.token_use === "access" ? claims.token_use : null,
    authTime: secondsOf(claims.auth_time),
    methods: claims.amr == null ? nobodys : new Set(scopesOf(claims.amr, rendering, /[\s,]+/u)),
    tenant: tenant === null || isForeign(tenant, issuers) ? null : given(tenant),
    groups: named(groups.names),
    exactGroups: groups.exact,
    scopes: named(claims.token_use === "id" ? [] : scopesOf(scopes, rendering)),
    claims: claimsOf(claims),
    textClaims: isText
  }
  const acting = claims.act === undefined ? null : chosenName(claimAt(claims, "act.sub"), issuers)
  return { who, actor: acting === null ? null : given(acting) }
}

const nobodys: ReadonlySet<string> = new Set()

/** Without those that another issuer would have given. */
function setOf(
  names: ReadonlyArray<string>,
  given: (name: string) => string,
  issuers: Issuers | null
): ReadonlySet<string> {
  if (names.length === 0) return nobodys
  return new Set(issuers === null ? names : names.filter((name) => !isForeign(name, issuers)).map(given))
}

/** Null for a stranger, where issuers are named. A Lambda authorizer that names none speaks for the api itself. */
function nameOfIssuer({ claims, rendering }: ClaimsIdentity, issuers: Issuers | null): string | null {
  if (issuers === null) return ""
  const issuer = filled(claims.iss)
  if (issuer === null) return rendering === "context" ? "" : null
  return issuers.nameOf(issuer) ?? null
}

function chosenName(value: unknown, issuers: Issuers | null): string | null {
  const given = nameOf(value)
  return given === null || given.trim() === "" || isReserved(given, issuers) ? null : given
}

// RFC 9068 §2.2 has client_id, OpenID Connect Core §2 azp; an ID token of Cognito has its client as its audience.
function clientOf(claims: JsonRecord): string | null {
  const client = filled(claims.client_id) ?? filled(claims.azp)
  return client ?? (claims.token_use === "id" ? filled(claims.aud) : null)
}

// Client credentials: the access token of nobody in particular is its client's own. Its subject is the client (RFC 9068 §2.2),
// or its issuer says what kind of grant it was: Auth0 in gty, Entra ID in idtyp. Where an option names another claim, both
// must say so: people may choose a name, and a client's id is no secret.
function isMachine(claims: JsonRecord, clientId: string, subject: unknown): boolean {
  return (
    claims.token_use !== "id" &&
    filled(claims.username) === null &&
    filled(claims["cognito:username"]) === null &&
    (((subject ?? claims.sub) === clientId && (claims.sub ?? subject) === clientId) ||
      claims.gty === "client-credentials" ||
      claims.idtyp === "app")
  )
}

function secondsOf(value: unknown): number | null {
  const seconds = typeof value === "string" && /^\d{1,12}$/u.test(value) ? Number(value) : value
  return typeof seconds === "number" && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null
}
