// @effect-diagnostics asyncFunction:off
/** How long each step takes, pass by pass. */
import { getHeapStatistics } from "node:v8"
import { median } from "../measuring/statistics.ts"
import type { Step } from "./steps.ts"

/** Something of a request that is timed by itself. */
export interface Timed {
  readonly name: string
  readonly run: () => unknown
}

export interface PassOptions {
  readonly passes: number
  /** Before each pass, untimed: the next event. */
  readonly begin: () => void
  /** After each pass, untimed: a round trip, or nothing. */
  readonly rest: () => Promise<unknown>
}

/** Microseconds of each, medians over the passes; a promise is waited for. */
export const timePasses = async (
  timed: ReadonlyArray<Timed>,
  { begin, passes, rest }: PassOptions
): Promise<ReadonlyMap<string, number>> => {
  const taken = timed.map((): Array<number> => [])
  for (let pass = 0; pass < passes; pass++) {
    begin()
    for (const [at, { run }] of timed.entries()) {
      const before = performance.now()
      const left = run()
      if (left instanceof Promise) await left
      taken[at]?.push((performance.now() - before) * 1000)
    }
    await rest()
  }
  return new Map(timed.map(({ name }, at) => [name, median(taken[at] ?? [])]))
}

/** Bytes of the heap that each step takes, where the collector does not run meanwhile: see `heapFlags`. */
export const countBytes = (steps: ReadonlyArray<Step>, times: number): ReadonlyMap<string, number> =>
  new Map(
    steps.map(({ name, run }) => {
      globalThis.gc?.()
      const before = getHeapStatistics().used_heap_size
      for (let time = 0; time < times; time++) run()
      return [name, (getHeapStatistics().used_heap_size - before) / times]
    })
  )
