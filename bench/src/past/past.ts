// @effect-diagnostics asyncFunction:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run past`: whether reads of the past depend on how long histories are and how large tables,
 * whether pages of a history depend on how far back they are, and what a key adds to a write: ratios of requests that take turns.
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { auditSchema, ddl } from "@pgcrest/adapter-postgres"
import { GatewayEvent } from "@pgcrest/dev"
import { type Asked, startAsked } from "../asked.ts"
import { buildPast } from "../bundles.ts"
import { median, percentile } from "../measuring/statistics.ts"
import { whenQuiet } from "../measuring/quiet.ts"
import { startServer } from "../tables.ts"
import { columns, fixed } from "../telling/columns.ts"
import { Past } from "./api.ts"
import { fillPast } from "./fillPast.ts"
import { longHistory, type Pair, pairsOf } from "./pairs.ts"
import type { Told } from "./pastWorker.ts"

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: {
    rows: { type: "string", default: "100000" },
    rounds: { type: "string", default: "15" },
    requests: { type: "string", default: "100" }
  }
})
const [rounds, requests] = [Number(values.rounds), Number(values.requests)]
const sizes = { thousand: 1000, ten_thousand: 10_000, large: Number(values.rows) }
/** Pages of the longest history before the one that is measured, of 100 versions each. */
const pagesBefore = 89
/** Of all requests, those of which a neighbour's noise is told least. */
const quickest = 0.1
/** Of requests so far. */
let number = 0

/** Microseconds of two requests, one right behind the other. */
interface Times {
  readonly left: number
  readonly right: number
}

type Sandbox = Asked<ReadonlyArray<unknown>, Told>

const { file } = await buildPast()
const server = await startServer(`${auditSchema}${ddl(Past)}`)
await compare().finally(server.stop)

async function compare(): Promise<void> {
  await fillPast(server.client, sizes)
  const worker = fileURLToPath(new URL("pastWorker.ts", import.meta.url))
  const sandbox: Sandbox = await startAsked(worker, file, server.url)
  try {
    const deep = new Map<string, string>()
    for (const select of ["version,operation,at,actor", "version,after", "version,diff"])
      deep.set(select, await deepPage(sandbox, select))
    const rows = [
      ["one/another", "µs of another", "µs of one", "median of pairs", "quickest tenth", "at most", ""]
    ]
    for (const pair of pairsOf(sizes, deep)) rows.push(await compared(sandbox, pair))
    console.log(columns(rows))
  } finally {
    sandbox.stop()
  }
}

/** The path of a page that is only reached by links. */
async function deepPage(sandbox: Sandbox, select: string): Promise<string> {
  let path = longHistory(select)
  for (let page = 0; page < pagesBefore; page++) {
    const event = GatewayEvent.make("http2", { method: "GET", path, as: { sub: "librarian-ines" } })
    path = (await sandbox.ask([event])).next
  }
  return path
}

/** Requests that take turns at being first, so that a neighbour's noise meets both; the first round warms up. */
async function compared(sandbox: Sandbox, pair: Pair): Promise<Array<string>> {
  const found: Array<Times> = []
  for (let round = 0; round <= rounds; round++) {
    await whenQuiet()
    const numbers = Array.from({ length: requests }, () => ++number)
    const isFirst = (n: number) => n % 2 === 0
    const asked = numbers.map((n) => [pair.left(n), pair.right(n)] as const)
    const { micros } = await sandbox.ask(
      asked.flatMap(([left, right], at) => (isFirst(numbers[at] ?? 0) ? [left, right] : [right, left]))
    )
    const of = (at: number) => micros[at] ?? Number.NaN
    if (round === 0) continue
    for (const [at, n] of numbers.entries()) {
      const [one, other] = [of(2 * at), of(2 * at + 1)]
      found.push(isFirst(n) ? { left: one, right: other } : { left: other, right: one })
    }
  }
  return told(pair, found)
}

/** What neighbours take makes either figure larger at times, and seldom both. */
function told({ most, name, tells }: Pair, found: ReadonlyArray<Times>): Array<string> {
  const beside = (left: number, right: number) => (tells === "ratio" ? right / left : right - left)
  const [lefts, rights] = [found.map(({ left }) => left), found.map(({ right }) => right)]
  const byPairs = median(found.map(({ left, right }) => beside(left, right)))
  const byQuickest = beside(percentile(lefts, quickest), percentile(rights, quickest))
  const isMissed = most !== null && Math.min(byPairs, byQuickest) > most
  if (isMissed) process.exitCode = 1
  return [
    name,
    fixed(median(lefts), 0),
    fixed(median(rights), 0),
    fixed(byPairs, 2),
    fixed(byQuickest, 2),
    most === null ? "" : String(most),
    isMissed ? "NOT MET" : ""
  ]
}
