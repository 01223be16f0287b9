// @effect-diagnostics asyncFunction:off
/** When something befalls the server, and when it is over: after so many events, never after a time. */
import { integer, type Random } from "../../seed/random.ts"

/** Resolves once so many more requests were sent or answered. */
export type After = (events: number) => Promise<void>

export interface Mishaps {
  /** Notes that a request was sent or answered. */
  readonly note: () => void
  /** Whether all are over, and clients have gone on for a while since. */
  readonly isOver: () => boolean
  /** Rejects with whatever kept the server from coming back. */
  readonly settled: () => Promise<void>
}

interface Waiting {
  left: number
  readonly resolve: () => void
}

/** So many of them, each as many events after the end of the one before as lie between these two numbers. */
export const mishapsOf = (
  random: Random,
  {
    befall,
    count,
    events: [some, many]
  }: {
    readonly befall: (after: After) => Promise<void>
    readonly count: number
    readonly events: readonly [some: number, many: number]
  }
): Mishaps => {
  const waiting = new Set<Waiting>()
  const after: After = (events) => new Promise((resolve) => waiting.add({ left: events, resolve }))
  let isOver = false
  const all = async () => {
    for (let befallen = 0; befallen < count; befallen++) {
      await after(integer(random, some, many))
      await befall(after)
    }
    await after(some)
  }
  const settled = all().finally(() => {
    isOver = true
  })
  // Looked at when the clients have ended.
  settled.catch(() => {})
  return {
    note: () => {
      for (const one of waiting) {
        one.left--
        if (one.left <= 0 && waiting.delete(one)) one.resolve()
      }
    },
    isOver: () => isOver,
    settled: () => settled
  }
}
