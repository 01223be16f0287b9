// @effect-diagnostics asyncFunction:off
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { create, get, history, list, remove, replace, update } from "./commands.ts"
import {
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  sqlFile
} from "./database.ts"
import { Books } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
// Roles belong to the whole server: one that no other run has.
const role = `app_${crypto.randomUUID().slice(0, 8)}`
let owner: Direct
let app: Direct
let opened: Opened

beforeAll(async () => {
  const url = await makeDatabase()
  owner = await connect(url)
  const grants = (await sqlFile("grants.sql")).replaceAll("library", "shelf").replaceAll(/\bapp\b/g, role)
  await owner.query(`create role ${role} login password 'app'; ${grants}`)
  await owner.query("select from audit.maintain(3, '2026-11-28Z')")
  const own = Object.assign(new URL(url), { username: role, password: "app" }).href
  app = await connect(own)
  opened = await openStore({ url: own })
})
afterAll(async () => {
  await Promise.all([opened.close(), app.close()])
  await owner.query(`drop owned by ${role}; drop role ${role};`)
  await owner.close()
})

describe("a role with the grants of grants.sql", () => {
  test("can do all that the store does", async () => {
    const commands = [
      create(Books, { title: "Emma", isbn: "1" }, uid),
      get(Books, uid),
      list(Books, { count: "exact" }),
      update(Books, uid, { title: "Persuasion" }),
      replace(Books, uid, { title: "Emma", isbn: "1" }),
      history(Books, uid),
      remove(Books, uid),
      replace(Books, uid, { title: "Emma" })
    ]
    for (const command of commands)
      assert.strictEqual(outcome(await opened.run(command)), "done", command.command._tag)
    const answer = await Effect.runPromise(
      Effect.result(opened.store.unit((run) => run(update(Books, uid, { copies: 3 }))))
    )
    assert.strictEqual(outcome(answer), "done")
    assert.lengthOf(json(await opened.run(history(Books, uid))), 6)
  })

  test.each([
    "update audit.change set actor = 'nobody'",
    "delete from audit.change",
    "truncate audit.change",
    "truncate audit.change_default",
    "truncate audit.change_202611",
    "delete from audit.change_202611",
    "select from audit.change_202611",
    "update audit.change_202611 set actor = 'nobody'",
    "insert into audit.change_202611 (resource, uid, version, op, at, actor) values ('books', 'x', 1, 'create', '2026-11-28Z', 'x')",
    "drop table audit.change_202611",
    "alter table audit.change detach partition audit.change_202611",
    "create table audit.change_203001 partition of audit.change for values from ('2030-01-01Z') to ('2030-02-01Z')",
    "select from audit.maintain()",
    "select from audit.merge_year()",
    "select from audit.hold_writes()",
    "select from audit.take_default('mine')",
    "select from audit.make_month(now())",
    "select from audit.health()",
    "select from audit.partition",
    "call audit.retain('books', '1 day')",
    "insert into audit.change_default (resource, uid, version, op, at, actor) values ('books', 'x', 1, 'create', now(), 'x')",
    "insert into audit.change (resource, uid, version, op, at, actor, tx) values ('books', 'x', 1, 'create', now(), 'x', '1')",
    "alter table audit.change add column more text",
    "drop table audit.change",
    "delete from audit.life",
    "truncate audit.life",
    "update audit.life set uid = 'x'",
    "truncate shelf.books",
    "create table shelf.more (uid uuid)"
  ])("is refused: %s", async (text) => {
    const error: unknown = await app.query(text).catch((cause: unknown) => cause)
    assert.deepInclude(error, { code: "42501" })
  })

  test("leaves a trail that the store cannot change either", async () => {
    assert.deepStrictEqual(await owner.query("select count(*) from audit.change where actor = 'nobody'"), [
      ["0"]
    ])
  })
})

describe("a role that watches", () => {
  test("reads the trail's health and nothing else", async () => {
    const watcher = `watch_${crypto.randomUUID().slice(0, 8)}`
    await owner.query(`create role ${watcher}; grant usage on schema audit to ${watcher};
grant execute on function audit.health to ${watcher}; set role ${watcher};`)
    assert.deepStrictEqual(await owner.query("select subject from audit.health() order by 1"), [
      ["audit.change"],
      ["audit.change_default"]
    ])
    const error: unknown = await owner.query("select from audit.change").catch((cause: unknown) => cause)
    assert.deepInclude(error, { code: "42501" })
    await owner.query(`reset role; drop owned by ${watcher}; drop role ${watcher};`)
  })

  test("is told of a partition that others can write to", async () => {
    await owner.query(`grant delete on audit.change_202611 to ${role};`)
    const told = await owner.query("select sentence from audit.health() where alarm")
    await owner.query(`revoke delete on audit.change_202611 from ${role};`)
    assert.deepInclude(told, ["audit.change_202611 can be written to by others than its owner"])
  })
})
