// @effect-diagnostics asyncFunction:off
/**
 * `npx -y pnpm@12 --filter @pgcrest/bench run resources`: cold start and memory of a Lambda with 1, 100 and 1,000 resources, above
 * bare node, and where the time of its init goes.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { GatewayEvent } from "@pgcrest/dev"
import { lambda } from "@pgcrest/example-lambda/bundle"
import { build } from "rolldown"
import { startTables } from "../tables.ts"
import { topFunctions } from "../telling/topFunctions.ts"
import { median } from "../measuring/statistics.ts"
import { columns } from "../telling/columns.ts"
import { firstPath, firstTable, lambdaOf } from "./declared.ts"
import { type Start, startOnce } from "./startOnce.ts"

const counts = [1, 100, 1000]
const runs = 11
const example = fileURLToPath(new URL("../../../apps/example-lambda", import.meta.url))
const event = GatewayEvent.make("http2", { method: "GET", path: firstPath })

const files = await Promise.all(counts.map(bundleOf))
const tables = await startTables()
await tables.client.query(firstTable)
await measure().finally(tables.stop)

async function measure(): Promise<void> {
  const found: ReadonlyArray<Array<Start>> = [null, ...files].map(() => [])
  for (let run = 0; run <= runs; run++) {
    for (const [at, file] of [null, ...files].entries()) {
      const started = await startOnce(file, event, tables.url)
      if (run > 0) found[at]?.push(started)
    }
  }
  const [bare, ...each] = found.map(medians)
  const rows = each.map((start, at) => rowOf(counts[at] ?? 0, start, bare ?? start))
  console.log(
    columns([["resources above bare node", "loaded ms", "answered ms", "resident MB", "heap MB"], ...rows])
  )
  for (const file of files) console.log(`${file}: ${(await stat(file)).size} bytes`)
  await profile(files.at(-1) ?? "")
}

function rowOf(count: number, start: Start, bare: Start): Array<string> {
  const above = (name: keyof Start) => (start[name] - bare[name]).toFixed(1)
  return [String(count), above("loaded"), above("answered"), above("resident"), above("heap")]
}

function medians(starts: ReadonlyArray<Start>): Start {
  const of = (name: keyof Start) => median(starts.map((start) => start[name]))
  return { loaded: of("loaded"), answered: of("answered"), resident: of("resident"), heap: of("heap") }
}

/** Of one start. */
async function profile(file: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "profile-"))
  await startOnce(file, event, tables.url, [
    "--cpu-prof",
    "--cpu-prof-interval=100",
    `--cpu-prof-dir=${folder}`
  ])
  console.log(await topFunctions(folder, file, 1))
  await rm(folder, { recursive: true })
}

/** Made with the example's configuration, inside it, where its dependencies are found. */
async function bundleOf(count: number): Promise<string> {
  const name = `resources-${count}`
  const folder = join(example, "bundle", name)
  const source = join(example, "bundle", `${name}.ts`)
  await mkdir(join(example, "bundle"), { recursive: true })
  await writeFile(source, lambdaOf(count))
  const config = lambda(name)
  await build({
    ...config,
    cwd: example,
    input: { [name]: source },
    output: { ...config.output, dir: folder }
  })
  return join(folder, `${name}.mjs`)
}
