// @effect-diagnostics asyncFunction:off
/** What requests leave in the heap of the process that answers them. */
import { PerformanceObserver } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { getHeapStatistics } from "node:v8"
import type { Script } from "../asking/Script.ts"
import { type Answer, ask, askAll, type Handler, renew, type Turn } from "./Asker.ts"

/** Node's flags for `bytesOf`: a young generation that takes all that it allocates. */
export const heapFlags = ["--expose-gc", "--min-semi-space-size=256", "--max-semi-space-size=256"]

// A quarter of it, as what is used is looked at now and then.
const enough = 64 << 20

/**
 * Bytes of the heap that a request takes, the harness and the answer included, its event not; NaN where the collector ran
 * meanwhile. Buffers outside the heap are not counted.
 */
export const bytesOf = async (
  handler: Handler,
  next: (script: Script) => Turn,
  script: Script,
  turns: number
): Promise<number> => {
  checkKnown()
  const prepared = Array.from({ length: turns }, () => next(script)).map((turn) => ({
    turn,
    events: turn.events.map(({ text }): unknown => JSON.parse(text()))
  }))
  globalThis.gc?.()
  const { count, value } = await countCollections(async () => {
    let asked = 0
    const before = used()
    for (const { events, turn } of prepared) {
      const answers: Array<Answer> = []
      for (const event of events) answers.push(await ask(handler, event))
      renew(turn, answers)
      if (++asked % 10 === 0 && used() - before > enough) break
    }
    return (used() - before) / (asked * script.templates.length)
  })
  return count > 0 ? Number.NaN : value
}

/** Scavenges in 1,000 requests, beyond those that their events bring. */
export const scavengesOf = async (
  handler: Handler,
  next: (script: Script) => Turn,
  script: Script,
  millis: number
): Promise<number> => {
  let turns = 0
  const until = performance.now() + millis
  const asked = await countCollections(async () => {
    for (; performance.now() < until; turns++) await askAll(handler, next(script))
  })
  const prepared = await countCollections(async () => {
    for (let turn = 0; turn < turns; turn++)
      for (const { text } of next(script).events) await Promise.resolve(JSON.parse(text()))
  })
  return ((asked.count - prepared.count) * 1000) / (turns * script.templates.length)
}

async function countCollections<A>(
  body: () => Promise<A>
): Promise<{ readonly value: A; readonly count: number }> {
  let count = 0
  // Entries come some turns after what they tell of, those of before too.
  const observer = new PerformanceObserver((list) => (count += list.getEntries().length))
  await setTimeout(20)
  observer.observe({ entryTypes: ["gc"] })
  const value = await body()
  await setTimeout(20)
  observer.disconnect()
  return { value, count }
}

const used = () => getHeapStatistics().used_heap_size

/** The heap's figure is believed only as long as it tells a known allocation. */
function checkKnown(): void {
  const [count, length] = [2000, 200]
  const numbers = Array.from({ length }, (_, at) => at)
  globalThis.gc?.()
  const before = used()
  const kept = Array.from({ length: count }, () => numbers.slice())
  const told = (used() - before) / kept.length
  // Eight bytes an element, and the heads of array and elements.
  if (Math.abs(told / (length * 8 + 48) - 1) > 0.05)
    throw new Error(`The heap tells ${told} bytes for an array of ${length} numbers.`)
}
