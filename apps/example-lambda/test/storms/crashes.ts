// @effect-diagnostics asyncFunction:off
/** When things happen to the server: after so many events, never after a time. */
import { integer, type Random } from "../../seed/random.ts"

export interface Crashes {
  /** Notes that a request was sent or answered, which may be what sets off the next crash. */
  readonly note: () => void
  /** How many there were. */
  readonly count: () => number
  /** Whether all are over, and clients have gone on for a while since. */
  readonly isOver: () => boolean
  /** Rejects with whatever kept the server from coming back. */
  readonly settled: () => Promise<void>
}

/** So many crashes, each between some and many events after the server has come back from the one before. */
export const crashesOf = (
  random: Random,
  {
    crash,
    count,
    events: [some, many]
  }: {
    readonly crash: () => Promise<void>
    readonly count: number
    readonly events: readonly [some: number, many: number]
  }
): Crashes => {
  let [crashed, left] = [0, integer(random, some, many)]
  let running: Promise<void> | null = null
  let failed = false
  const note = () => {
    if (running !== null && crashed < count) return
    left--
    if (left > 0 || crashed === count) return
    running = crash().then(
      () => {
        crashed++
        left = integer(random, some, many)
        if (crashed < count) running = null
      },
      (cause: unknown) => {
        failed = true
        throw cause
      }
    )
    // Looked at when all is over.
    running.catch(() => {})
  }
  return {
    note,
    count: () => crashed,
    isOver: () => failed || (crashed === count && left <= 0),
    settled: async () => running ?? undefined
  }
}
