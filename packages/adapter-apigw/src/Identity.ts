/** What a gateway has verified about who is calling, told by each authorizer in its own shape. */
import type { EventSource } from "./EventSource.ts"
import { type PoolIdentity, poolIdentity } from "./identityPool.ts"
import { filled, type JsonRecord, record } from "./Json.ts"

export type Identity =
  | {
      /** A token's claims, or the context that a Lambda authorizer made. */
      readonly kind: "claims"
      readonly claims: JsonRecord
      readonly groups: unknown
      /** Whether the claims are those of a token that the gateway has verified. */
      readonly byToken: boolean
      /** Whether a list of groups comes as `[a b]`. */
      readonly bracketed: boolean
      readonly scopes: unknown
    }
  | { readonly kind: "iam"; readonly principal: JsonRecord }
  | PoolIdentity

/** The identity in an event's request context; null if no authorizer has named anybody. */
export const identityOf = (context: JsonRecord, source: EventSource): Identity | null => {
  const authorizer = record(context.authorizer) ?? {}
  switch (source) {
    case "rest":
    case "http1":
      return payload1(authorizer, source === "http1") ?? iam(context.identity)
    case "http2":
      return payload2(authorizer) ?? iam(authorizer.iam)
    case "url":
      return iam(authorizer.iam)
    case "alb":
      return null
  }
}

// Only the JWT authorizer of an HTTP API renders lists in brackets; an HTTP API without one sends claims: null.
const payload1 = (authorizer: JsonRecord, bracketed: boolean): Identity | null => {
  const claims = record(authorizer.claims)
  return claims === null ? custom(authorizer) : token(claims, bracketed, authorizer.scopes)
}

const payload2 = (authorizer: JsonRecord): Identity | null => {
  const jwt = record(authorizer.jwt)
  const claims = record(jwt?.claims)
  return claims === null ? custom(record(authorizer.lambda) ?? {}) : token(claims, true, jwt?.scopes)
}

// The list beside the claims comes last: the claim says what the token holds, whatever the route asks for.
const token = (claims: JsonRecord, bracketed: boolean, scopes: unknown): Identity | null =>
  filled(claims.sub) === null
    ? null
    : {
        kind: "claims",
        claims,
        groups: claims["cognito:groups"],
        byToken: true,
        bracketed,
        scopes: claims.scope ?? claims.scp ?? scopes
      }

const custom = (context: JsonRecord): Identity | null =>
  filled(context.sub) === null && filled(context.principalId) === null
    ? null
    : {
        kind: "claims",
        claims: context,
        groups: context["cognito:groups"] ?? context.groups,
        byToken: false,
        bracketed: false,
        scopes: context.scope ?? context.scopes
      }

// A Function URL without IAM sends the whole record with empty texts.
const iam = (value: unknown): Identity | null => {
  const principal = record(value)
  if (principal === null) return null
  return poolIdentity(principal) ?? (filled(principal.userArn) === null ? null : { kind: "iam", principal })
}
