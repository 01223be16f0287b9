// @effect-diagnostics asyncFunction:off
/** What else the machine does: it is waited for, and what remains is told beside the figures. */
import { readFile } from "node:fs/promises"
import { setTimeout } from "node:timers/promises"

const probeMillis = 50
const waitMillis = 800
/** Of one core. */
const quiet = 0.1

/** Milliseconds that all cores were busy since the machine started; null where /proc does not tell. */
export const busyMillis = async (): Promise<number | null> => {
  const stat = await readFile("/proc/stat", "utf8").catch(() => null)
  if (stat === null) return null
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = stat
    .slice("cpu".length, stat.indexOf("\n"))
    .trim()
    .split(/\s+/u)
    .map(Number)
  // In hundredths of a second.
  return (user + nice + system + irq + softirq + steal) * 10
}

/** Waits until others leave the machine alone, but not for long. */
export const whenQuiet = async (): Promise<void> => {
  const until = performance.now() + waitMillis
  while (performance.now() < until) {
    const [before, began] = [await busyMillis(), performance.now()]
    await setTimeout(probeMillis)
    const [after, ended] = [await busyMillis(), performance.now()]
    if (before === null || after === null || (after - before) / (ended - began) < quiet) return
  }
}
