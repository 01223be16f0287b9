// @effect-diagnostics asyncFunction:off globalRandom:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run scale`: what a request costs among 10,000,000 books and 30,000,000 changes, divided by
 * what it costs among 100,000 and 300,000. Takes 25 GB of disk, which it gives back.
 */
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { type Asked, startAsked } from "../asked.ts"
import { buildOurs } from "../bundles.ts"
import { startTables } from "../database.ts"
import { median } from "../statistics.ts"
import { columns } from "../table.ts"
import { fill } from "./fill.ts"
import { type Act, acts, scaleEvent } from "./scaleEvents.ts"

const few = 100_000
const ratioAtMost = 1.3
const blocks = 15
const requestsPerBlock = 100

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
const { file } = await buildOurs()
const small = await startSide(few)
const large = await startSide(many).catch(async (cause: unknown) => {
  await small.stop()
  throw cause
})
console.log(`${few} and ${many} books are there, with three changes each.`)
await compare().finally(() => Promise.all([small.stop(), large.stop()]))

async function compare(): Promise<void> {
  const rows = [["", `µs of ${few}`, `µs of ${many}`, "ratio", ""]]
  for (const act of acts) rows.push(await compareOn(act))
  console.log(columns(rows))
}

/** Pairs of blocks by turns; the first pair is not counted. */
async function compareOn(act: Act): Promise<Array<string>> {
  const pairs: Array<readonly [number, number]> = []
  for (let block = 0; block <= blocks; block++) {
    const before = await micros(small, act)
    pairs.push([before, await micros(large, act)])
  }
  const counted = pairs.slice(1)
  const ratio = median(counted.map(([left, right]) => right / left))
  if (ratio > ratioAtMost) process.exitCode = 1
  return [
    act,
    median(counted.map(([left]) => left)).toFixed(0),
    median(counted.map(([, right]) => right)).toFixed(0),
    ratio.toFixed(2),
    ratio > ratioAtMost ? `MORE THAN ${ratioAtMost}` : ""
  ]
}

async function micros({ books, sandbox }: Side, act: Act): Promise<number> {
  const random = (below: number) => Math.floor(Math.random() * below)
  const events = Array.from({ length: requestsPerBlock }, () => scaleEvent(act, ++number, books, random))
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
