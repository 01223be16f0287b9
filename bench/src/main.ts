// @effect-diagnostics asyncFunction:off
/** `npx -y pnpm@12 bench`: an api of ours against two hand-written handlers, in one run on one PostgreSQL. */
import { ablation } from "./ablation/ablation.ts"
import { fill, requestIdOf } from "./asking/Script.ts"
import { scriptOf } from "./asking/scripts.ts"
import { buildAll } from "./bundles.ts"
import { compare } from "./compare.ts"
import { type Library, startLibrary } from "./library.ts"
import { measureCold } from "./measuring/cold.ts"
import { nameOf, yardsticks } from "./Operation.ts"
import { type Options, readOptions, type Task, usage } from "./options.ts"
import { bundleOf, start } from "./sides.ts"
import { besideTable } from "./telling/besideTable.ts"
import { coldNames, coldTable } from "./telling/coldTable.ts"
import { topFunctions } from "./telling/topFunctions.ts"
import { warmTable } from "./telling/warmTable.ts"

const print = console.log
const profileMillis = 6000

const options = parsed(process.argv.slice(2))
const bundles = await buildAll()
const library = await startLibrary(options.postgres)
await run(options, library).finally(library.stop)

async function run({ task }: Options, library: Library): Promise<void> {
  print(
    `Node ${process.versions.node}, PostgreSQL ${library.version} on loopback without fsync, synchronous_commit and autovacuum; ${options.concurrency} request(s) at a time.`
  )
  if (task.kind === "profile") return profile(library, task)
  if (task.kind === "ablation")
    return ablation(library, new Set(options.cases.map(({ operation }) => operation)), print)
  if (options.cases.length > 0) await compareWarm(library)
  if (options.cold) await compareCold(library)
}

async function compareWarm(library: Library): Promise<void> {
  const warm = await compare(library, bundles, options, print)
  for (const yardstick of yardsticks) print(`\n${warmTable(warm, yardstick)}`)
  print(`\n${besideTable(warm.rounds)}`)
  print(
    `\nCells tell ours/the hand-written; ratios are medians over ${options.rounds} rounds. kB and scavenges (in 1,000 requests) are of the heap, foreign is what others used of a core.\n`
  )
}

async function compareCold(library: Library): Promise<void> {
  const files = coldNames.map((name) => bundles[name].file)
  const script = scriptOf("ours", { operation: "get", source: "rest" }, { notes: [], cursor: "", part: 0 })
  const [template = ""] = script.templates
  const event = fill(template, script, { requestId: requestIdOf(1), turn: 0 })
  const [bare, ...starts] = await measureCold([null, ...files], event, library.url)
  if (bare !== undefined) print(coldTable(bare, starts, bundles))
}

async function profile(
  library: Library,
  { folder, operation }: Extract<Task, { readonly kind: "profile" }>
): Promise<void> {
  const asked = { operation, source: "rest" } as const
  const nodeFlags = ["--cpu-prof", `--cpu-prof-dir=${folder}`]
  const side = await start("ours", { library, bundles, cases: [asked], connections: 1, nodeFlags })
  const block = { millis: profileMillis, concurrency: 1 }
  const { latencies } = await side.block(nameOf(asked), block)
  await side.stop()
  print(await topFunctions(folder, bundles[bundleOf("ours", [asked])].file, latencies.length))
}

function parsed(args: ReadonlyArray<string>): Options {
  try {
    return readOptions(args)
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : String(fault)}\n${usage}`)
    process.exit(2)
  }
}
