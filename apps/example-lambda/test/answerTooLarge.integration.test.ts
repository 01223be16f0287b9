// @effect-diagnostics asyncFunction:off
/** Answers that would fill a small sandbox's memory, over the whole way from event to result. */
import { PostgresServer } from "@pgcrest/testkit/postgres"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { type SmallSandbox, startSmallSandbox } from "./smallSandbox.ts"
import { uid } from "./wire/wire.ts"

const ann = { sub: "ann" }
let direct: Client
let sandbox: SmallSandbox

beforeAll(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  direct = new Client({ connectionString: url })
  await direct.connect()
  const book = (details: string, from: string, uid = "gen_random_uuid()") => `
    insert into library.books (uid, version, created_at, last_updated_at, creator_uid, title, isbn, author_uid, language, copies, copies_available, details)
      select ${uid}, 200, now(), now(), 'ann', 'x', gen_random_uuid(), (select uid from library.authors), 'en', 1, 1, ${details} ${from};`
  await direct.query(`
    insert into library.authors (uid, version, created_at, last_updated_at, name) values (gen_random_uuid(), 1, now(), now(), 'Jean Rhys');
    ${book("to_jsonb(repeat('x', 1000000))", "from generate_series(1, 120)")}
    ${book("jsonb_agg(1e900)", "from generate_series(1, 173000)", `'${uid(1)}'`)}
    ${book("null", "", `'${uid(2)}'`)}
    insert into audit.change (resource, uid, version, op, at, actor, after)
      select 'books', '${uid(2)}', n, 'update', now(), 'ann', jsonb_build_object('details', repeat('x', 1000000)) from generate_series(1, 200) n`)
  sandbox = await startSmallSandbox(url)
}, 60_000)
afterAll(async () => {
  sandbox.stop()
  await direct.end()
})

/** Until no session of the sandbox runs anything any more. */
const untilIdle = async () => {
  const text =
    "select count(*)::int as n from pg_stat_activity where datname = current_database() and application_name = 'pgcrest' and state <> 'idle'"
  while ((await direct.query<{ readonly n: number }>(text)).rows[0]?.n !== 0)
    await new Promise((resolve) => setTimeout(resolve, 20))
}

describe("in a sandbox of 512 MB, a problem says that too much was asked, and the next request is answered", () => {
  // Without the one record that would fill an answer alone.
  const many = { limit: "120", uid: `neq.${uid(1)}` }

  test.each(["GET", "HEAD"])(
    "where %s asks for 120 records of 1 MB, their list ends sooner",
    async (method) => {
      const told = await sandbox.ask(method, "/books", { query: many, as: ann })
      assert.strictEqual(told.status, 200)
      assert.strictEqual((await sandbox.ask("GET", `/books/${uid(2)}`)).status, 200)
      await untilIdle()
      assert.isBelow(told.megabytes, 400)
    }
  )

  test("where a history of 200 changes of 1 MB is asked for, it ends sooner and leads on", async () => {
    const told = await sandbox.ask("GET", `/books/${uid(2)}/history`, { query: { limit: "200" }, as: ann })
    assert.strictEqual(told.status, 200)
    assert.strictEqual((await sandbox.ask("GET", `/books/${uid(2)}`)).status, 200)
    await untilIdle()
    assert.isBelow(told.megabytes, 400)
  })

  test.each([
    ["a list of a record that fills an answer alone", "GET", "/books", { uid: `eq.${uid(1)}` }],
    ["its head", "HEAD", "/books", { uid: `eq.${uid(1)}` }],
    ["a record of 1 MB that is 156 MB as JSON", "GET", `/books/${uid(1)}`, {}],
    ["a change of that record", "PATCH", `/books/${uid(1)}`, {}]
  ])("%s", { timeout: 60_000 }, async (_what, method, path, query) => {
    const body = method === "PATCH" ? { body: { pages: 3 } } : {}
    const told = await sandbox.ask(method, path, { query, as: ann, ...body })
    assert.strictEqual(told.status, 400)
    if (method !== "HEAD") assert.strictEqual(told.code, "answer-too-large")
    assert.strictEqual((await sandbox.ask("GET", `/books/${uid(2)}`)).status, 200)
    await untilIdle()
    assert.isBelow(told.megabytes, 400)
  })

  test("and its other fields go out", async () => {
    assert.strictEqual(
      (await sandbox.ask("GET", `/books/${uid(1)}`, { query: { select: "title,copies" } })).status,
      200
    )
  })
})
