// @effect-diagnostics asyncFunction:off
/** Warm requests: rounds of all cases, all sides in turn, so that a neighbour's noise meets each of them. */
import { type Case, nameOf, type SideName, sideNames } from "../Operation.ts"
import type { Options } from "../options.ts"
import type { BackendCpu } from "./backendCpu.ts"
import { busyMillis, whenQuiet } from "./quiet.ts"
import type { BlockOptions } from "./block.ts"
import type { Sample } from "./Sample.ts"
import type { Side } from "./Side.ts"

/** A block of one side, with the CPU of its PostgreSQL processes and what others used of a core; null where it cannot be read. */
export interface Block extends Sample {
  readonly backendMicros: number | null
  readonly foreign: number | null
}

/** One round of a case: a block of each side. */
export type Round = Readonly<Record<SideName, Block>>

export interface Measured {
  readonly side: Side
  readonly cpu: BackendCpu | null
}

/** From this part of a core on a block is tried again. */
const disturbed = 0.15

type Timed = Pick<Options, "rounds" | "millis" | "cases" | "concurrency">

/** The rounds of each case; the case and the side that begin change each time. */
export const measureWarm = async (
  sides: Readonly<Record<SideName, Measured>>,
  { cases, concurrency, millis, rounds }: Timed
): Promise<ReadonlyMap<Case, ReadonlyArray<Round>>> => {
  const found = new Map<Case, Array<Round>>(cases.map((asked) => [asked, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [at, asked] of rotated(cases, round).entries()) {
      const measure = (side: SideName) => measureBlock(sides[side], asked, { millis, concurrency })
      found.get(asked)?.push(await inTurn(round + at, measure))
    }
  }
  return found
}

/** Each side once; which begins depends on the turn. */
async function inTurn(turn: number, measure: (side: SideName) => Promise<Block>): Promise<Round> {
  const blocks = new Map<SideName, Block>()
  for (const side of rotated(sideNames, turn)) blocks.set(side, await measure(side))
  const of = (side: SideName) => blocks.get(side) ?? unmeasured(side)
  return { ours: of("ours"), L: of("L"), "L-history": of("L-history") }
}

function unmeasured(side: SideName): never {
  throw new Error(`No block of ${side}`)
}

/** The first block of three that others left alone, else the one that they disturbed least. */
async function measureBlock(measured: Measured, asked: Case, options: BlockOptions): Promise<Block> {
  let best = await tryBlock(measured, asked, options)
  for (let tries = 1; tries < 3 && (best.foreign ?? 0) > disturbed; tries++) {
    const again = await tryBlock(measured, asked, options)
    if ((again.foreign ?? 0) < (best.foreign ?? 0)) best = again
  }
  return best
}

async function tryBlock({ cpu, side }: Measured, asked: Case, options: BlockOptions): Promise<Block> {
  await whenQuiet()
  const [busy, backend, began] = [await busyMillis(), await cpu?.(), performance.now()]
  const sample = await side.block(nameOf(asked), options)
  const elapsed = performance.now() - began
  const [busyAfter, backendAfter] = [await busyMillis(), await cpu?.()]
  const backendMicros = backend === undefined || backendAfter === undefined ? null : backendAfter - backend
  const own = (sample.processMicros + (backendMicros ?? 0)) / 1000
  const foreign = busy === null || busyAfter === null ? null : Math.max(0, (busyAfter - busy - own) / elapsed)
  return { ...sample, backendMicros, foreign }
}

function rotated<A>(list: ReadonlyArray<A>, by: number): ReadonlyArray<A> {
  const start = by % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}
