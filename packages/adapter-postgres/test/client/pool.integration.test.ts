// @effect-diagnostics asyncFunction:off globalDate:off
import { StoreUnavailable } from "@pgcrest/core"
import { execFileSync } from "node:child_process"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Latch from "effect/Latch"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test, vi } from "vitest"
import { create, get, list, replace, update } from "../commands.ts"
import {
  connect,
  type Direct,
  json,
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
const emma = { title: "Emma" }
let url: string
let direct: Direct
let second: Direct
let opened: Opened

beforeAll(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  second = await connect(url)
})
afterAll(() => Promise.all([direct.close(), second.close()]))

beforeEach(async () => {
  await direct.query("truncate shelf.books, audit.change;")
  opened = await openStore({ url })
})
afterEach(async () => {
  vi.useRealTimers()
  await opened.close()
})

const count = async (table: string) => Number((await direct.query(`select count(*) from ${table}`))[0]?.[0])
const written = async () => [await count("shelf.books"), await count("audit.change")]

/** Ends the store's sessions, and waits until they are gone, in a process of its own. */
const endSessions = `import { Client } from "pg"
const client = new Client({ connectionString: process.argv[1] })
const sessions = "from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
await client.connect()
await client.query("select pg_terminate_backend(pid) " + sessions)
while ((await client.query("select 1 " + sessions)).rowCount > 0);
await client.end()`

/** The server drops the connections while nothing of this process runs, as in a frozen sandbox; on the clock more time goes by. */
const freeze = (onTheClock: number) => {
  execFileSync(process.execPath, ["--input-type=module", "-e", endSessions, url])
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + onTheClock })
}

describe("after a freeze in which the server dropped the connection", () => {
  test("the first read succeeds", async () => {
    await opened.run(create(Books, emma, uid))
    freeze(6000)
    const answer = await opened.run(get(Books, uid))
    assert.strictEqual(outcome(answer), "done")
  })

  test("the first write succeeds, and happens once", async () => {
    await opened.run(list(Books))
    freeze(6000)
    const answer = await opened.run(create(Books, emma, uid))
    assert.strictEqual(outcome(answer), "done")
    assert.deepStrictEqual(await written(), [1, 1])
  })

  test("the first two requests at once succeed", async () => {
    await opened.run(list(Books))
    freeze(6000)
    const answers = await Promise.all([
      opened.run(create(Books, emma, uid)),
      opened.run(create(Books, emma, other))
    ])
    assert.deepStrictEqual(answers.map(outcome), ["done", "done"])
    assert.deepStrictEqual(await written(), [2, 2])
  })
})

describe("a connection that is lost", () => {
  test("between two requests is replaced", async () => {
    await opened.run(list(Books))
    await terminate(direct)
    // Whether the news is here yet or not, a read is sent again.
    assert.strictEqual(outcome(await opened.run(list(Books))), "done")
    assert.strictEqual(outcome(await opened.run(create(Books, emma, uid))), "done")
  })

  test("during a read: the read is sent again", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    const answer = opened.run(get(Books, uid))
    await untilWaiting(second)
    await terminate(second)
    await direct.query("commit;")
    assert.deepNestedInclude(json(await answer)[0], { title: "Emma" })
  })

  test("during a write: the outcome is unknown, and nothing is written twice", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query(`begin; update shelf.books set copies = 5 where uid = '${uid}';`)
    const answer = opened.run(update(Books, uid, { copies: 9 }))
    await untilWaiting(second)
    await terminate(second)
    const failure = Result.getOrThrow(Result.flip(await answer))
    await direct.query("commit;")
    assert.instanceOf(failure, StoreUnavailable)
    assert.strictEqual(failure.outcomeUnknown, true)
    assert.deepStrictEqual(await direct.query("select copies::text from shelf.books"), [["5"]])
    assert.strictEqual(outcome(await opened.run(update(Books, uid, { copies: 7 }))), "done")
  })

  test("in a unit before its commit: the whole unit runs again, and lands once", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query(`begin; select 1 from shelf.books where uid = '${uid}' for update;`)
    let runs = 0
    const answer = Effect.runPromise(
      opened.store.unit((run) => {
        runs += 1
        return Effect.andThen(run(create(Books, emma, other)), run(update(Books, uid, { copies: 3 })))
      })
    )
    await untilWaiting(second)
    await terminate(second)
    await direct.query("commit;")
    await answer
    assert.strictEqual(runs, 2)
    assert.deepStrictEqual(await written(), [2, 3])
  })

  test("of a unit that only begins: it begins again on another one", async () => {
    await opened.run(list(Books))
    // Too short a freeze to be noticed: BEGIN meets the dead socket.
    freeze(0)
    const answer = await Effect.runPromise(
      Effect.result(opened.store.unit((run) => run(create(Books, emma, uid))))
    )
    assert.strictEqual(outcome(answer), "done")
    assert.deepStrictEqual(await written(), [1, 1])
  })
})

describe("a pool of one", () => {
  test("serves twenty requests at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => opened.run(create(Books, emma))))
    assert.deepStrictEqual([...new Set(answers.map(outcome))], ["done"])
    assert.strictEqual(
      await count("pg_stat_activity where application_name = 'pgcrest' and datname = current_database()"),
      1
    )
  })

  test("does not send what was interrupted while it waited", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    const running = opened.run(get(Books, uid))
    await untilWaiting(second)
    const waiting = Effect.runFork(opened.store.run(create(Books, emma, other)))
    await new Promise((resolve) => setImmediate(resolve))
    await Effect.runPromise(Fiber.interrupt(waiting))
    await direct.query("commit;")
    assert.strictEqual(outcome(await running), "done")
    assert.strictEqual(outcome(await opened.run(get(Books, other))), "RecordNotFound")
  })

  test("goes on after a running query was interrupted", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    const running = Effect.runFork(opened.store.run(get(Books, uid)))
    await untilWaiting(second)
    await Effect.runPromise(Fiber.interrupt(running))
    await direct.query("commit;")
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
  })

  test("goes on after units were interrupted, waiting and running, and leaves nothing of them", async () => {
    await opened.run(create(Books, emma, uid))
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    const unit = opened.store.unit((run) => Effect.andThen(run(create(Books, emma)), run(get(Books, uid))))
    const [running, waiting] = [Effect.runFork(unit), Effect.runFork(unit)]
    await untilWaiting(second)
    await Effect.runPromise(Fiber.interrupt(waiting))
    await Effect.runPromise(Fiber.interrupt(running))
    await direct.query("commit;")
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
    assert.strictEqual(await count("shelf.books"), 1)
  })
})

describe("several writers", () => {
  test("of two units that lock each other's record, one runs again and both land", async () => {
    const two = await openStore({ url, connections: 2 })
    await two.run(create(Books, emma, uid))
    await two.run(create(Books, emma, other))
    let runs = 0
    let locked = 0
    const bothLocked = Latch.makeUnsafe()
    const lockedOne = Effect.suspend(() => (++locked === 2 ? bothLocked.open : Effect.void))
    const both = (first: string, then: string) =>
      two.store.unit((run) => {
        runs += 1
        return run(update(Books, first, { copies: runs })).pipe(
          Effect.andThen(lockedOne),
          Effect.andThen(bothLocked.await),
          // What dies of a deadlock runs again as well.
          Effect.andThen(Effect.orDie(run(update(Books, then, { copies: runs + 10 }))))
        )
      })
    await Effect.runPromise(Effect.all([both(uid, other), both(other, uid)], { concurrency: 2 }))
    await two.close()
    assert.strictEqual(runs, 3)
    assert.deepStrictEqual(await direct.query("select version from shelf.books order by uid"), [["3"], ["3"]])
  })

  test("a statement that takes too long is a StoreTimeout, and the connection stays", async () => {
    await opened.run(create(Books, emma, uid))
    const short = await openStore({ url, statementTimeout: 1000 })
    assert.strictEqual(outcome(await short.run(get(Books, uid))), "done")
    const pid =
      "select pid from pg_stat_activity where application_name = 'pgcrest' and datname = current_database() order by backend_start desc limit 1"
    const before = await direct.query(pid)
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    assert.strictEqual(outcome(await short.run(update(Books, uid, { copies: 2 }))), "StoreTimeout")
    await direct.query("commit;")
    assert.strictEqual(outcome(await short.run(get(Books, uid))), "done")
    assert.deepStrictEqual(await direct.query(pid), before)
    await short.close()
  })

  test("a failure that the body of a unit swallows ends the unit all the same, with that failure", async () => {
    await opened.run(create(Books, { title: "Emma", isbn: "1" }, uid))
    const unit = opened.store.unit((run) =>
      Effect.ignore(run(create(Books, { title: "Emma", isbn: "1" }))).pipe(
        Effect.andThen(run(create(Books, emma, other)))
      )
    )
    assert.strictEqual(outcome(await Effect.runPromise(Effect.result(unit))), "Conflict")
    assert.deepStrictEqual(await written(), [1, 1])
  })

  test("a uid that was created and deleted while a replace waited goes on counting", async () => {
    const columns = "(uid, title, copies, tags, version, created_at, last_updated_at)"
    const change = (version: number, op: string) =>
      `insert into audit.change (resource, uid, version, op, at, actor, after) values ('books', '${uid}', ${version}, '${op}', '2026-11-25T08:30:00Z', 'x',
        ${op === "delete" ? "null" : `'{"title": "x"}'`});`
    await direct.query(
      `begin; insert into shelf.books ${columns} values ('${uid}', 'x', 0, '{}', 1, now(), now()); ${change(1, "create")}`
    )
    const answer = opened.run(replace(Books, uid, emma))
    await untilWaiting(second)
    await direct.query(`delete from shelf.books; ${change(2, "delete")} commit;`)
    assert.strictEqual(outcome(await answer), "done")
    assert.deepStrictEqual(await direct.query("select version from shelf.books"), [["3"]])
  })
})
