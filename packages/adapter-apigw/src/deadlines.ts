// @effect-diagnostics globalTimers:off
/** The deadlines of the requests that run, on one timer: one for each would be made and cleared without ever firing. */

export interface Deadlines {
  /** Calls `late` once these milliseconds are over; what it returns ends the wait. */
  readonly start: (millis: number, late: () => void) => () => void
}

interface Deadline {
  readonly at: number
  readonly late: () => void
}

export const makeDeadlines = (): Deadlines => {
  const running = new Set<Deadline>()
  let timer: NodeJS.Timeout | null = null
  let firesAt = Infinity
  const arm = (at: number, now: number) => {
    if (timer !== null) clearTimeout(timer)
    firesAt = at
    timer = setTimeout(fire, at - now)
  }
  const fire = () => {
    const now = performance.now()
    timer = null
    firesAt = Infinity
    for (const deadline of running) {
      // Timers count whole milliseconds.
      if (deadline.at > now + 1) firesAt = Math.min(firesAt, deadline.at)
      else if (running.delete(deadline)) deadline.late()
    }
    if (running.size > 0) arm(firesAt, now)
  }
  return {
    start: (millis, late) => {
      const now = performance.now()
      const deadline = { at: now + millis, late }
      running.add(deadline)
      // The timer of an earlier request stays: when it fires it is set again for whoever runs then.
      if (deadline.at < firesAt) arm(deadline.at, now)
      if (running.size === 1) timer?.ref()
      return () => {
        running.delete(deadline)
        // Between requests it keeps no process alive.
        if (running.size === 0) timer?.unref()
      }
    }
  }
}
