/** What every case of the contract shares: the tester, fresh names, and what is read off an answer. */
import { Caller, HookRefusal, type ResourceStore, type Rows, type Values } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"

/** What holds of a store that keeps the promise; dies, as assertions do, or fails where it does not. */
export type Proof = () => Effect.Effect<unknown, object, ResourceStore | SecureRandom.SecureRandom>

/** Registers cases that run on a store, with the real clock: stores wait and try again. */
export interface Cases {
  readonly effect: (promise: string, run: Proof) => void
}

/** A uid, or a name, that no other case has. */
export const fresh: Effect.Effect<string, never, SecureRandom.SecureRandom> = Effect.flatMap(
  SecureRandom.SecureRandom,
  (random) => random.uuidV7()
)

export const nobody: Caller.Caller = Caller.anonymous("nobody's")

const recordsOf = (rows: Rows.Rows): ReadonlyArray<Values> => rows.values().map((row) => ({ ...row }))

/** The only record of an answer. */
export const one = (rows: Rows.Rows): Values => recordsOf(rows)[0] ?? {}

export const uidOf = (rows: Rows.Rows): string => rows.keys()[0]?.uid ?? ""
export const versionOf = (rows: Rows.Rows): string | null => rows.keys()[0]?.version ?? null

/** One field of each record. */
export const column = (rows: Rows.Rows, field: string): ReadonlyArray<Values[string] | undefined> =>
  recordsOf(rows).map((row) => row[field])

const told = "_tag resource uid act fields constraint faults at most operation reason obstacles moment".split(
  " "
)

/** A failure's tag and data, without its cause; a hook's own error inside its refusal. */
export const factOf = (failure: object): Readonly<Record<string, unknown>> =>
  failure instanceof HookRefusal
    ? byHook(factOf(Object(failure.error)))
    : Object.fromEntries(
        told.flatMap((name) => (name in failure ? [[name, Reflect.get(failure, name)]] : []))
      )

/** What a hook's own error is told as. */
export const byHook = (error: object) => ({ _tag: "HookRefusal", error })

/** What an effect is refused with; it must not succeed. */
export const refusal = <A, E extends object, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(effect), factOf)

/** Runs at another time than now; waiting still takes as long as it takes. */
export const atMillis =
  (millis: number) =>
  <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
    Effect.flatMap(Clock.Clock, (clock) =>
      Effect.provideService(effect, Clock.Clock, {
        currentTimeMillisUnsafe: () => millis,
        currentTimeMillis: Effect.succeed(millis),
        currentTimeNanosUnsafe: () => BigInt(millis) * 1_000_000n,
        currentTimeNanos: Effect.succeed(BigInt(millis) * 1_000_000n),
        monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
        monotonicTimeNanos: clock.monotonicTimeNanos,
        sleep: (duration) => clock.sleep(duration)
      })
    )
