/** The keys of one issuer as they are known now; there is at most one fetch at a time, and whoever needs it waits for it. */
import { IdentityUnavailable } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
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
  /** Starts to fetch the keys where none are known and it is time to, and does not wait for them. */
  readonly start: Effect.Effect<void>
}

/** What a ring is made of. */
export interface RingOptions {
  readonly issuer: string
  readonly fetch: Effect.Effect<KeySet, string>
  /** How long a fetch may take. One that ends much later has met a process that was frozen, and says nothing of the issuer. */
  readonly fetchMillis: number
  /** Keys that are known already, as of now; null if none. */
  readonly preloaded: KeySet | null
  /** How old keys may be until an operator hears that they cannot be renewed. */
  readonly staleAfterMillis: number
}

interface Ring extends RingOptions {
  keys: KeySet | null
  renewal: Renewal.Renewal
  running: Deferred.Deferred<void> | null
  /** Whether the process was frozen during the last fetch. */
  interrupted: boolean
}

/** A ring that has the preloaded keys. */
export const makeKeyRing = (options: RingOptions): Effect.Effect<KeyRing> =>
  Effect.map(Clock.currentTimeMillis, (now) => {
    const renewal = options.preloaded === null ? Renewal.untried(now) : Renewal.given
    const ring: Ring = { ...options, keys: options.preloaded, renewal, running: null, interrupted: false }
    return {
      find: (kid) => Effect.flatMap(Clock.currentTimeMillis, (now) => find(ring, kid, now)),
      start: Effect.flatMap(Clock.currentTimeMillis, (now) =>
        ring.keys === null && Renewal.mayAskForKey(ring.renewal, now, false)
          ? Effect.asVoid(fetching(ring))
          : Effect.void
      )
    }
  })

function find(ring: Ring, kid: string, now: number): Effect.Effect<Found, IdentityUnavailable> {
  if (ring.keys?.has(kid) === true) {
    const isDue = ring.running === null && Renewal.isDue(ring.renewal, now)
    if (!isDue) return known(ring, kid, now)
    // Beside the request; where that was frozen with the process once, this request waits, or keys would never be renewed.
    return Effect.andThen(ring.interrupted ? fetched(ring) : fetching(ring), known(ring, kid, now))
  }
  if (ring.running === null) {
    if (!Renewal.mayAskForKey(ring.renewal, now, ring.keys !== null)) return known(ring, kid, now)
    ring.renewal = Renewal.askedForKey(ring.renewal, now)
  }
  return fetched(ring).pipe(
    // One more of its own, where the one that it waited for was begun before the process was frozen.
    Effect.andThen(Effect.suspend(() => (ring.interrupted ? fetched(ring) : Effect.void))),
    Effect.andThen(Effect.suspend(() => known(ring, kid, now)))
  )
}

function known(ring: Ring, kid: string, now: number): Effect.Effect<Found, IdentityUnavailable> {
  const { issuer, keys, renewal, staleAfterMillis } = ring
  const key = keys?.get(kid)
  // A key that is not there may be a new one of an issuer that cannot be asked.
  return keys === null || (key === undefined && !Renewal.isSettled(renewal))
    ? Effect.fail(
        new IdentityUnavailable({ of: "keys", cause: renewal.failure ?? "the fetch was interrupted" })
      )
    : Effect.succeed({ key, notice: Renewal.noticeOf(renewal, issuer, now, staleAfterMillis) })
}

/** Waits for the fetch that runs, or for one that begins. */
function fetched(ring: Ring): Effect.Effect<void> {
  return Effect.flatMap(fetching(ring), Deferred.await)
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

// Timers are late by so much in a process that is busy, and not frozen.
const slackMillis = 500

/** Its failure is told in the log once, until one succeeds. */
function settling(ring: Ring): Effect.Effect<void> {
  return Effect.gen(function* () {
    const begun = yield* Clock.currentTimeMillis
    const result = yield* Effect.result(ring.fetch)
    const now = yield* Clock.currentTimeMillis
    const isSuccess = Result.isSuccess(result)
    ring.interrupted = !isSuccess && now - begun > ring.fetchMillis + slackMillis
    if (isSuccess) {
      ring.keys = result.success
      ring.renewal = Renewal.renewed(ring.renewal, now)
    } else if (!ring.interrupted) {
      ring.renewal = Renewal.failed(ring.renewal, result.failure, now)
      if (ring.renewal.failures === 1)
        yield* Effect.logWarning(`The keys of ${ring.issuer} could not be fetched: ${result.failure}`)
    }
  })
}
