// @effect-diagnostics asyncFunction:off
/** Warm requests: rounds of all operations, both sides in turn, so that a neighbour's noise meets both. */
import type { BackendCpu } from "./backendCpu.ts"
import { type Operation } from "./Operation.ts"
import type { Options } from "./options.ts"
import type { Sample, Side } from "./Side.ts"

/** A round of one side, with the CPU of its PostgreSQL process; null where it cannot be read. */
export interface Round extends Sample {
  readonly backendMicros: number | null
}

/** For each operation the rounds of ours and of the hand-written side, pairwise. */
export type Rounds = ReadonlyMap<Operation, ReadonlyArray<readonly [ours: Round, handwritten: Round]>>

interface Measured {
  readonly side: Side
  readonly cpu: BackendCpu | null
}

const warmUpMillis = 1000

/** Warms each operation up on both sides, then measures it in every round; the side that begins changes each time. */
export const measureWarm = async (
  sides: readonly [Measured, Measured],
  { only, rounds, millis }: Options
): Promise<Rounds> => {
  const [ours, handwritten] = sides
  const found = new Map<Operation, Array<readonly [Round, Round]>>(only.map((operation) => [operation, []]))
  for (const operation of only) for (const { side } of sides) await side.run(operation, warmUpMillis)
  for (let round = 0; round < rounds; round++) {
    for (const [at, operation] of rotated(only, round).entries()) {
      const first = (round + at) % 2 === 0 ? await measure(ours, operation, millis) : null
      const second = await measure(handwritten, operation, millis)
      found.get(operation)?.push([first ?? (await measure(ours, operation, millis)), second])
    }
  }
  return found
}

async function measure({ side, cpu }: Measured, operation: Operation, millis: number): Promise<Round> {
  const before = await cpu?.()
  const sample = await side.run(operation, millis)
  const after = await cpu?.()
  return { ...sample, backendMicros: before === undefined || after === undefined ? null : after - before }
}

function rotated<A>(list: ReadonlyArray<A>, by: number): ReadonlyArray<A> {
  const start = by % list.length
  return [...list.slice(start), ...list.slice(0, start)]
}
