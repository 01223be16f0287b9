/** What one operation takes beside another of the same side, round by round. */
import { median } from "../measuring/statistics.ts"
import type { Round } from "../measuring/warm.ts"
import { type Case, type Operation, type SideName, sideNames } from "../Operation.ts"
import { cursorTarget, keyTarget } from "../Target.ts"
import { columns, fixed } from "./columns.ts"
import { backend, cpu, type Figure, latency } from "./figures.ts"

interface Beside {
  readonly name: string
  readonly operation: Operation
  /** What it is divided by, and how many requests of it. */
  readonly over: Operation
  readonly times: number
  /** Of ours, at most. */
  readonly most?: number
  /** Whether it is told how many microseconds it takes more, and not how many times as long. */
  readonly more?: boolean
}

const besides: ReadonlyArray<Beside> = [
  { name: "behind a cursor/page 1", operation: "deepCursor", over: "page1", times: 1, most: cursorTarget },
  { name: "behind a cursor/at offset 90,000", operation: "deepCursor", over: "deep", times: 1 },
  {
    name: "a key of a create, µs",
    operation: "createKeyed",
    over: "create",
    times: 1,
    most: keyTarget,
    more: true
  },
  {
    name: "a key of an update, µs",
    operation: "updateKeyed",
    over: "update",
    times: 1,
    most: keyTarget,
    more: true
  },
  { name: "a batch of 10/10 requests", operation: "batch10", over: "create", times: 10 },
  { name: "1,000 at once/1,000 requests", operation: "bulk1000", over: "create", times: 1000 }
]

const figures: Readonly<Record<string, Figure>> = {
  p50: latency(0.5),
  /** Of the process and its backend: what a neighbour's noise moves least. */
  CPU: (block) => cpu(block) + backend(block)
}

/** A row for each pair that was measured, with its ratios on each side, or what it takes more; empty where there is none. */
export const besideTable = (rounds: ReadonlyMap<Case, ReadonlyArray<Round>>): string => {
  const of = (operation: Operation) =>
    [...rounds].find(([asked]) => asked.operation === operation && asked.source === "rest")?.[1]
  const rows = besides.flatMap((beside) => {
    const [left, right] = [of(beside.operation), of(beside.over)]
    return left === undefined || right === undefined ? [] : [row(beside, left, right)]
  })
  const heads = Object.keys(figures).flatMap((name) => sideNames.map((side) => `${name} ${side}`))
  return rows.length === 0 ? "" : columns([["one/another", ...heads, "target", ""], ...rows])
}

function row(
  { more = false, most, name, times }: Beside,
  left: ReadonlyArray<Round>,
  right: ReadonlyArray<Round>
): ReadonlyArray<string> {
  const told = (one: number, another: number) => (more ? one - another : one / (another * times))
  const ratio = (figure: Figure, side: SideName) =>
    median(
      left.flatMap((round, at) => {
        const other = right[at]
        return other === undefined ? [] : [told(figure(round[side]), figure(other[side]))]
      })
    )
  const cells = Object.values(figures).flatMap((figure) => sideNames.map((side) => ratio(figure, side)))
  const isMissed = most !== undefined && Object.values(figures).some((figure) => ratio(figure, "ours") > most)
  return [
    name,
    ...cells.map((cell) => fixed(cell, 3)),
    most === undefined ? "" : `<= ${most}`,
    isMissed ? "NOT MET" : ""
  ]
}
