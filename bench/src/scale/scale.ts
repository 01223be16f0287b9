// @effect-diagnostics asyncFunction:off globalRandom:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run scale`: what a request costs among 10,000,000 books and 30,000,000 changes, divided by
 * what it costs among 100,000 and 300,000. Takes 25 GB of disk, which it gives back.
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { type Asked, startAsked } from "../asked.ts"
import { buildExample } from "../bundles.ts"
import { startTables } from "../tables.ts"
import { median } from "../measuring/statistics.ts"
import { columns } from "../telling/columns.ts"
import { fill } from "./fill.ts"
import { type Act, acts, type Draw, scaleEvent } from "./scaleEvents.ts"

const few = 100_000
const ratioAtMost = 1.3
const blocks = 15
const requestsPerBlock = 100
const inUse = 400

const { values } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== "--"),
  options: { rows: { type: "string", default: "10000000" } }
})
const many = Number(values.rows)

interface Side {
  readonly books: number
  readonly sandbox: Asked<ReadonlyArray<unknown>, ReadonlyArray<number>>
  readonly stop: () => Promise<void>
}

let number = 0
const draws: Readonly<Record<string, Draw>> = {
  // A few, spread over all of the table, so that its depth is measured, and not how much of it the memory holds.
  "in use": (of) => Math.floor(((number % inUse) * of) / inUse),
  // Any of them, most of which were never read: what the disk takes is in it.
  "of all": (of) => Math.floor(Math.random() * of)
}
const { file } = await buildExample()
const small = await startSide(few)
const large = await startSide(many).catch(async (cause: unknown) => {
  await small.stop()
  throw cause
})
console.log(`${few} and ${many} books are there, with three changes each.`)
await compare().finally(() => Promise.all([small.stop(), large.stop()]))

async function compare(): Promise<void> {
  for (const [name, draw] of Object.entries(draws)) {
    const rows = [[name, `µs of ${few}`, `µs of ${many}`, "ratio", ""]]
    for (const act of acts) rows.push(await compareOn(act, draw, name))
    console.log(columns(rows))
  }
}

/** Pairs of blocks by turns, after each side has been asked for as many different records as there are in use. */
async function compareOn(act: Act, draw: Draw, name: string): Promise<Array<string>> {
  for (const side of [small, large]) await micros(side, act, draw, inUse)
  const pairs: Array<readonly [number, number]> = []
  for (let block = 0; block < blocks; block++) {
    const before = await micros(small, act, draw, requestsPerBlock)
    pairs.push([before, await micros(large, act, draw, requestsPerBlock)])
  }
  const ratio = median(pairs.map(([left, right]) => right / left))
  const isTooMuch = name === "in use" && ratio > ratioAtMost
  if (isTooMuch) process.exitCode = 1
  const cells = [0, 1].map((at) => median(pairs.map((pair) => pair[at] ?? Number.NaN)).toFixed(0))
  return [act, ...cells, ratio.toFixed(2), isTooMuch ? `MORE THAN ${ratioAtMost}` : ""]
}

async function micros({ books, sandbox }: Side, act: Act, draw: Draw, count: number): Promise<number> {
  const events = Array.from({ length: count }, () => scaleEvent(act, ++number, books, draw))
  return median(await sandbox.ask(events))
}

async function startSide(books: number): Promise<Side> {
  const tables = await startTables()
  // Else a load of gigabytes stops for a checkpoint after each of them.
  await tables.client.query("alter system set max_wal_size = '8GB'")
  await tables.client.query("select pg_reload_conf()")
  await fill(tables.client, books)
  const worker = fileURLToPath(new URL("scaleWorker.ts", import.meta.url))
  const sandbox: Side["sandbox"] = await startAsked(worker, file, tables.url)
  return {
    books,
    sandbox,
    stop: () => {
      sandbox.stop()
      return tables.stop()
    }
  }
}
