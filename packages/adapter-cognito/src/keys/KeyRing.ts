/** The keys of one issuer as they are known now; there is at most one fetch at a time, and whoever needs it waits for it. */
import { IdentityUnavailable } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import type { KeySet } from "./KeySet.ts"
import * as Renewal from "./Renewal.ts"
import type { VerificationKey } from "./VerificationKey.ts"

/** What is found of one key. */
export interface Found {
  /** Undefined where the issuer has no such key. */
  readonly key: VerificationKey | undefined
  /** What the operator should know of the keys' age; null if nothing. */
  readonly notice: string | null
}

/** Knows the keys of an issuer. */
export interface KeyRing {
  /** The key of this `kid`: at once where it is known; else it is asked for, if that is due. Fails where no keys are known. */
  readonly find: (kid: string) => Effect.Effect<Found, IdentityUnavailable>
  /** Starts to fetch the keys, and does not wait for them. */
  readonly renew: Effect.Effect<void>
}

/** What a ring is made of. */
export interface RingOptions {
  readonly issuer: string
  readonly fetch: Effect.Effect<KeySet, string>
  /** Keys that are known already, as of now; null if none. */
  readonly preloaded: KeySet | null
  /** How old keys may be until an operator hears that they cannot be renewed. */
  readonly staleAfterMillis: number
}

interface Ring extends RingOptions {
  keys: KeySet | null
  renewal: Renewal.Renewal
  running: Deferred.Deferred<void> | null
}

/** A ring that has the preloaded keys. */
export const makeKeyRing = (options: RingOptions): Effect.Effect<KeyRing> =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const ring: Ring = { ...options, keys: options.preloaded, renewal: Renewal.untried(now), running: null }
    return {
      find: (kid) => Effect.flatMap(Clock.currentTimeMillis, (now) => find(ring, kid, now)),
      renew: Effect.asVoid(fetching(ring))
    }
  })

function find(ring: Ring, kid: string, now: number): Effect.Effect<Found, IdentityUnavailable> {
  if (ring.keys?.has(kid) === true) {
    const isDue = ring.running === null && Renewal.isDue(ring.renewal, now)
    return isDue ? Effect.andThen(fetching(ring), known(ring, kid, now)) : known(ring, kid, now)
  }
  if (ring.running === null) {
    if (!Renewal.mayAskForKey(ring.renewal, now, ring.keys !== null)) return known(ring, kid, now)
    ring.renewal = Renewal.askedForKey(ring.renewal, now)
  }
  return fetching(ring).pipe(
    Effect.flatMap(Deferred.await),
    Effect.andThen(Effect.suspend(() => known(ring, kid, now)))
  )
}

function known(ring: Ring, kid: string, now: number): Effect.Effect<Found, IdentityUnavailable> {
  const { issuer, keys, renewal, staleAfterMillis } = ring
  return keys === null
    ? Effect.fail(new IdentityUnavailable({ of: "keys", cause: renewal.failure }))
    : Effect.succeed({ key: keys.get(kid), notice: Renewal.noticeOf(renewal, issuer, now, staleAfterMillis) })
}

/** The fetch that runs, or else one that begins: it outlives the request that needed it first. */
function fetching(ring: Ring): Effect.Effect<Deferred.Deferred<void>> {
  return Effect.suspend(() => {
    if (ring.running !== null) return Effect.succeed(ring.running)
    const running = Deferred.makeUnsafe<void>()
    ring.running = running
    const ended = Effect.suspend(() => {
      ring.running = null
      return Deferred.succeed(running, undefined)
    })
    return Effect.as(Effect.forkDetach(Effect.ensuring(settling(ring), ended)), running)
  })
}

/** Its failure is told in the log once, until one succeeds. */
function settling(ring: Ring): Effect.Effect<void> {
  return Effect.gen(function* () {
    const fetched = yield* Effect.result(ring.fetch)
    const now = yield* Clock.currentTimeMillis
    if (fetched._tag === "Success") {
      ring.keys = fetched.success
      ring.renewal = Renewal.renewed(ring.renewal, now)
      return
    }
    ring.renewal = Renewal.failed(ring.renewal, fetched.failure, now)
    if (ring.renewal.failures === 1)
      yield* Effect.logWarning(`The keys of ${ring.issuer} could not be fetched: ${fetched.failure}`)
  })
}
