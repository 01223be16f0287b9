/** A `TokenVerifier` over a list: for tests of an api that verifies tokens itself. */
import { type Claims, type Refusal, TokenRefused, TokenVerifier } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Whose tokens are taken. */
export interface Options {
  /** By their `iss`; else whoever the claims name, and those that name nobody. */
  readonly issuers?: ReadonlyArray<string>
}

/**
 * Takes these texts as tokens of these claims, `{ "ann's": { sub: "ann" } }`, and refuses every other. Their `exp` and `nbf`
 * are judged by Effect's clock, to the second; a token that has none always counts.
 */
export const layer = (
  tokens: Readonly<Record<string, Claims>>,
  options: Options = {}
): Layer.Layer<TokenVerifier> => {
  const known = new Map(Object.entries(tokens))
  const { issuers } = options
  const named = new Set([...known.values()].map(({ iss }) => iss).filter((iss) => typeof iss === "string"))
  return Layer.succeed(TokenVerifier, {
    issuers: issuers ?? [...named],
    verify: (token) =>
      Effect.flatMap(Clock.currentTimeMillis, (millis) => {
        const claims = known.get(token)
        if (claims === undefined) return refuse("malformed")
        if (issuers?.some((issuer) => issuer === claims["iss"]) === false) return refuse("issuer")
        const refusal = untimely(claims, millis / 1000)
        return refusal === null ? Effect.succeed({ claims, notice: null }) : refuse(refusal)
      })
  })
}

function untimely({ exp = Infinity, nbf = -Infinity }: Claims, now: number): Refusal | null {
  if (typeof exp !== "number" || typeof nbf !== "number") return "malformed"
  if (exp <= now) return "expired"
  return nbf > now ? "not-yet-valid" : null
}

function refuse(reason: Refusal): Effect.Effect<never, TokenRefused> {
  return Effect.fail(new TokenRefused({ reason }))
}
