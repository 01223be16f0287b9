/** Who is calling, where a token has to be proven first, or asked about. */
import {
  type IdentityUnavailable,
  type Presented,
  TokenRefused,
  TokenRevocation,
  TokenVerifier
} from "@pgcrest/core"
import type { RequestHead } from "@pgcrest/rest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import { bearerToken } from "./authorization.ts"
import type { Sent } from "./BearerOptions.ts"
import type { EventSource } from "../event/EventSource.ts"
import { type Identity, verifiedIdentity } from "./Identity.ts"
import type { JsonRecord } from "../event/Json.ts"
import { tokensBehind } from "./sentTokens.ts"
import type { Verification } from "./Verification.ts"

/** An identity, the token that proves it where that is at hand, and what the operator should know. */
export interface Identified {
  readonly identity: Identity | null
  readonly token: string | null
  readonly notice: string | null
}

/**
 * What a request waits for to know who is calling; null before it asks and once it is known. It changes while the request
 * runs, as whoever finds that the time is over has nothing else to tell it by.
 */
export interface Waiting {
  for: IdentityUnavailable["of"] | null
}

type Unproven = TokenRefused | IdentityUnavailable

/** What stands behind an identity, or proves one. What an authorizer has seen is not verified twice, and what none has seen is believed by nobody. */
export const proven = (
  { verifies, asksAbout }: Verification,
  told: Identified,
  request: RequestHead,
  sent: Asked
): Effect.Effect<Identified, Unproven, TokenVerifier | TokenRevocation> => {
  const { waiting } = sent
  const identified = verifies && told.identity === null ? verified(sent) : Effect.succeed(told)
  const asked = asksAbout(request) ? Effect.tap(identified, (known) => unrevoked(known, sent)) : identified
  return Effect.map(asked, (known) => {
    waiting.for = null
    return known
  })
}

interface Asked extends Sent {
  readonly waiting: Waiting
}

/** The identity in the bearer token of a request that no authorizer stands before; none without a token. */
const verified = ({ event, waiting }: Asked): Effect.Effect<Identified, Unproven, TokenVerifier> => {
  const token = bearerToken(event)
  if (Result.isFailure(token)) return Effect.fail(token.failure)
  const sent = token.success
  if (sent === null) return Effect.succeed({ identity: null, token: null, notice: null })
  waiting.for = "keys"
  return Effect.flatMap(TokenVerifier, (verifier) =>
    Effect.map(verifier.verify(sent), ({ claims, notice }) => ({
      identity: verifiedIdentity(claims),
      token: sent,
      notice
    }))
  )
}

/** Fails where the token behind an identity was taken back, or nobody can say whether it was. Who has no token has none to lose. */
const unrevoked = (
  { identity, token }: Identified,
  { event, source, waiting }: Asked
): Effect.Effect<void, Unproven, TokenRevocation> => {
  if (identity?.kind !== "claims") return Effect.void
  waiting.for = "revocation"
  const { claims } = identity
  const presented: Presented = { claims, token: redacted(token ?? tokenBehind(event, source, claims)) }
  return Effect.flatMap(TokenRevocation, ({ isRevoked }) =>
    Effect.flatMap(isRevoked(presented), (revoked) =>
      revoked ? Effect.fail(new TokenRefused({ reason: "revoked" })) : Effect.void
    )
  )
}

// Of two that look alike one may be forged: neither is taken for the one that the gateway has seen.
function tokenBehind(event: JsonRecord, source: EventSource, claims: JsonRecord): string | null {
  const tokens = new Set(tokensBehind(event, source, claims).map(({ token }) => token))
  const [only] = tokens
  return tokens.size === 1 && only !== undefined ? only : null
}

function redacted(token: string | null): Redacted.Redacted<string> | null {
  return token === null ? null : Redacted.make(token)
}
