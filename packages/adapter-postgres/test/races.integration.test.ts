// @effect-diagnostics asyncFunction:off
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, history, remove, update } from "./commands.ts"
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
import { Books, Notes } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
let url: string
let direct: Direct
let watcher: Direct
let opened: Opened

beforeAll(async () => {
  url = await makeDatabase()
  direct = await connect(url)
  watcher = await connect(url)
})
afterAll(() => Promise.all([direct.close(), watcher.close()]))
beforeEach(async () => {
  await direct.query("truncate shelf.books, shelf.notes, audit.change;")
  opened = await openStore({ url, connections: 4 })
  await opened.run(create(Books, { title: "Emma" }, uid))
  await opened.run(create(Notes, { text: "mine" }, uid))
})
afterEach(() => opened.close())

/** Sends the command while another transaction holds the record, changed so; that one commits once the command waits. */
const meanwhile = async (sql: string, command: Parameters<Opened["run"]>[0]) => {
  await direct.query(`begin; ${sql};`)
  const answer = opened.run(command)
  await untilWaiting(watcher)
  await direct.query("commit;")
  return answer
}

describe("ann's update waits while the record", () => {
  test("becomes bob's and invisible to her: not found, and not overwritten", async () => {
    const answer = await meanwhile(
      "update shelf.notes set creator_uid = 'bob'",
      update(Notes, uid, { text: "ann's" })
    )
    assert.strictEqual(outcome(answer), "RecordNotFound")
    assert.deepStrictEqual(await direct.query("select text, creator_uid, version from shelf.notes"), [
      ["mine", "bob", "1"]
    ])
  })

  test("becomes bob's but stays visible: not permitted, and not overwritten", async () => {
    const answer = await meanwhile(
      "update shelf.books set creator_uid = 'bob'",
      update(Books, uid, { title: "ann's" })
    )
    assert.strictEqual(outcome(answer), "NotPermitted")
    assert.deepStrictEqual(await direct.query("select title, creator_uid, version from shelf.books"), [
      ["Emma", "bob", "1"]
    ])
  })

  test("gets another column changed: done, and both changes stand", async () => {
    const answer = await meanwhile(
      "update shelf.books set price = 5",
      update(Books, uid, { title: "Persuasion" })
    )
    assert.strictEqual(outcome(answer), "done")
    assert.deepInclude(json(answer)[0], { title: "Persuasion", price: 5, version: 2 })
  })

  test("gets another version than she expects: version mismatch", async () => {
    const answer = await meanwhile(
      "update shelf.books set version = 2",
      update(Books, uid, { title: "x" }, { match: ["1"] })
    )
    assert.strictEqual(outcome(answer), "VersionMismatch")
  })

  test("is deleted: not found", async () => {
    assert.strictEqual(
      outcome(await meanwhile("delete from shelf.books", update(Books, uid, { title: "x" }))),
      "RecordNotFound"
    )
  })

  test("of hers to delete becomes bob's: her delete is refused", async () => {
    const answer = await meanwhile("update shelf.books set creator_uid = 'bob'", remove(Books, uid))
    assert.strictEqual(outcome(answer), "NotPermitted")
    assert.deepStrictEqual(await direct.query("select count(*) from shelf.books"), [["1"]])
  })
})

describe("the audit trail", () => {
  test("goes on from the change that an update waited for, not from the one its snapshot saw", async () => {
    const early = "2026-11-25T07:00:00Z"
    const commands = [
      update(Books, uid, { title: "second" }, { at: "2026-11-25T09:00:00Z" }),
      update(Books, uid, { title: "third" }, { at: early }),
      update(Books, uid, { copies: 4 }, { at: early })
    ]
    await direct.query(`begin; select 1 from shelf.books where uid = '${uid}' for update;`)
    const answers = []
    for (const [at, command] of commands.entries()) {
      answers.push(opened.run(command))
      await untilWaiting(watcher, at + 1)
    }
    await direct.query("commit;")
    assert.deepStrictEqual((await Promise.all(answers)).map(outcome), ["done", "done", "done"])
    const rows = await direct.query(
      `select version, at >= lag(at, 1, at) over w from audit.change where resource = 'books' window w as (order by version)`
    )
    assert.deepStrictEqual(
      rows,
      ["1", "2", "3", "4"].map((version) => [version, "t"])
    )
    const changes = json(await opened.run(history(Books, uid)))
    assert.deepNestedInclude(changes[0], {
      version: 4,
      "after.title": "third",
      "after.copies": 4,
      "after.version": 4
    })
  })

  test("of a hot record has no gap and no double: eight writers, ten updates each", async () => {
    const add = (n: number) => opened.store.run(update(Books, uid, { copies: n }))
    const writers = Array.from({ length: 8 }, (_, w) =>
      Effect.all(Array.from({ length: 10 }, (_, n) => add(w * 10 + n + 1)))
    )
    await Effect.runPromise(Effect.all(writers, { concurrency: 8 }))
    const rows = await direct.query(
      "select count(*), max(version), bool_and(at >= before), (select version from shelf.books) from (select version, at, lag(at, 1, at) over (order by version) as before from audit.change where resource = 'books') t"
    )
    assert.deepStrictEqual(rows, [["81", "81", "t", "81"]])
  })
})
