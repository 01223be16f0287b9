/** The table: figures, ratios and the aims beside them. */
import type { Bundle } from "./bundles.ts"
import type { Cold } from "./cold.ts"
import { aims, coldAim, cpuAim, type Operation } from "./Operation.ts"
import { median, percentile, sum } from "./statistics.ts"
import type { Round, Rounds } from "./warm.ts"

/** Warm requests: ours, the hand-written handler's, and the median of the rounds' ratios. */
export const warmTable = (rounds: Rounds): string =>
  columns([
    [
      "",
      "requests/s",
      "by hand",
      "ratio",
      "aim",
      "p50 µs",
      "by hand",
      "p99 µs",
      "by hand",
      "CPU µs",
      "ratio",
      "aim",
      "backend µs",
      "ratio",
      ""
    ],
    ...[...rounds].map(([operation, pairs]) => warmRow(operation, pairs))
  ])

/** Cold starts above bare node, and the bundles. */
export const coldTable = (
  [bare, ours, handwritten]: readonly [Cold, Cold, Cold],
  bundles: readonly [Bundle, Bundle]
): string => {
  const row = (name: string, cold: Cold, { bytes, gzipped }: Bundle, aim: string, verdict: string) => [
    name,
    fixed(cold.loaded - bare.answered, 0),
    fixed(cold.answered - bare.answered, 0),
    aim,
    fixed(bytes / 1000, 0),
    fixed(gzipped / 1000, 0),
    verdict
  ]
  const met = ours.answered - bare.answered <= coldAim
  return columns([
    ["above bare node", "loaded ms", "answered ms", "aim", "kB", "gzip kB", ""],
    row("ours", ours, bundles[0], `<= ${coldAim}`, met ? "" : "NOT MET"),
    row("by hand", handwritten, bundles[1], "", "")
  ])
}

function warmRow(operation: Operation, pairs: ReadonlyArray<readonly [Round, Round]>): ReadonlyArray<string> {
  const [ours, handwritten] = [pairs.map(([left]) => left), pairs.map(([, right]) => right)]
  const ratioOf = (figure: (round: Round) => number) =>
    median(pairs.map(([left, right]) => figure(left) / figure(right)))
  const rate = ratioOf(rateOf)
  const cpu = ratioOf(cpuOf)
  const missed = [...(rate < aims[operation] ? ["requests/s"] : []), ...(cpu > cpuAim ? ["CPU"] : [])]
  return [
    operation,
    fixed(median(ours.map(rateOf)), 0),
    fixed(median(handwritten.map(rateOf)), 0),
    fixed(rate, 2),
    `>= ${aims[operation]}`,
    ...[0.5, 0.99].flatMap((share) => [latency(ours, share), latency(handwritten, share)]),
    fixed(median(ours.map(cpuOf)), 0),
    fixed(cpu, 2),
    `<= ${cpuAim}`,
    fixed(median(ours.map(backendOf)), 0),
    fixed(ratioOf(backendOf), 2),
    missed.length === 0 ? "" : `NOT MET: ${missed.join(", ")}`
  ]
}

function rateOf({ latencies, millis }: Round): number {
  return (latencies.length * 1000) / millis
}

function cpuOf({ cpuMicros, latencies }: Round): number {
  return cpuMicros / latencies.length
}

function backendOf({ backendMicros, latencies }: Round): number {
  return backendMicros === null ? Number.NaN : backendMicros / latencies.length
}

function latency(rounds: ReadonlyArray<Round>, share: number): string {
  return fixed(
    percentile(
      rounds.flatMap(({ latencies }) => latencies),
      share
    ) * 1000,
    0
  )
}

function fixed(value: number, digits: number): string {
  return Number.isNaN(value) ? "-" : value.toFixed(digits)
}

/** Rows of cells, the first one left and all others right. */
export function columns(rows: ReadonlyArray<ReadonlyArray<string>>): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  const line = (row: ReadonlyArray<string>) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
  return rows.map((row) => line(row).trimEnd()).join("\n")
}

export const requestsOf = (rounds: Rounds): number =>
  sum([...rounds.values()].flat(2).map(({ latencies }) => latencies.length))
