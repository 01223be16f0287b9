// @effect-diagnostics asyncFunction:off
/**
 * The server is killed by SIGKILL while clients write, and recovers from its log each time. It flushes each commit before it
 * acknowledges it (`fsync` and `synchronous_commit` are on), but what the operating system has taken over outlives its processes:
 * proven are PGCrest's promises across crashes of PostgreSQL, and not what a disk makes of a power failure.
 */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { auditSchema, verifyTrail } from "@pgcrest/adapter-postgres"
import { Batch } from "@pgcrest/rest"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { readFile } from "node:fs/promises"
import { afterAll, assert, beforeAll, test } from "vitest"
import { mulberry32 } from "../seed/random.ts"
import { Library, problems } from "../src/library.ts"
import { client, type Outcome } from "./storms/clients.ts"
import { mishapsOf } from "./storms/mishaps.ts"
import { faultsIn } from "./storms/judgeWrites.ts"
import { open } from "./storms/sandboxes.ts"
import { seeded } from "./storms/seeded.ts"
import { changesIn, keysIn, uncounted } from "./storms/trail.ts"

/** PGCREST_CRASHES says how many; 50 are the full size. PGCREST_SEED chooses other writes and moments. */
const count = Number(process.env["PGCREST_CRASHES"] ?? 5)
const seed = Number(process.env["PGCREST_SEED"] ?? 20_261_128)
const clients = 16

let server: PostgresServer.PostgresServer
let url: string

beforeAll(async () => {
  const library = await readFile(new URL("../sql/library.sql", import.meta.url), "utf8")
  server = await PostgresServer.start({ kind: "embedded", durable: true, schema: auditSchema + library })
  url = await PostgresServer.createDatabase(server.url)
})
afterAll(() => server.stop())

const crash = async () => {
  await server.faults?.kill()
  await server.faults?.recover()
}

/** What clients sent until all crashes were over. */
const storm = async (): Promise<ReadonlyArray<Outcome>> => {
  const sandboxes = Array.from({ length: 6 }, () => url)
  const send = open(sandboxes, (store) =>
    ApiGateway.handler(Library, store, { problems, batch: Batch.make(), log: () => {} })
  )
  const known = await seeded(send)
  const mishaps = mishapsOf(mulberry32(seed), { befall: crash, count, events: [60, 300] })
  let last = 0
  const newId = () => ++last
  const all = await Promise.all(
    Array.from({ length: clients }, (_, sandbox) =>
      client(mulberry32(seed + sandbox), { known, mishaps, newId, sandbox, send })
    )
  )
  await mishaps.settled()
  return all.flat()
}

const isDone = ({ answer }: Outcome) => answer.status < 300
const inDoubt = ({ attempts }: Outcome) => attempts.some(({ ending }) => ending === "unknown")

test(
  `of all that is written while the server is killed ${count} times nothing is lost, doubled or without its change`,
  { timeout: Math.max(120_000, count * 20_000) },
  async () => {
    const outcomes = await storm()
    const changes = await changesIn(url)
    const told = `PGCREST_SEED=${seed}`
    assert.deepStrictEqual(faultsIn(outcomes, changes), [], told)
    assert.deepStrictEqual(
      await Effect.runPromise(Stream.runCollect(verifyTrail(Library, { url }))),
      [],
      told
    )
    assert.deepStrictEqual(await uncounted(url), [], told)
    const keyed = outcomes.filter(({ key }) => key !== null)
    const kept = keyed.filter(isDone).map(({ key }) => String(key))
    assert.deepStrictEqual((await keysIn(url)).toSorted(), kept.toSorted(), told)
    const doubts = outcomes.filter(inDoubt)
    assert.isAbove(doubts.length, 0, "some were in doubt for a while")
    if (count > 5)
      console.log({
        crashes: count,
        writes: outcomes.length,
        requests: outcomes.flatMap(({ attempts }) => attempts).length,
        changes: changes.length,
        "done under a key": kept.length,
        "done without": outcomes.filter(isDone).length - kept.length,
        "in doubt under a key": doubts.filter(({ key }) => key !== null).length,
        "in doubt without": doubts.filter(({ key }) => key === null).length,
        "told again": keyed.filter(({ answer }) => answer.header("idempotency-replayed") !== null).length
      })
  }
)
