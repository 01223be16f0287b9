// @effect-diagnostics asyncFunction:off
import { type Run, StoreUnavailable } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import { afterEach, assert, beforeEach, describe, test, type TestContext } from "vitest"
import { create, get, list, update } from "./commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, outcome, terminate } from "./database.ts"
import { Books } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const emma = { title: "Emma" }
let url: string
let direct: Direct
let opened: Opened
let runs: number

beforeEach(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  runs = 0
})
afterEach(() => Promise.all([opened.close(), direct.close()]))

/** A store whose first session is under a setting, where this PostgreSQL has it. */
const openUnder = async (setting: string, { skip }: TestContext) => {
  opened = await openStore({ url })
  const [name = ""] = setting.split(" ")
  const known = await direct.query("select from pg_settings where name = $1", [name])
  if (known.length === 0) skip(`this PostgreSQL has no ${name}`)
  await opened.close()
  const database = new URL(url).pathname.slice(1)
  await direct.query(`alter database "${database}" set ${setting};`)
  opened = await openStore({ url })
  assert.strictEqual(outcome(await opened.run(list(Books))), "done")
  await direct.query(`alter database "${database}" reset all;`)
}

/** What has come in by now is read. */
const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve)))

/** Until the server has ended the store's session, and said so. */
const sessionEnds = Effect.promise(async () => {
  const text =
    "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'pgcrest'"
  for (let tries = 0; tries < 1000; tries++) {
    const [[count] = []] = await direct.query(text)
    if (count === "0") return turnOfTheLoop()
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error("the server did not end the session")
})

/** A unit whose hook takes its time after a first command. */
const slowUnit = <A, E>(hook: Effect.Effect<unknown>, then: (run: Run) => Effect.Effect<A, E>) =>
  Effect.runPromise(
    Effect.result(
      opened.store.unit((run) => {
        runs += 1
        return Effect.andThen(Effect.andThen(run(create(Books, emma, uid)), hook), then(run))
      })
    )
  )

const tagOf = <A, E extends { readonly _tag: string }>(answer: Result.Result<A, E>) =>
  Result.isSuccess(answer) ? "done" : answer.failure._tag

const count = async () => (await direct.query("select count(*) from shelf.books"))[0]?.[0]

describe.each(["idle_in_transaction_session_timeout = 1000", "transaction_timeout = 1000"])(
  "where a hook takes longer than %s",
  (setting) => {
    test("the next command is told so, and the hook does not run again", async (context) => {
      await openUnder(setting, context)
      assert.strictEqual(
        tagOf(await slowUnit(sessionEnds, (run) => run(update(Books, uid, { copies: 2 })))),
        "StoreTimeout"
      )
      assert.deepStrictEqual([runs, await count()], [1, "0"])
    })

    test("the commit is told so, and the hook does not run again", async (context) => {
      await openUnder(setting, context)
      assert.strictEqual(tagOf(await slowUnit(sessionEnds, () => Effect.void)), "StoreTimeout")
      assert.deepStrictEqual([runs, await count()], [1, "0"])
    })

    test("the next unit runs on another connection", async (context) => {
      await openUnder(setting, context)
      await slowUnit(sessionEnds, () => Effect.void)
      assert.strictEqual(tagOf(await slowUnit(Effect.void, (run) => run(get(Books, uid)))), "done")
    })
  }
)

describe("where the server ends a session while a hook runs", () => {
  test("the failure says why, after the unit was tried again", async () => {
    opened = await openStore({ url })
    const ended = Effect.andThen(
      Effect.promise(() => terminate(direct)),
      sessionEnds
    )
    const answer = await slowUnit(ended, (run) => run(update(Books, uid, { copies: 2 })))
    const failure = Result.getOrThrow(Result.flip(answer))
    assert.instanceOf(failure, StoreUnavailable)
    assert.deepInclude(failure.cause, { code: "57P01" })
    assert.deepStrictEqual([failure.outcomeUnknown, runs, await count()], [false, 3, "0"])
  })
})

test("a statement that takes longer than transaction_timeout is a StoreTimeout", async (context) => {
  await openUnder("transaction_timeout = 1000", context)
  await direct.query("begin; lock table shelf.books in access exclusive mode;")
  assert.strictEqual(outcome(await opened.run(create(Books, emma, uid))), "StoreTimeout")
  await direct.query("commit;")
  assert.strictEqual(outcome(await opened.run(create(Books, emma, uid))), "done")
})
