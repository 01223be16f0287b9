/** An issuer's keys when a process starts: those that are preloaded, else a fetch that begins at once. */
import type * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import { InvalidConfiguration } from "../InvalidConfiguration.ts"
import type { Issuer } from "../issuer/Issuer.ts"
import { fetchKeys, longestMillis } from "../keys/fetchKeys.ts"
import { type KeyRing, makeKeyRing } from "../keys/KeyRing.ts"
import { type PreloadedKeys, preloadedKeys } from "../keys/preloaded.ts"

/** An issuer, and its keys. */
export interface Trusted {
  readonly issuer: Issuer
  readonly ring: KeyRing
}

/** What a process knows beside its options. */
export interface Surroundings {
  /** Keys by issuer, as `PGCREST_JWKS` has them. */
  readonly keys: ReadonlyMap<string, PreloadedKeys>
  readonly onLambda: boolean
  readonly staleAfterMillis: number
}

/** Opens a ring, and waits for no fetch; fails for keys that cannot be read, and for an emulator on Lambda. */
export const openRing = (
  issuer: Issuer,
  { keys, onLambda, staleAfterMillis }: Surroundings
): Effect.Effect<Trusted, Config.ConfigError> =>
  Effect.gen(function* () {
    if (issuer.emulator && onLambda)
      return yield* Effect.fail(
        new InvalidConfiguration(
          `Issuer "${issuer.issuer}" is an emulator, whose keys everybody has: it is refused on Lambda`
        )
      )
    const given = issuer.keys ?? keys.get(issuer.issuer)
    const preloaded = given === undefined ? null : yield* preloadedOf(issuer, given)
    const fetching = { fetch: fetchKeys(issuer), fetchMillis: longestMillis }
    const ring = yield* makeKeyRing({ issuer: issuer.issuer, ...fetching, preloaded, staleAfterMillis })
    return { issuer, ring }
  })

function preloadedOf(issuer: Issuer, keys: PreloadedKeys) {
  return Effect.mapError(
    preloadedKeys(keys, issuer),
    (fault) =>
      new InvalidConfiguration(`Issuer "${issuer.issuer}": what keys or PGCREST_JWKS holds for it ${fault}`)
  )
}
