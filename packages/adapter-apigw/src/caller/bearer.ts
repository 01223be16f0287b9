/** Whom a token's claims name, or the context of a Lambda authorizer. */
import type { Caller } from "@pgcrest/core"
import { claimAt, printedMap } from "./claimAt.ts"
import { claimsOf } from "./claims.ts"
import type { EventSource } from "../event/EventSource.ts"
import { groupsInMap, groupsOf, scopesOf } from "./groups.ts"
import type { ClaimsIdentity } from "./Identity.ts"
import { filled, type JsonRecord, nameOf } from "../event/Json.ts"
import { isReserved, type Issuers } from "./issuers.ts"
import { tokenList } from "./tokenList.ts"

/**
 * Which claims say who is calling, by name or by a path into a claim that holds an object, as JSON text too:
 * `{ subject: "principalId", groups: "realm_access.roles" }`.
 */
export interface AuthorizerOptions {
  /** `sub` unless given. A value that all callers share makes them one owner. */
  readonly subject?: string
  /** `cognito:groups`, or `groups` where that is absent, unless given. */
  readonly groups?: string
  /** Of which tenant the caller is; none unless given. */
  readonly tenant?: string
}

interface Sent {
  readonly event: JsonRecord
  readonly source: EventSource
}

/** What the handler's options say of bearers. */
export interface BearerOptions {
  /** The groups that the api's rules name. */
  readonly ruled: ReadonlySet<string>
  readonly issuers: Issuers | null
  readonly authorizer: AuthorizerOptions
}

type Bearer = Omit<Caller.Caller, "actor" | "requestId" | "askedAt">

/** A user or a client, its subject null if no claim names one. */
export const bearer = (
  { claims, rendering, scopes, isText }: ClaimsIdentity,
  sent: Sent,
  { ruled, issuers, authorizer }: BearerOptions
): Bearer => {
  const path = authorizer.groups ?? (claims["cognito:groups"] == null ? "groups" : "cognito:groups")
  const listed = () => (rendering === "context" ? "absent" : tokenList(sent.event, sent.source, claims, path))
  const printed = printedMap(claims, path)
  const groups =
    printed === null
      ? groupsOf({ value: claimAt(claims, path), rendering, ruled, listed })
      : groupsInMap(printed, path, listed())
  const clientId = clientOf(claims)
  const machine = isMachine(claims, clientId)
  const name = machine
    ? `client:${clientId}`
    : chosenName(claimAt(claims, authorizer.subject ?? "sub"), issuers)
  const issuer = filled(claims.iss)
  const issuerName = nameOfIssuer(issuer, rendering, issuers)
  return {
    kind: machine ? "client" : "user",
    subject: name === null || issuerName === null ? null : issuerName === "" ? name : `${issuerName}:${name}`,
    issuer: issuerName === null || issuerName === "" ? issuer : issuerName,
    clientId,
    tokenUse: claims.token_use === "id" || claims.token_use === "access" ? claims.token_use : null,
    authTime: secondsOf(claims.auth_time),
    methods: named(claims.amr == null ? [] : scopesOf(claims.amr, /[\s,]+/u)),
    tenant: authorizer.tenant === undefined ? null : filled(nameOf(claimAt(claims, authorizer.tenant))),
    groups: named(groups.names),
    exactGroups: groups.exact,
    scopes: named(scopesOf(scopes)),
    claims: claimsOf(claims),
    textClaims: isText
  }
}

const nobodys: ReadonlySet<string> = new Set()

const named = (names: ReadonlyArray<string>): ReadonlySet<string> =>
  names.length === 0 ? nobodys : new Set(names)

/** Null for a stranger, where issuers are named. A Lambda authorizer that names none speaks for the api itself. */
const nameOfIssuer = (
  issuer: string | null,
  rendering: ClaimsIdentity["rendering"],
  issuers: Issuers | null
): string | null => {
  if (issuers === null) return ""
  if (issuer === null) return rendering === "context" ? "" : null
  return issuers.nameOf(issuer) ?? null
}

const chosenName = (value: unknown, issuers: Issuers | null): string | null => {
  const given = nameOf(value)
  return given === null || given.trim() === "" || isReserved(given, issuers) ? null : given
}

// RFC 9068 §2.2 has client_id, OpenID Connect Core §2 azp; an ID token of Cognito has its client as its audience.
const clientOf = (claims: JsonRecord): string | null =>
  filled(claims.client_id) ?? filled(claims.azp) ?? (claims.token_use === "id" ? filled(claims.aud) : null)

// Client credentials: the access token of nobody in particular is its client's own. Its sub is the client (RFC 9068 §2.2),
// or its issuer says what kind of grant it was: Auth0 in gty, Entra ID in idtyp.
const isMachine = (claims: JsonRecord, clientId: string | null): boolean =>
  clientId !== null &&
  claims.token_use !== "id" &&
  filled(claims.username) === null &&
  filled(claims["cognito:username"]) === null &&
  (claims.sub === clientId || claims.gty === "client-credentials" || claims.idtyp === "app")

const secondsOf = (value: unknown): number | null => {
  const seconds = typeof value === "string" && /^\d{1,12}$/u.test(value) ? Number(value) : value
  return typeof seconds === "number" && Number.isSafeInteger(seconds) && seconds >= 0 ? seconds : null
}
