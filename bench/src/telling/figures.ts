/** What the blocks of a case come to: ours, a yardstick's, and the ratio of the two. */
import { median, percentile } from "../measuring/statistics.ts"
import type { Block, Round } from "../measuring/warm.ts"
import type { Yardstick } from "../Operation.ts"

/** One number of a block. */
export type Figure = (block: Block) => number

export const rate: Figure = ({ latencies, millis }) => (latencies.length * 1000) / millis
export const latency =
  (share: number): Figure =>
  ({ latencies }) =>
    percentile(latencies, share) * 1000
export const mainCpu: Figure = ({ latencies, mainMicros }) => mainMicros / latencies.length
export const otherCpu: Figure = ({ latencies, otherMicros }) => otherMicros / latencies.length
export const cpu: Figure = (block) => mainCpu(block) + otherCpu(block)
export const backend: Figure = ({ backendMicros, latencies }) =>
  backendMicros === null ? Number.NaN : backendMicros / latencies.length
export const foreign: Figure = ({ foreign }) => foreign ?? Number.NaN

/** Medians over the rounds; the ratio is the median of the rounds' ratios. */
export interface Compared {
  readonly ours: number
  readonly hand: number
  readonly ratio: number
}

/** Compares a figure of ours with a yardstick's, round by round. */
export const compared = (rounds: ReadonlyArray<Round>, yardstick: Yardstick, figure: Figure): Compared =>
  ofPairs(rounds.map((round) => [figure(round.ours), figure(round[yardstick])]))

/** What a delete costs the backend: what is left of the pair without the create of the same round. */
export const deletes = (
  pairs: ReadonlyArray<Round>,
  creates: ReadonlyArray<Round>,
  yardstick: Yardstick
): Compared => {
  const left = (round: Block, create: Block | undefined) =>
    create === undefined ? Number.NaN : 2 * backend(round) - backend(create)
  return ofPairs(
    pairs.map((round, at) => [
      left(round.ours, creates[at]?.ours),
      left(round[yardstick], creates[at]?.[yardstick])
    ])
  )
}

function ofPairs(pairs: ReadonlyArray<readonly [ours: number, hand: number]>): Compared {
  return {
    ours: median(pairs.map(([ours]) => ours)),
    hand: median(pairs.map(([, hand]) => hand)),
    ratio: median(pairs.map(([ours, hand]) => ours / hand))
  }
}
