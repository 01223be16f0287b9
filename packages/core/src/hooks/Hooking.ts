/** What hooks a write goes through. */
import type { Handlers } from "./Hooks.ts"
import type { AfterReads } from "./widened.ts"

/** Those of its resource, and those that show what stands beside its records. */
export interface Hooking<E, S> {
  readonly hooks: Handlers<E, S>
  readonly afterReads: AfterReads<E, S>
}
