// @effect-diagnostics strictEffectProvide:off
/** What the cases of the contract share: the time, a good token's claims, and what a verifier says of a text. */
import { type Claims, TokenVerifier } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"
import * as TestClock from "effect/testing/TestClock"
import type { Maker } from "./Verifying.ts"

/** In milliseconds; cases begin then. */
const noon = 1_900_000_000_000
/** In seconds, as claims have it. */
export const now: number = noon / 1000
export const hour = 3600

/** What holds of a verifier that keeps the promise; dies, as assertions do, or fails where it does not. */
export type Proof = (maker: Maker) => Effect.Effect<unknown, object, Scope.Scope>

/** Registers cases that run on a verifier, with a clock that only they move. */
export interface Cases {
  readonly effect: (promise: string, run: Proof) => void
}

/** Claims of somebody whose token is good for an hour. */
export const goodClaims = ({ issuer, claims }: Maker, subject = "ann"): Claims => ({
  ...claims,
  iss: issuer,
  sub: subject,
  iat: now,
  exp: now + hour
})

/** Runs at noon beside a verifier, with the texts of these tokens. */
export const beside = <A, E, R>(
  maker: Maker,
  tokens: Readonly<Record<string, Claims>>,
  run: (textOf: (name: string) => string) => Effect.Effect<A, E, R | TokenVerifier>
) =>
  Effect.suspend(() => {
    const { layer, texts } = maker.make(tokens)
    const running = Effect.provide(
      run((name) => texts[name] ?? ""),
      layer
    )
    return Effect.andThen(TestClock.setTime(noon), running)
  })

/** The claims of a token that is taken. */
export const claimsOf = (text: string) =>
  Effect.flatMap(TokenVerifier, ({ verify }) => Effect.map(verify(text), ({ claims }) => claims))

/** Why a text is refused; "taken" if it is not, and fails where nothing could be said. */
export const verdict = (text: string) =>
  Effect.flatMap(TokenVerifier, ({ verify }) =>
    Effect.as(verify(text), "taken").pipe(
      Effect.catchTag("TokenRefused", ({ reason }) => Effect.succeed<string>(reason))
    )
  )
