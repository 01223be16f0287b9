// @effect-diagnostics asyncFunction:off
/**
 * Clients append to lists and read them, over HTTP and partly through a pooler, while server, sessions and pooler are killed or frozen. What they saw is
 * judged as Jepsen's Elle does. A statement of its own is promised to happen at one moment (strict serializability), a batch to be READ
 * COMMITTED: its writes happen at one moment, each of its reads at its own.
 */
import { ApiGateway } from "@pgcrest/adapter-apigw"
import { auditSchema, ddl, verifyTrail } from "@pgcrest/adapter-postgres"
import { Batch } from "@pgcrest/rest"
import { ListAppend } from "@pgcrest/testkit/history"
import { PgBouncer, PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { afterAll, assert, beforeAll, test } from "vitest"
import { mulberry32 } from "../seed/random.ts"
import { appender } from "./storms/appenders.ts"
import { Journal, type List, type Told } from "./storms/lists.ts"
import { misfortunes } from "./storms/misfortunes.ts"
import { mishapsOf } from "./storms/mishaps.ts"
import { recorderOf, type Recorder } from "./storms/recorder.ts"
import { readTogether } from "./storms/requests.ts"
import { open, type Send } from "./storms/sandboxes.ts"
import { uncounted } from "./storms/trail.ts"
import { expectStatus } from "./wire/wire.ts"

/** PGCREST_MISHAPS says how many; 100 are the full size, of some 20,000 requests. PGCREST_SEED chooses others. */
const count = Number(process.env["PGCREST_MISHAPS"] ?? 5)
const seed = Number(process.env["PGCREST_SEED"] ?? 20_261_128)
const clients = 16
const paths = ["/lists", "/watched_lists"] as const

const program = PgBouncer.find()
if (program === null) console.log("No pgbouncer on this machine: nobody appends to lists through a pooler.")

let server: PostgresServer.PostgresServer
let url: string
let pooler: PgBouncer.Pooler | null = null

beforeAll(async () => {
  server = await PostgresServer.start({ kind: "embedded", durable: true, schema: auditSchema + ddl(Journal) })
  url = await PostgresServer.createDatabase(server.url)
  if (program !== null) pooler = await PgBouncer.start(program, url, 6)
})
afterAll(async () => {
  await pooler?.stop()
  await server.stop()
})

/** Some of each resource. */
const madeLists = async (send: Send, each: number): Promise<ReadonlyArray<List>> => {
  const made = paths.map(async (path) => {
    const body = Array.from({ length: each }, () => ({}))
    const { json } = expectStatus(
      await send(0, "made", { method: "POST", path, body, as: { sub: "ann" } }),
      201
    )
    return json.map(({ uid }: Told): List => ({ path, uid }))
  })
  const [plain = [], watched = []] = await Promise.all(made)
  return plain.flatMap((list: List, at: number) => [list, watched[at]])
}

/** Reads all lists once more, so that each append is seen or lost. */
const readAll = async ({ record }: Recorder, lists: ReadonlyArray<List>) => {
  for (const path of paths) {
    const own = lists.filter((list) => list.path === path)
    for (let at = 0; at < own.length; at += 50)
      expectStatus(await record(0, readTogether(path, own.slice(at, at + 50)), false), 200)
  }
}

/** What clients saw until all mishaps were over, and at last. */
const storm = async (): Promise<Recorder> => {
  const urls = Array.from({ length: 6 }, (_, at) => (at % 2 === 0 ? url : (pooler?.url ?? url)))
  const handlerOver = (store: Parameters<Parameters<typeof open>[1]>[0]) =>
    ApiGateway.handler(Journal, store, { batch: Batch.make(), log: () => {} })
  const send = open(urls, handlerOver, 4000)
  const lists = await madeLists(send, count * 3 + 8)
  if (server.faults === null) throw new Error("This server cannot be made to fail.")
  const befall = misfortunes(mulberry32(seed), { faults: server.faults, pooler, url })
  const mishaps = mishapsOf(mulberry32(seed + 1), { befall, count, events: [100, 400] })
  const recorder = recorderOf(send, mishaps)
  let last = 0
  const chosen = (): readonly [List, ...ReadonlyArray<List>] => {
    const at = Math.min(Math.floor(recorder.history.length / 60), lists.length - 8)
    const [first, ...more] = lists.slice(at, at + 8)
    if (first === undefined) throw new Error("There are no lists.")
    return [first, ...more]
  }
  await Promise.all(
    Array.from({ length: clients }, (_, sandbox) =>
      appender(mulberry32(seed + sandbox), {
        chosen,
        mishaps,
        newValue: () => `v${++last}`,
        record: recorder.record,
        sandbox
      })
    )
  )
  await mishaps.settled()
  await readAll(recorder, lists)
  return recorder
}

/** How much of what was seen. */
const figures = (history: ListAppend.History) => ({
  ...Object.fromEntries(
    [...Map.groupBy(history, ({ outcome }) => outcome)].map(([name, all]) => [name, all.length])
  ),
  appends: history.flatMap(({ steps }) => steps.filter(({ _tag }) => _tag === "Append")).length,
  reads: history.flatMap(({ steps }) => steps.filter(({ _tag }) => _tag === "Read")).length
})

test(
  `of all that clients saw while ${count} mishaps befell the server each part has its place in one order`,
  { timeout: Math.max(180_000, count * 30_000) },
  async () => {
    const { history, sent } = await storm()
    if (count > 5)
      console.log({ mishaps: count, transactions: history.length, requests: sent(), ...figures(history) })
    const told = `PGCREST_SEED=${seed}`
    assert.deepStrictEqual(ListAppend.judge(history).map(ListAppend.tell), [], told)
    assert.deepStrictEqual(await uncounted(url), [], told)
    assert.deepStrictEqual(
      await Effect.runPromise(Stream.runCollect(verifyTrail(Journal, { url }))),
      [],
      told
    )
    const unknown = history.filter(({ outcome }) => outcome === "unknown")
    assert.isAbove(unknown.length, 0, "of some nobody knows what they came to")
  }
)
