/** What hooks a write goes through. */
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Effect from "effect/Effect"
import type { CommandFailure, CredentialFailure } from "../failures.ts"
import type { Run } from "../store/ResourceStore.ts"
import type { HookRefusal } from "./HookRefusal.ts"
import type { Taking } from "./Unit.ts"
import type { AfterReads } from "./widened.ts"

/** Those of its resource, and those that show what stands beside its records. */
export interface Hooking<E, S> {
  readonly hooks: Taking<E, S>
  readonly afterReads: AfterReads<E, S>
  readonly missed: Missed<E, S> | null
}

/** What is made of a failure, by asking once more with the `run` that it came from. */
export type Missed<E, S> = (
  run: Run
) => <F>(
  failure: F
) => Effect.Effect<
  never,
  F | CommandFailure | CredentialFailure | HookRefusal<E>,
  S | SecureRandom.SecureRandom
>
