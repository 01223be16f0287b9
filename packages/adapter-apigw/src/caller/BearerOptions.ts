/** What is asked of a token's claims, and the event around them. */
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
