/** What is asked of a token's claims, and the event around them. */
import { InvalidDeclaration } from "@pgcrest/core"
import type { EventSource } from "../event/EventSource.ts"
import type { JsonRecord } from "../event/Json.ts"
import type { Issuers } from "./issuers.ts"

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

/** Throws InvalidDeclaration for a claim without a name: it would be in no token. */
export const checkAuthorizer = (options: AuthorizerOptions = {}): void => {
  const faults = Object.entries(options).flatMap(([option, claim]: readonly [string, unknown]) =>
    claim === undefined || (typeof claim === "string" && claim.trim() !== "")
      ? []
      : [`The option authorizer.${option}: "${claim}" is no name of a claim`]
  )
  if (faults.length > 0) throw new InvalidDeclaration(...faults)
}

/** The event behind an identity. */
export interface Sent {
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
