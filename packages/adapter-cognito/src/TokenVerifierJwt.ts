/** A `TokenVerifier` of JWTs, by the keys of their issuers: Cognito user pools and any OpenID Connect issuer, several at once. */
import { TokenVerifier } from "@pgcrest/core"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import { throwFaults } from "./faults.ts"
import { InvalidConfiguration } from "./InvalidConfiguration.ts"
import { isOnLambda } from "./isOnLambda.ts"
import type { Issuer } from "./issuer/Issuer.ts"
import { keysByIssuer, type PreloadedKeys } from "./keys/preloaded.ts"
import { openRing, type Trusted } from "./verifying/openRing.ts"
import { verifyToken } from "./verifying/verifyToken.ts"

export { cognito, type CognitoOptions } from "./issuer/cognito.ts"
export { oidc, type OidcOptions } from "./issuer/oidc.ts"
export type { Algorithm } from "./token/algorithms.ts"
export type { Issuer, PreloadedKeys }

/** Whose tokens are taken, and how time is judged. */
export interface Options {
  /** Made by `cognito` and `oidc`; each `iss` once. */
  readonly issuers: readonly [Issuer, ...ReadonlyArray<Issuer>]
  /** How many seconds the clocks of issuers may be apart from this one: 30, unless given; 300 at most. */
  readonly leewaySeconds?: number
  /** How old keys may be until an answer's notice says that they cannot be renewed: 24, unless given. */
  readonly staleAfterHours?: number
}

/**
 * Verifies tokens by keys that are preloaded (an issuer's `keys`, else the variable `PGCREST_JWKS`), or that are fetched from
 * when the layer is built, which does not wait for them: an issuer that is down fails no start. Keys are renewed when they are
 * older than 12 hours, and at an unknown `kid`, at most once in 10 seconds; a failing fetch is tried again after 1 second,
 * doubling to 60. Throws InvalidDeclaration for options that make no sense; fails for an environment that makes none.
 */
export const layer = (options: Options): Layer.Layer<TokenVerifier, Config.ConfigError> => {
  const { issuers, leewaySeconds = 30, staleAfterHours = 24 } = options
  throwFaults(faultsOf(issuers, leewaySeconds, staleAfterHours))
  // Kept beside the layer: a process that cannot start builds it again and again, and must not ask issuers as often.
  let rings: ReadonlyArray<Trusted> | null = null
  return Layer.effect(
    TokenVerifier,
    Effect.gen(function* () {
      rings ??= yield* openRings(issuers, staleAfterHours)
      yield* Effect.forEach(rings, ({ ring }) => ring.start, { discard: true })
      const trusted = new Map(rings.map((one) => [one.issuer.issuer, one]))
      return TokenVerifier.of({
        issuers: [...trusted.keys()],
        verify: (token) => Effect.suspend(() => verifyToken(trusted, leewaySeconds, token))
      })
    })
  )
}

const openRings = Effect.fnUntraced(function* (issuers: ReadonlyArray<Issuer>, staleAfterHours: number) {
  const keys = yield* keysOfEnvironment(issuers)
  const surroundings = { keys, onLambda: isOnLambda(), staleAfterMillis: staleAfterHours * 3_600_000 }
  return yield* Effect.forEach(issuers, (issuer) => openRing(issuer, surroundings))
})

function* faultsOf(
  issuers: ReadonlyArray<Issuer>,
  leewaySeconds: number,
  staleAfterHours: number
): Generator<string> {
  if (!Array.isArray(issuers)) return yield `issuers is ${issuers}; it must be a list of issuers`
  if (issuers.length === 0) yield "issuers is empty, so that no token would be taken"
  const names = issuers.map(({ issuer }) => issuer)
  for (const name of new Set(names.filter((name, at) => names.indexOf(name) !== at)))
    yield `issuers has "${name}" more than once`
  if (!(typeof leewaySeconds === "number" && leewaySeconds >= 0 && leewaySeconds <= 300))
    yield `leewaySeconds is ${leewaySeconds}; it must be from 0 to 300`
  if (!(typeof staleAfterHours === "number" && staleAfterHours > 0))
    yield `staleAfterHours is ${staleAfterHours}; it must be more than 0`
}

/** What `PGCREST_JWKS` holds; an issuer there that is none of these is told in the log, as it may be one that is misspelt. */
function keysOfEnvironment(issuers: ReadonlyArray<Issuer>) {
  return Effect.gen(function* () {
    const text = Option.getOrElse(yield* Config.option(Config.String("PGCREST_JWKS")), () => "")
    if (text === "") return new Map<string, PreloadedKeys>()
    const keys = yield* Effect.mapError(
      Effect.fromResult(keysByIssuer(text)),
      (fault) => new InvalidConfiguration(fault)
    )
    for (const name of keys.keys())
      if (!issuers.some(({ issuer }) => issuer === name))
        yield* Effect.logWarning(`PGCREST_JWKS has keys of "${name}", whose tokens are not taken`)
    return keys
  })
}
