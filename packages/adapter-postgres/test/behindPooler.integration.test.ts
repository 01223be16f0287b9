// @effect-diagnostics asyncFunction:off
/** What a connection asks of the server besides statements, where PgBouncer stands between. */
import { PgBouncer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { afterEach, assert, beforeEach, describe, test, vi } from "vitest"
import { create, get, instant } from "./commands.ts"
import {
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  untilWaiting
} from "./database.ts"
import { Books } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const program = PgBouncer.find()
if (program === null) console.log("No pgbouncer on this machine: the tests behind a pooler did not run.")

describe.skipIf(program === null)("behind a pooler", () => {
  let database: string
  let pooler: PgBouncer.Pooler
  let direct: Direct
  let second: Direct
  let opened: Opened

  beforeEach(async () => {
    const url = await makeDatabase()
    database = new URL(url).pathname.slice(1)
    direct = await connect(url)
    second = await connect(url)
    pooler = await PgBouncer.start(program ?? "", url, 2)
  })
  afterEach(async () => {
    await Promise.all([opened.close(), direct.close(), second.close()])
    await pooler.stop()
  })

  test("dates are ISO, whatever the pooler's first session had", async () => {
    await direct.query(`alter database "${database}" set DateStyle = 'German';`)
    const other = await connect(pooler.url)
    assert.deepStrictEqual(await other.query("show DateStyle"), [["German, DMY"]])
    await other.close()
    opened = await openStore({ url: pooler.url })
    await opened.run(create(Books, { title: "Emma" }, uid))
    assert.deepInclude(json(await opened.run(get(Books, uid)))[0], { created_at: instant })
  })

  test("a session whose floats lose digits is refused, and the next one is not", async () => {
    await direct.query(`alter database "${database}" set extra_float_digits = 0;`)
    opened = await openStore({ url: pooler.url })
    const refused = await Effect.runPromiseExit(opened.store.run(get(Books, uid)))
    assert.include(String(refused), 'The session has extra_float_digits "0"')
    await direct.query(`alter database "${database}" reset all;`)
    // The pooler goes on with the sessions that it has.
    await direct.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
    )
    await vi.waitFor(
      async () => assert.strictEqual(outcome(await opened.run(get(Books, uid))), "RecordNotFound"),
      20_000
    )
  })

  test("statements that are interrupted end at the server", async () => {
    opened = await openStore({ url: pooler.url })
    await opened.run(create(Books, { title: "Emma" }, uid))
    await direct.query("begin; lock table shelf.books in access exclusive mode;")
    for (let requests = 0; requests < 6; requests++) {
      const running = Effect.runFork(opened.store.run(get(Books, uid)))
      await untilWaiting(second)
      await Effect.runPromise(Fiber.interrupt(running))
      const text =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
      await vi.waitFor(async () => assert.deepStrictEqual(await second.query(text), [["0"]]), 20_000)
    }
    await direct.query("commit;")
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
  })
})
