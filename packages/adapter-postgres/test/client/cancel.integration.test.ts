// @effect-diagnostics asyncFunction:off
import { StoreUnavailable } from "@pgcrest/core"
import { RdsEndpoint } from "@pgcrest/testkit/postgres"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Result from "effect/Result"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { create, get, update } from "../commands.ts"
import {
  connect,
  type Direct,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  terminate,
  untilWaiting
} from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
const third = "0198a000-0000-7000-8000-000000000003"
const emma = { title: "Emma" }
let url: string
let direct: Direct
let second: Direct
let opened: Opened

beforeEach(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  second = await connect(url)
  opened = await openStore({ url })
  await opened.run(create(Books, emma, uid))
})
afterEach(() => Promise.all([opened.close(), direct.close(), second.close()]))

/** While the books are locked, what needs them waits; it is interrupted once it does. */
const interrupted = async <A, E>(effect: Effect.Effect<A, E>) => {
  const fiber = Effect.runFork(effect)
  await untilWaiting(second)
  await Effect.runPromise(Fiber.interrupt(fiber))
}

const lock = () => direct.query("begin; lock table shelf.books in access exclusive mode;")
const unlock = () => direct.query("commit;")

/** Until none of the store's sessions is at work any more. */
const untilIdle = async () => {
  const text =
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest' and state <> 'idle'"
  await vi.waitFor(async () => assert.deepStrictEqual(await second.query(text), [["0"]]), 20_000)
}

/** Another transaction has a title that a unit can only commit, or not, once that one has ended. */
const holdUpCommits = async () => {
  await direct.query(
    "alter table shelf.books add constraint later unique (title) deferrable initially deferred"
  )
  await direct.query(
    `begin; insert into shelf.books (uid, title, copies, tags, version, created_at, last_updated_at)
     values ('${other}', 'Sanditon', 7, '{}', 1, now(), now());`
  )
}

const commitHeldUp = (begun: () => void = () => {}) =>
  opened.store.unit((run) => {
    begun()
    return run(create(Books, { title: "Sanditon" }, third))
  })

const written = async () => await second.query("select uid, copies::text from shelf.books order by uid")

describe("a statement that is interrupted while it runs", () => {
  test("ends at the server too: six in a row over a pool of one leave none at work", async () => {
    await lock()
    for (let requests = 0; requests < 6; requests++) {
      await interrupted(opened.store.run(get(Books, uid)))
      await untilIdle()
    }
    await unlock()
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
  })

  test("writes nothing, and what comes next is not cancelled", async () => {
    await lock()
    await interrupted(opened.store.run(update(Books, uid, { copies: 5 })))
    await untilIdle()
    const waiting = Array.from({ length: 5 }, () => opened.run(update(Books, uid, { title: "Persuasion" })))
    await untilWaiting(second)
    await unlock()
    assert.deepStrictEqual((await Promise.all(waiting)).map(outcome), Array(5).fill("done"))
    assert.deepStrictEqual(await written(), [[uid, "0"]])
  })
})

describe("a unit that is interrupted", () => {
  test("while a command runs ends at the server, and is undone", async () => {
    await lock()
    await interrupted(opened.store.unit((run) => run(update(Books, uid, { copies: 5 }))))
    await untilIdle()
    await unlock()
    assert.deepStrictEqual(await written(), [[uid, "0"]])
  })

  test("while it commits ends at the server", async () => {
    await holdUpCommits()
    await interrupted(commitHeldUp())
    await untilIdle()
    await unlock()
    assert.deepStrictEqual(await written(), [
      [uid, "0"],
      [other, "7"]
    ])
  })

  test("by its own body, around one command, is undone as a whole", async () => {
    await lock()
    const unit = opened.store.unit((run) =>
      Effect.raceFirst(
        run(update(Books, uid, { copies: 5 })),
        Effect.promise(() => untilWaiting(second))
      )
    )
    const failure = Result.getOrThrow(Result.flip(await Effect.runPromise(Effect.result(unit))))
    assert.strictEqual(failure._tag, "StoreTimeout")
    await untilIdle()
    await unlock()
    assert.deepStrictEqual(await written(), [[uid, "0"]])
  })
})

test("a unit whose session ends while it commits has an unknown outcome, and does not run again", async () => {
  await holdUpCommits()
  let runs = 0
  const answer = Effect.runPromise(Effect.result(commitHeldUp(() => (runs += 1))))
  await untilWaiting(second)
  await terminate(second)
  const failure = Result.getOrThrow(Result.flip(await answer))
  await unlock()
  assert.instanceOf(failure, StoreUnavailable)
  assert.deepStrictEqual([failure.outcomeUnknown, runs], [true, 1])
})

test("over TLS a statement that is interrupted ends at the server too", async () => {
  const folder = await mkdtemp(join(tmpdir(), "pgcrest-cancel-"))
  const credentials = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "secret", sessionToken: "session" }
  vi.stubEnv("AWS_ACCESS_KEY_ID", credentials.accessKeyId)
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", credentials.secretAccessKey)
  vi.stubEnv("AWS_SESSION_TOKEN", credentials.sessionToken)
  const endpoint = await RdsEndpoint.start({ backend: url, credentials, region: "eu-west-1" })
  await writeFile(join(folder, "ca.pem"), endpoint.ca)
  const encrypted = await openStore({
    url: `postgres://app@${endpoint.hostname}:${endpoint.port}${new URL(url).pathname}`,
    auth: "iam",
    region: "eu-west-1",
    ca: join(folder, "ca.pem")
  })
  await lock()
  await interrupted(encrypted.store.run(get(Books, uid)))
  await untilIdle()
  await unlock()
  assert.strictEqual(outcome(await encrypted.run(get(Books, uid))), "done")
  vi.unstubAllEnvs()
  await encrypted.close()
  await Promise.all([endpoint.stop(), rm(folder, { recursive: true })])
})
