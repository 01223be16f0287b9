/** The table of warm requests against one yardstick, with the targets beside the figures. */
import type { Allocations } from "../measuring/Sample.ts"
import { median } from "../measuring/statistics.ts"
import type { Round } from "../measuring/warm.ts"
import { type Case, nameOf, type SideName, type Yardstick } from "../Operation.ts"
import { allocationTarget, type Target, targets } from "../Target.ts"
import { columns, fixed } from "./columns.ts"
import {
  backend,
  type Compared,
  compared,
  cpu,
  deletes,
  foreign,
  latency,
  mainCpu,
  otherCpu,
  rate
} from "./figures.ts"

/** All that was measured warm. */
export interface Warm {
  readonly rounds: ReadonlyMap<Case, ReadonlyArray<Round>>
  readonly allocations: ReadonlyMap<Case, Readonly<Record<SideName, Allocations>>>
}

/** One row for each case; cells tell ours, then the yardstick's. */
export const warmTable = (warm: Warm, yardstick: Yardstick): string =>
  columns([
    [
      `ours/${yardstick}`,
      "requests/s",
      "ratio",
      "target",
      "p50 µs",
      "p99 µs",
      "main µs",
      "other µs",
      "CPU",
      "target",
      "backend µs",
      "ratio",
      "target",
      "kB",
      "scavenges",
      "foreign",
      ""
    ],
    ...[...warm.rounds].flatMap(([asked, rounds]) => [
      row(warm, asked, rounds, yardstick),
      ...deleteRow(warm, asked, rounds, yardstick)
    ])
  ])

function row(
  { allocations }: Warm,
  asked: Case,
  rounds: ReadonlyArray<Round>,
  yardstick: Yardstick
): ReadonlyArray<string> {
  const target = targets[yardstick][asked.operation]
  const backendTarget = asked.operation === "deleteCreate" ? undefined : target.backend
  const of = (figure: typeof rate) => compared(rounds, yardstick, figure)
  const [rates, cpus, backends] = [of(rate), of(cpu), of(backend)]
  const left = allocations.get(asked)
  const kilobytes = (side: SideName) => (left?.[side].bytes ?? Number.NaN) / 1000
  const missed = [
    ...(target.rate !== undefined && rates.ratio < target.rate ? ["requests/s"] : []),
    ...(target.cpu !== undefined && cpus.ratio > target.cpu ? ["CPU"] : []),
    ...(backendTarget !== undefined && backends.ratio > backendTarget ? ["backend"] : []),
    ...(asked.operation === "get" && kilobytes("ours") > allocationTarget
      ? [`kB <= ${allocationTarget}`]
      : [])
  ]
  return [
    nameOf(asked),
    both(rates),
    fixed(rates.ratio, 2),
    atLeast(target),
    ...[latency(0.5), latency(0.99), mainCpu, otherCpu].map((figure) => both(of(figure))),
    fixed(cpus.ratio, 2),
    atMost(target.cpu),
    both(backends),
    fixed(backends.ratio, 2),
    atMost(backendTarget),
    `${fixed(kilobytes("ours"), 1)}/${fixed(kilobytes(yardstick), 1)}`,
    `${fixed(left?.ours.scavenges ?? Number.NaN, 1)}/${fixed(left?.[yardstick].scavenges ?? Number.NaN, 1)}`,
    fixed(median(rounds.flatMap((round) => [foreign(round.ours), foreign(round[yardstick])])), 2),
    verdict(missed)
  ]
}

/** The delete of the pair by itself, where creates were measured beside. */
function deleteRow(
  { rounds }: Warm,
  { operation, source }: Case,
  pairs: ReadonlyArray<Round>,
  yardstick: Yardstick
): ReadonlyArray<ReadonlyArray<string>> {
  const create = [...rounds].find(
    ([other]) => operation === "deleteCreate" && other.operation === "create" && other.source === source
  )
  if (create === undefined) return []
  const found = deletes(pairs, create[1], yardstick)
  const { backend: most } = targets[yardstick].deleteCreate
  const missed = most !== undefined && found.ratio > most ? ["backend"] : []
  const empty = Array.from({ length: 9 }, () => "")
  return [
    ["  its delete", ...empty, both(found), fixed(found.ratio, 2), atMost(most), "", "", "", verdict(missed)]
  ]
}

function both({ hand, ours }: Compared): string {
  return `${fixed(ours, 0)}/${fixed(hand, 0)}`
}

function atLeast({ rate }: Target): string {
  return rate === undefined ? "" : `>= ${rate}`
}

function atMost(most: number | undefined): string {
  return most === undefined ? "" : `<= ${most}`
}

function verdict(missed: ReadonlyArray<string>): string {
  return missed.length === 0 ? "" : `NOT MET: ${missed.join(", ")}`
}
