// @effect-diagnostics asyncFunction:off
/** `npx -y pnpm@12 bench`: the example's bundle against a hand-written handler, in one run on one PostgreSQL. */
import { backendCpu } from "./backendCpu.ts"
import { type Bundle, buildHandwritten, buildOurs } from "./bundles.ts"
import { measureCold } from "./cold.ts"
import { type Library, startLibrary } from "./database.ts"
import { checkEqual } from "./equal.ts"
import { eventsFor } from "./events.ts"
import { type Options, readOptions, usage } from "./options.ts"
import { topFunctions } from "./profile.ts"
import { type Side, startSide } from "./Side.ts"
import { coldTable, requestsOf, warmTable } from "./table.ts"
import { measureWarm } from "./warm.ts"

const print = console.log
const profileMillis = 6000

const options = parsed(process.argv.slice(2))
const bundles: readonly [Bundle, Bundle] = [await buildOurs(), await buildHandwritten()]
const library = await startLibrary()
print(
  `Node ${process.versions.node}, PostgreSQL ${library.version} on loopback without fsync and synchronous_commit, one connection, one request at a time.`
)
await (options.profile === null ? compare(library) : profile(library, options.profile)).finally(library.stop)

async function compare(library: Library): Promise<void> {
  const sides = await startSides(library)
  const [left, right] = sides
  await checkEqual(sides, library.client, options.only)
  print("Both sides give equal answers and leave equal changes.")
  const [oursCpu, handwrittenCpu] = [
    await backendCpu(library.client, "pgcrest"),
    await backendCpu(library.client, "handwritten")
  ]
  for (const reason of [oursCpu, handwrittenCpu])
    if (typeof reason === "string") print(`No CPU of the backend: ${reason}.`)
  const rounds = await measureWarm(
    [
      { side: left, cpu: typeof oursCpu === "string" ? null : oursCpu },
      { side: right, cpu: typeof handwrittenCpu === "string" ? null : handwrittenCpu }
    ],
    options
  )
  await Promise.all(sides.map(({ stop }) => stop()))
  print(
    `\n${warmTable(rounds)}\n${requestsOf(rounds)} requests; ratios are ours divided by the hand-written, medians of ${options.rounds} pairs of rounds.\n`
  )
  await compareCold(library, left)
}

async function compareCold(library: Library, { events }: Side): Promise<void> {
  const [event] = events.get
  if (event === undefined) return
  const [bare, ours, handwritten] = await measureCold(
    [null, bundles[0].file, bundles[1].file],
    event,
    library.url
  )
  if (bare === undefined || ours === undefined || handwritten === undefined) return
  print(coldTable([bare, ours, handwritten], bundles))
  print(`Bare node takes ${bare.answered.toFixed(0)} ms. Builtins loaded until the first answer:`)
  print(`ours     ${ours.builtins.join(" ")}\nby hand  ${handwritten.builtins.join(" ")}`)
}

async function profile(
  library: Library,
  { folder, operation }: NonNullable<Options["profile"]>
): Promise<void> {
  const events = eventsFor({ books: library.books, authors: library.authors[0] })
  const [{ file }] = bundles
  const side = await startSide({
    name: "ours",
    file,
    url: library.url,
    events,
    nodeFlags: ["--cpu-prof", `--cpu-prof-dir=${folder}`]
  })
  const { latencies } = await side.run(operation, profileMillis)
  await side.stop()
  print(await topFunctions(folder, file, latencies.length))
}

async function startSides({ authors, books, url }: Library): Promise<readonly [Side, Side]> {
  const [ours, handwritten] = bundles
  return [
    await startSide({
      name: "ours",
      file: ours.file,
      url,
      events: eventsFor({ books, authors: authors[0] })
    }),
    await startSide({
      name: "by hand",
      file: handwritten.file,
      url,
      events: eventsFor({ books, authors: authors[1] })
    })
  ]
}

function parsed(args: ReadonlyArray<string>): Options {
  try {
    return readOptions(args)
  } catch (fault) {
    console.error(`${fault instanceof Error ? fault.message : String(fault)}\n${usage}`)
    process.exit(2)
  }
}
