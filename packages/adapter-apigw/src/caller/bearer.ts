/** Whom a token's claims name, or the context of a Lambda authorizer. */
import type { Caller } from "@pgcrest/core"
import { claimAt, printedMap } from "./claimAt.ts"
import { claimsOf } from "./claims.ts"
import type { EventSource } from "../event/EventSource.ts"
import { groupsInMap, groupsOf, scopesOf } from "./groups.ts"
import type { ClaimsIdentity } from "./Identity.ts"
import { filled, type JsonRecord, nameOf } from "../event/Json.ts"
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
}

interface Sent {
  readonly event: JsonRecord
  readonly source: EventSource
}

type Bearer = Pick<Caller.Caller, "kind" | "subject" | "groups" | "exactGroups" | "scopes" | "claims">

/** A user or a client, its subject null if no claim names one. */
export const bearer = (
  { claims, rendering, scopes }: ClaimsIdentity,
  { event, source }: Sent,
  ruled: ReadonlySet<string>,
  options: AuthorizerOptions = {}
): Bearer => {
  const path = options.groups ?? (claims["cognito:groups"] == null ? "groups" : "cognito:groups")
  const listed = () => (rendering === "context" ? "absent" : tokenList(event, source, claims, path))
  const printed = printedMap(claims, path)
  const groups =
    printed === null
      ? groupsOf({ value: claimAt(claims, path), rendering, ruled, listed })
      : groupsInMap(printed, path, listed())
  return {
    ...(isClient(claims)
      ? { kind: "client", subject: `client:${filled(claims.client_id)}` }
      : { kind: "user", subject: name(claimAt(claims, options.subject ?? "sub")) }),
    groups: named(groups.names),
    exactGroups: groups.exact,
    scopes: named(scopesOf(scopes)),
    claims: claimsOf(claims)
  }
}

const nobodys: ReadonlySet<string> = new Set()

const named = (names: ReadonlyArray<string>): ReadonlySet<string> =>
  names.length === 0 ? nobodys : new Set(names)

const name = (value: unknown): string | null => {
  const given = nameOf(value)
  return given === null || given.trim() === "" || reserved.test(given) ? null : given
}

// Names of clients, roles and guests, and of nobody: no user takes them, whoever lets users choose a name.
const reserved = /^(?:anonymous$|client:|iam:|guest:)/

// Client credentials: the access token of nobody in particular is its client's own.
const isClient = (claims: JsonRecord): boolean =>
  claims.token_use === "access" &&
  filled(claims.username) === null &&
  filled(claims["cognito:username"]) === null &&
  filled(claims.client_id) !== null &&
  claims.sub === claims.client_id
