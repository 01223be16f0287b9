// @effect-diagnostics asyncFunction:off
import type { Predicate } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { Client } from "pg"
import { settingsQuery } from "../../src/client/settings.ts"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test, vi } from "vitest"
import { create, get, history, instant, list, remove, replace, update, where } from "../commands.ts"
import { connect, type Direct, json, makeDatabase, type Opened, openStore, outcome } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
let url: string
let direct: Direct
let opened: Opened | undefined
let sent: Array<string>

beforeAll(async () => {
  url = await makeDatabase()
  direct = await connect(url)
})
afterAll(() => direct.close())

/** Every query that `pg` is asked to send, by this process; but for the look at a new session's settings. */
const spy = () => {
  const original = Client.prototype.query
  const texts: Array<string> = []
  vi.spyOn(Client.prototype, "query").mockImplementation(function (this: Client, ...given: Array<unknown>) {
    const [query] = given
    const text = typeof query === "object" && query !== null ? Reflect.get(query, "text") : query
    if (text !== settingsQuery.text) texts.push(String(text))
    return Reflect.apply(original, this, given)
  })
  return texts
}

beforeEach(async () => {
  await direct.query("truncate shelf.books, audit.change;")
  sent = spy()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await opened?.close()
})

/** One of each command, twice where that is possible, with other values. */
const everything = (uid: string) => [
  create(Books, { title: "Emma" }, uid),
  get(Books, uid),
  list(Books, { filter: where("title", "eq", "Emma") }),
  list(Books, { filter: where("title", "eq", "Persuasion") }),
  update(Books, uid, { title: "Persuasion" }),
  update(Books, uid, { title: "Emma again" }),
  replace(Books, uid, { title: "Emma" }),
  history(Books, uid),
  remove(Books, uid)
]

const runAll = async (store: Opened, of: string = uid) => {
  for (const command of everything(of)) assert.strictEqual(outcome(await store.run(command)), "done")
}

describe("a session", () => {
  test("gets one query for each command, and no transaction around it", async () => {
    opened = await openStore({ url })
    await runAll(opened)
    assert.lengthOf(sent, everything(uid).length)
    assert.deepStrictEqual(
      sent.filter((text) => /^\s*(?:begin|commit|rollback)/i.test(text)),
      []
    )
  })

  test("gets BEGIN, the statements and COMMIT for a unit", async () => {
    opened = await openStore({ url })
    await Effect.runPromise(
      opened.store.unit((run) =>
        Effect.andThen(run(create(Books, { title: "Emma" }, uid)), run(get(Books, uid)))
      )
    )
    assert.deepStrictEqual([sent.length, sent[0], sent[3]], [4, "BEGIN", "COMMIT"])
  })

  test("is left without state: no SET, LISTEN, advisory lock, cursor or temporary table", async () => {
    opened = await openStore({ url })
    await runAll(opened)
    await Effect.runPromise(opened.store.unit((run) => run(create(Books, { title: "Emma" }, other))))
    const stateful =
      /\bset_config|\blisten\b|advisory|\bdeclare\b|\btemp(?:orary)?\b|(?:^|;)\s*(?:set|reset|discard|deallocate|prepare)\b/i
    assert.deepStrictEqual(
      sent.filter((text) => stateful.test(text)),
      []
    )
  })

  test("prepares each shape once, whatever the values", async () => {
    opened = await openStore({ url })
    await runAll(opened)
    await runAll(opened, other)
    const prepared = await within()
    assert.deepStrictEqual(
      prepared.map(([name]) => name?.startsWith("pgcrest_")),
      Array(7).fill(true)
    )
    assert.strictEqual(
      prepared.reduce((sum, [, calls]) => sum + Number(calls), 0),
      18
    )
  })

  test("keeps the statements that were used last, and closes the others on the server too", async () => {
    opened = await openStore({ url })
    const numbers = Array.from({ length: 60 }, (_, at) => at)
    const long = (title: number, copies: number): Predicate.Predicate => ({
      _tag: "And",
      predicates: [
        ...Array.from({ length: 200 + title }, () => where("title", "neq", "a")),
        ...Array.from({ length: 200 + copies }, () => where("copies", "neq", 1))
      ]
    })
    await opened.run(create(Books, { title: "Emma" }, uid))
    await opened.run(get(Books, uid))
    const [first] = await prepared()
    for (const at of numbers) {
      const filter = long(at, numbers.length - at)
      assert.strictEqual(outcome(await opened.run(list(Books, { filter, limit: 1 }))), "done")
      await opened.run(get(Books, uid))
    }
    const last = await prepared()
    assert.include(
      last.map(([, text, when]) => `${text} ${when}`),
      `${first?.[1]} ${first?.[2]}`
    )
    assert.isAtMost(
      last.reduce((sum, [, text]) => sum + (text?.length ?? 0), 0),
      400_000
    )
    assert.strictEqual(outcome(await opened.run(list(Books, { filter: long(0, numbers.length) }))), "done")
  })

  test("prepares nothing when told so", async () => {
    opened = await openStore({ url, prepare: false })
    await runAll(opened)
    assert.deepStrictEqual(await within(), [])
  })

  test("in another time zone, and with other words for intervals, tells instants in UTC", async () => {
    const name = new URL(url).pathname.slice(1)
    await direct.query(
      `alter database "${name}" set timezone = 'Asia/Kolkata'; alter database "${name}" set intervalstyle = 'sql_standard';`
    )
    opened = await openStore({ url })
    const [created, read] = [
      await opened.run(create(Books, { title: "Emma" }, uid)),
      await opened.run(get(Books, uid))
    ]
    await direct.query(`alter database "${name}" reset all;`)
    for (const answer of [created, read])
      assert.deepInclude(json(answer)[0], { created_at: instant, last_updated_at: instant })
    assert.deepNestedInclude(json(await opened.run(history(Books, uid)))[0], {
      at: instant,
      "after.created_at": instant
    })
  })

  test.each(["Asia/Kolkata", "America/New_York"])(
    "in the time zone %s tells instants of any year as they are",
    async (zone) => {
      const name = new URL(url).pathname.slice(1)
      await direct.query(`alter database "${name}" set timezone = '${zone}';`)
      opened = await openStore({ url })
      await opened.run(create(Books, { title: "Emma" }, uid))
      await direct.query(`alter database "${name}" reset all;`)
      for (const instant of ["1850-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.5Z"]) {
        await direct.query(`update shelf.books set created_at = '${instant}';`)
        assert.deepInclude(json(await opened.run(get(Books, uid)))[0], { created_at: instant })
        await opened.run(update(Books, uid, { title: instant }))
        assert.deepNestedInclude(json(await opened.run(history(Books, uid)))[0], {
          "after.created_at": instant
        })
      }
    }
  )

  test("survives a column whose type changes under its prepared statements", async () => {
    opened = await openStore({ url })
    await opened.run(create(Books, { title: "Emma" }, uid))
    await opened.run(get(Books, uid))
    await opened.run(update(Books, uid, { copies: 1 }))
    await direct.query("alter table shelf.books alter column title type varchar(300);")
    assert.strictEqual(outcome(await opened.run(get(Books, uid))), "done")
    await direct.query("alter table shelf.books alter column title type text;")
    assert.strictEqual(outcome(await opened.run(update(Books, uid, { copies: 2 }))), "done")
    assert.deepStrictEqual(await direct.query("select version from shelf.books"), [["3"]])
  })
})

/** Name, text and instant of each statement that the store's only session keeps prepared, gets first. */
const prepared = () =>
  within(
    "select name, statement, prepare_time::text from pg_prepared_statements order by statement like 'select %' desc"
  )

/** The statements that the store's only session keeps prepared: asked through that session. */
const within = async (
  text = "select name, (generic_plans + custom_plans)::text from pg_prepared_statements order by name"
): Promise<ReadonlyArray<ReadonlyArray<string>>> => {
  const clients = vi.mocked(Client.prototype.query).mock.contexts
  const client = clients.at(-1)
  assert.instanceOf(client, Client)
  const found = await client.query({ text, rowMode: "array" })
  return found.rows
}
