// @effect-diagnostics asyncFunction:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run growth`: whether anything grows in the process, or in its session of PostgreSQL,
 * while strangers send ever other shapes, and whether these push out the honest clients' statements.
 */
import { fileURLToPath } from "node:url"
import { content } from "@pgcrest/example-lambda/requests"
import { startAsked } from "../asked.ts"
import { buildExample } from "../bundles.ts"
import { startTables } from "../tables.ts"
import type { Block, Told } from "./growthWorker.ts"
import { readOptions } from "./growthOptions.ts"
import { sessionMemory } from "./sessionMemory.ts"

const { requests, shapes, strangers, conditions, every } = readOptions(process.argv.slice(2))

/** Megabytes that may come to each after the first block: what the allocator keeps in pieces comes to some 20 in 300,000 requests. */
const growthAtMost = 32
const kept = ["resident", "heap", "session"] as const

const { file } = await buildExample()
const library = await startTables()
await library.client.query(content)
const worker = fileURLToPath(new URL("growthWorker.ts", import.meta.url))
const sandbox = await startAsked<Block, Told>(worker, file, library.url, ["--expose-gc"])
await watch().finally(sandbox.stop).finally(library.stop)

async function watch(): Promise<void> {
  console.log(
    `${shapes} shapes of up to ${conditions} conditions, ${strangers} requests of strangers for each eight honest ones`
  )
  const first = await block(0)
  let last = first
  for (let from = every; from < requests; from += every) last = await block(from)
  for (const name of kept) {
    const grown = last[name] - first[name]
    console.log(`${name}: ${grown.toFixed(1)} MB since the first ${every}, of ${growthAtMost} at most`)
    if (grown > growthAtMost) process.exitCode = 1
  }
}

async function block(from: number) {
  const told = await sandbox.ask({ from, count: every, strangers, shapes, conditions })
  const now = { ...told, session: await sessionMemory(library.client) }
  const sizes = kept.map((name) => `${name} ${now[name].toFixed(1)} MB`).join(", ")
  const { honest, strange } = told.parsed
  console.log(
    `${from + every}: ${sizes}; ${told.prepared} statements prepared; prepared anew ${honest} of ${told.honest} honest, ${strange} of ${every - told.honest} strange`
  )
  return now
}
