/** What one operation takes beside another of the same side, round by round. */
import { median } from "../measuring/statistics.ts"
import type { Round } from "../measuring/warm.ts"
import { type Case, type Operation, sideNames } from "../Operation.ts"
import { cursorTarget } from "../Target.ts"
import { columns, fixed } from "./columns.ts"
import { type Figure, latency } from "./figures.ts"

interface Beside {
  readonly name: string
  readonly operation: Operation
  /** What it is divided by, and how many requests of it. */
  readonly over: Operation
  readonly times: number
  /** Of ours, at most. */
  readonly most?: number
}

const besides: ReadonlyArray<Beside> = [
  { name: "behind a cursor/page 1", operation: "deepCursor", over: "page1", times: 1, most: cursorTarget },
  { name: "behind a cursor/at offset 90,000", operation: "deepCursor", over: "deep", times: 1 },
  { name: "a batch of 10/10 requests", operation: "batch10", over: "create", times: 10 },
  { name: "1,000 at once/1,000 requests", operation: "bulk1000", over: "create", times: 1000 }
]

const median50: Figure = latency(0.5)

/** A row for each pair that was measured, with the ratio of p50 on each side; empty where there is none. */
export const besideTable = (rounds: ReadonlyMap<Case, ReadonlyArray<Round>>): string => {
  const of = (operation: Operation) =>
    [...rounds].find(([asked]) => asked.operation === operation && asked.source === "rest")?.[1]
  const rows = besides.flatMap((beside) => {
    const [left, right] = [of(beside.operation), of(beside.over)]
    return left === undefined || right === undefined ? [] : [row(beside, left, right)]
  })
  return rows.length === 0 ? "" : columns([["p50 of one/of another", ...sideNames, "target", ""], ...rows])
}

function row(
  { most, name, times }: Beside,
  left: ReadonlyArray<Round>,
  right: ReadonlyArray<Round>
): ReadonlyArray<string> {
  const [ours = Number.NaN, ...others] = sideNames.map((side) =>
    median(
      left.flatMap((round, at) => {
        const other = right[at]
        return other === undefined ? [] : [median50(round[side]) / (median50(other[side]) * times)]
      })
    )
  )
  const target = most === undefined ? "" : `<= ${most}`
  const verdict = most !== undefined && ours > most ? "NOT MET" : ""
  return [name, ...[ours, ...others].map((ratio) => fixed(ratio, 3)), target, verdict]
}
