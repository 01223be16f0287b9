/** What hooks a write goes through. */
import type { Taking } from "./Unit.ts"
import type { AfterReads } from "./widened.ts"

/** Those of its resource, and those that show what stands beside its records. */
export interface Hooking<E, S> {
  readonly hooks: Taking<E, S>
  readonly afterReads: AfterReads<E, S>
}
