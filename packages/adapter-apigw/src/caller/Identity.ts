/** What a gateway or a TokenVerifier has verified about who is calling, told by each in its own shape. */
import type { EventSource } from "../event/EventSource.ts"
import { type PoolIdentity, poolIdentity } from "./identityPool.ts"
import { filled, type JsonRecord, record } from "../event/Json.ts"

/** How a list comes: `a,b` from a token by a REST API, `[a b]` from one by an HTTP API, as a Lambda authorizer wrote it, as the token has it. */
export type Rendering = "commas" | "brackets" | "context" | "token"

export interface ClaimsIdentity {
  /** A token's claims, or the context that a Lambda authorizer made. */
  readonly kind: "claims"
  readonly claims: JsonRecord
  readonly rendering: Rendering
  readonly scopes: unknown
  /** Whether all that is no text was made one. */
  readonly isText: boolean
}

export type Identity =
  | ClaimsIdentity
  | { readonly kind: "iam"; readonly principal: JsonRecord }
  | PoolIdentity

/** The identity in an event's request context, whether or not it names anybody; null if no authorizer let it in. */
export const identityOf = (context: JsonRecord, source: EventSource): Identity | null => {
  const authorizer = record(context.authorizer) ?? {}
  switch (source) {
    case "rest":
      return payload1(authorizer, "commas") ?? iam(context.identity)
    case "http1":
      return payload1(authorizer, "brackets") ?? iam(context.identity)
    case "http2":
      return payload2(authorizer)
    case "url":
      return iam(authorizer.iam)
    case "alb":
      return null
  }
}

// An HTTP API without an authorizer sends claims: null, and a REST API measures its integration in any case.
const payload1 = (authorizer: JsonRecord, rendering: Rendering): Identity | null => {
  const claims = record(authorizer.claims)
  if (claims !== null) return token(claims, rendering, authorizer.scopes)
  const isTold = ([name, value]: readonly [string, unknown]) => value != null && name !== "integrationLatency"
  return Object.entries(authorizer).some(isTold) ? custom(authorizer, true) : null
}

// A Lambda authorizer that answers no context is told as lambda: null.
const payload2 = (authorizer: JsonRecord): Identity | null => {
  const jwt = record(authorizer.jwt)
  const claims = record(jwt?.claims)
  if (claims !== null) return token(claims, "brackets", jwt?.scopes)
  const context = record(authorizer.lambda)
  if (context !== null) return custom(context, false)
  return iam(authorizer.iam) ?? (authorizer.lambda === null ? custom({}, false) : null)
}

// The list beside the claims comes last: the claim says what the token holds, whatever the route asks for.
const token = (claims: JsonRecord, rendering: Rendering, scopes: unknown): Identity => ({
  kind: "claims",
  claims,
  rendering,
  scopes: claims.scope ?? claims.scp ?? scopes,
  // A JWT authorizer of a REST API hands claims on as they are: `exp` is a number in every token.
  isText: typeof claims.exp === "string"
})

/** The identity in a token that was verified here. */
export const verifiedIdentity = (claims: JsonRecord): ClaimsIdentity => ({
  kind: "claims",
  claims,
  rendering: "token",
  scopes: claims.scope ?? claims.scp,
  isText: false
})

const custom = (context: JsonRecord, isText: boolean): Identity => ({
  kind: "claims",
  claims: context,
  rendering: "context",
  scopes: context.scope ?? context.scopes,
  isText
})

// A Function URL without IAM sends the whole record with empty texts.
const iam = (value: unknown): Identity | null => {
  const principal = record(value)
  if (principal === null) return null
  return poolIdentity(principal) ?? (filled(principal.userArn) === null ? null : { kind: "iam", principal })
}
