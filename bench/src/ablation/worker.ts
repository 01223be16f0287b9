// @effect-diagnostics asyncFunction:off
/** The process in which steps are timed; its standard output, the log's, is the null device. */
import { Client } from "pg"
import type { Script } from "../asking/Script.ts"
import { askAll, type Handler, makeTurns, type Turn } from "../measuring/Asker.ts"
import { median } from "../measuring/statistics.ts"
import { capturing, overStill } from "./capture.ts"
import { countBytes, timePasses } from "./passes.ts"
import { stepsOf } from "./steps.ts"

/** What is asked of this process, once. */
export interface Wanted {
  readonly script: Script
  readonly what: "times" | "bytes"
}

/** How long a step of an operation takes. */
export interface Time {
  readonly name: string
  /** Microseconds in a tight loop; null where there is no such thing. */
  readonly tight: number | null
  /** Microseconds where a round trip comes between. */
  readonly beside: number
}

const passes = { warmUp: 6000, counted: 2000 }
const [, , url = ""] = process.argv
const next = makeTurns()
const { handler, last } = capturing(url)
const other = new Client({ connectionString: url })
await other.connect()
const roundTrip = () => other.query({ name: "one", text: "select 1" })
const nothing = () => Promise.resolve()

process.on("message", ({ script, what }: Wanted) => {
  void (what === "times" ? timesOf(script) : bytesOf(script)).then((costs) => process.send?.(costs))
})
process.once("disconnect", () => process.exit(0))
process.send?.([])

async function timesOf(script: Script): Promise<ReadonlyArray<Time>> {
  const wire = await wireOf(script)
  const { steps, take } = stepsOf(eventOf(next(script)), last())
  const begin = () => take(eventOf(next(script)))
  const timed = async (rest: () => Promise<unknown>) => {
    await timePasses(steps, { passes: passes.warmUp, begin, rest: nothing })
    return timePasses(steps, { passes: passes.counted, begin, rest })
  }
  const [tight, beside] = [await timed(nothing), await timed(roundTrip)]
  const still = await wholeOf(overStill(last()), script)
  return [
    ...steps.map(({ name }) => ({
      name,
      tight: tight.get(name) ?? Number.NaN,
      beside: beside.get(name) ?? Number.NaN
    })),
    { name: "wire (CPU)", tight: null, beside: wire },
    still
  ]
}

/** Bytes of each step and of the whole, by name; the process was started with `heapFlags`. */
async function bytesOf(script: Script): Promise<Readonly<Record<string, number>>> {
  for (let pass = 0; pass < passes.counted; pass++) await askAll(handler, next(script))
  const { steps, take } = stepsOf(eventOf(next(script)), last())
  const begin = () => take(eventOf(next(script)))
  await timePasses(steps, { passes: passes.counted, begin, rest: nothing })
  return Object.fromEntries(countBytes(steps, 500))
}

/** CPU of the main thread between statement and rows, in the whole handler. */
async function wireOf(script: Script): Promise<number> {
  for (let pass = 0; pass < passes.warmUp / 2; pass++) await askAll(handler, next(script))
  const micros: Array<number> = []
  for (let pass = 0; pass < passes.counted; pass++) {
    await askAll(handler, next(script))
    micros.push(last().wireMicros)
  }
  return median(micros)
}

/** The whole handler over a store that answers at once. */
async function wholeOf(still: Handler, script: Script): Promise<Time> {
  const name = "whole, store apart"
  let event: unknown
  const begin = () => void (event = eventOf(next(script)))
  const whole = { name, run: () => still(event) }
  const timed = async (rest: () => Promise<unknown>) =>
    (await timePasses([whole], { passes: passes.counted, begin, rest })).get(name) ?? Number.NaN
  await timePasses([whole], { passes: passes.warmUp, begin, rest: nothing })
  return { name, tight: await timed(nothing), beside: await timed(roundTrip) }
}

function eventOf({ events }: Turn): unknown {
  return JSON.parse(events[0]?.text() ?? "null")
}
