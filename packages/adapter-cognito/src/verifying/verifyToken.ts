/** One token, judged: taken apart, its issuer and key found, its signature and its claims checked. */
import { type IdentityUnavailable, type Refusal, TokenRefused, type Verified } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import type { Found } from "../keys/KeyRing.ts"
import { judgeClaims } from "../token/judgeClaims.ts"
import { meansOneThing, readToken, type Unproven } from "../token/readToken.ts"
import type { Trusted } from "./openRing.ts"

/** Judges a token by the issuers that are trusted, under their `iss`; without a wait where the key is known. */
export const verifyToken = (
  trusted: ReadonlyMap<unknown, Trusted>,
  leeway: number,
  token: string
): Effect.Effect<Verified, TokenRefused | IdentityUnavailable> => {
  const read = readToken(token)
  if (Result.isFailure(read)) return refuse(read.failure)
  const { header, claims } = read.success
  const by = trusted.get(claims["iss"])
  if (by === undefined) return refuse("issuer")
  // A list of its own for each issuer: a key is never used with an algorithm that its issuer does not use.
  if (!by.issuer.algorithms.has(header.algorithm)) return refuse("algorithm")
  return Effect.flatMap(by.ring.find(header.kid), (found) =>
    Effect.flatMap(Clock.currentTimeMillis, (millis) => {
      const refusal = judge(read.success, by, found, { now: millis / 1000, leeway })
      return refusal === null ? Effect.succeed({ claims, notice: found.notice }) : refuse(refusal)
    })
  )
}

function judge(
  token: Unproven,
  { issuer }: Trusted,
  { key }: Found,
  moment: { readonly now: number; readonly leeway: number }
): Refusal | null {
  const { algorithm } = token.header
  if (key === undefined) return "key"
  if (!key.algorithms.includes(algorithm)) return "algorithm"
  if (!key.holds(algorithm, token.signed, token.signature)) return "signature"
  return meansOneThing(token) ? judgeClaims(token.claims, issuer.expected, moment) : "malformed"
}

function refuse(reason: Refusal): Effect.Effect<never, TokenRefused> {
  return Effect.fail(new TokenRefused({ reason }))
}
