// @effect-diagnostics asyncFunction:off
/** The comparison: equal first, then timed, then counted. */
import type { Bundles } from "./bundles.ts"
import { checkEqual } from "./equal.ts"
import type { Library } from "./library.ts"
import { heapFlags } from "./measuring/allocations.ts"
import { backendCpu } from "./measuring/backendCpu.ts"
import type { Allocations } from "./measuring/Sample.ts"
import { type Measured, measureWarm } from "./measuring/warm.ts"
import { type Case, nameOf, type SideName } from "./Operation.ts"
import type { Options } from "./options.ts"
import type { Side } from "./measuring/Side.ts"
import { type Sides, startSides, stopSides } from "./sides.ts"
import type { Warm } from "./telling/warmTable.ts"

/** What compilers need: after half as many turns ours was still recompiled (--trace-opt), and up to twice as slow. */
const warmUp = { turns: 30_000, millis: 8000 }
/** Until two counts of bytes differ by less, there is still something that is not compiled. */
const steady = { within: 0.03, tries: 10 }
const countedTurns = 100
const scavengeMillis = 1000
const connectionsOf = (concurrency: number) => (concurrency === 1 ? 1 : 8)

/** Measures all cases on all sides; `tell` hears what was found on the way. */
export const compare = async (
  library: Library,
  bundles: Bundles,
  options: Options,
  tell: (line: string) => void
): Promise<Warm> => {
  const { cases, concurrency } = options
  const sides = await startSides({ library, bundles, cases, connections: connectionsOf(concurrency) })
  await checkEqual(sides, library.client, cases)
  tell("All sides give equal answers; ours and L-history leave equal changes.")
  for (const asked of cases)
    for (const side of Object.values(sides)) await side.block(nameOf(asked), { ...warmUp, concurrency })
  const rounds = await measureWarm(await withMeters(sides, library, tell), options)
  const scavenges = await ofCases(cases, sides, (side, name) => side.scavenges(name, scavengeMillis))
  await stopSides(sides)
  const bytes = await bytesOf(library, bundles, cases)
  return { rounds, allocations: joined(cases, bytes, scavenges) }
}

async function withMeters(
  sides: Sides,
  { client }: Library,
  tell: (line: string) => void
): Promise<Readonly<Record<SideName, Measured>>> {
  const measured = async (side: SideName): Promise<Measured> => {
    const cpu = await backendCpu(client, side === "ours" ? "pgcrest" : side)
    if (typeof cpu !== "string") return { side: sides[side], cpu }
    tell(`No CPU of the backend: ${cpu}.`)
    return { side: sides[side], cpu: null }
  }
  return { ours: await measured("ours"), L: await measured("L"), "L-history": await measured("L-history") }
}

type Counts = ReadonlyMap<Case, Readonly<Record<SideName, number>>>

/** In processes of their own, whose collector has nothing to do meanwhile. */
async function bytesOf(library: Library, bundles: Bundles, cases: ReadonlyArray<Case>): Promise<Counts> {
  const sides = await startSides({ library, bundles, cases, connections: 1, nodeFlags: heapFlags, part: 1 })
  const counts = await ofCases(cases, sides, steadyBytes)
  await stopSides(sides)
  return counts
}

async function steadyBytes(side: Side, name: string): Promise<number> {
  let last = Number.NaN
  for (let tries = 0; tries < steady.tries; tries++) {
    await side.block(name, { turns: warmUp.turns / steady.tries, millis: warmUp.millis, concurrency: 1 })
    const bytes = await side.bytes(name, countedTurns)
    if (Math.abs(bytes / last - 1) < steady.within) return bytes
    last = bytes
  }
  return last
}

async function ofCases(
  cases: ReadonlyArray<Case>,
  { ours, L, "L-history": history }: Sides,
  count: (side: Side, name: string) => Promise<number>
): Promise<Counts> {
  const counts = new Map<Case, Readonly<Record<SideName, number>>>()
  for (const asked of cases) {
    const name = nameOf(asked)
    counts.set(asked, {
      ours: await count(ours, name),
      L: await count(L, name),
      "L-history": await count(history, name)
    })
  }
  return counts
}

function joined(cases: ReadonlyArray<Case>, bytes: Counts, scavenges: Counts): Warm["allocations"] {
  const of = (asked: Case, side: SideName): Allocations => ({
    bytes: bytes.get(asked)?.[side] ?? Number.NaN,
    scavenges: scavenges.get(asked)?.[side] ?? Number.NaN
  })
  return new Map(
    cases.map((asked) => [
      asked,
      { ours: of(asked, "ours"), L: of(asked, "L"), "L-history": of(asked, "L-history") }
    ])
  )
}
