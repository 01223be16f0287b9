/** Asks an issuer about tokens, about each once for all who want to know, and not again while its answer counts. */
import { type Claims, type IdentityUnavailable, type TokenRevocation } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { makeShared } from "../kept/shared.ts"
import { unavailable } from "./unavailable.ts"
import type { Verdicts } from "./Verdicts.ts"

/** Whether the issuer of a token has taken it back. */
export type Ask = (token: string) => Effect.Effect<boolean, IdentityUnavailable>

/** A token that is not there cannot be asked about. */
export const remembering = (verdicts: Verdicts, ask: Ask): TokenRevocation["Service"]["isRevoked"] => {
  const shared = makeShared<boolean, IdentityUnavailable>()
  const asked = (key: string, token: string, claims: Claims) =>
    shared(
      key,
      Effect.flatMap(ask(token), (revoked) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          verdicts.keep(key, revoked, now, expiryOf(claims))
          return revoked
        })
      )
    )
  return ({ claims, token }) =>
    token === null
      ? unavailable("the token itself has not come along: its route must pass the header Authorization on")
      : Effect.flatMap(Clock.currentTimeMillis, (now) => {
          const text = Redacted.value(token)
          const key = process.getBuiltinModule("node:crypto").hash("sha256", text, "base64url")
          const known = verdicts.known(key, now)
          return known === null ? asked(key, text, claims) : Effect.succeed(known)
        })
}

/** Some gateways hand numbers on as text, and this one as a date: that is not read. */
function expiryOf({ exp }: Claims): number | null {
  const seconds = typeof exp === "string" && /^\d{1,12}$/u.test(exp) ? Number(exp) : exp
  return typeof seconds === "number" && Number.isFinite(seconds) ? seconds * 1000 : null
}
