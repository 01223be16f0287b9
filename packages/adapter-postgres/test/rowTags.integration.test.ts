// @effect-diagnostics asyncFunction:off
/** Tags of rows that count no versions: they move with every writer's commit, also one past us. */
import { Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { get, list, remove, replace, update } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers
} from "./database.ts"
import { everyone } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const audit = { version: false, created_at: false, creator_uid: false, last_updater_uid: false } as const
// The instants of both are whole seconds, and another writer's clock may be ahead.
const Plain = Resource.make("plain", { table: "shelf.plain", ...everyone, audit })
const Parted = Resource.make("parted", { table: "shelf.parted", ...everyone, audit })
const tables = `create table shelf.plain (uid uuid primary key, title text not null, last_updated_at timestamptz(0) not null);
create table shelf.parted (uid uuid primary key, title text not null, last_updated_at timestamptz(0) not null) partition by hash (uid);
create table shelf.parted_0 partition of shelf.parted for values with (modulus 2, remainder 0);
create table shelf.parted_1 partition of shelf.parted for values with (modulus 2, remainder 1);`

const tagOf = (answer: Answer): string => String(Result.getOrThrow(answer).keys()[0]?.version)

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened
  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(tables)
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query("truncate shelf.plain, shelf.parted, audit.change, audit.life;")
    opened = await openStore({ url, connections: 2 })
  })
  afterEach(() => opened.close())

  test("a view has none, and can be read", async () => {
    await direct.query("create view shelf.seen as select uid, title from shelf.plain;")
    const { list: listed, get: got } = everyone.access
    const gone = { ...audit, last_updated_at: false } as const
    const Seen = Resource.make("seen", {
      table: "shelf.seen",
      ...everyone,
      access: { list: listed, get: got },
      audit: gone
    })
    await opened.run(replace(Plain, uid, { title: "a" }))
    const answers = [await opened.run(get(Seen, uid)), await opened.run(list(Seen))]
    for (const answer of answers) {
      assert.deepStrictEqual(json(answer), [{ uid, title: "a" }])
      assert.deepStrictEqual(Result.getOrThrow(answer).keys(), [{ uid, version: null }])
    }
    await direct.query("drop view shelf.seen;")
  })

  describe.each([Plain, Parted])("of $name", (resource) => {
    test("a write answers the tag that a read then has, and each write another one", async () => {
      const tags = []
      for (const command of [
        replace(resource, uid, { title: "a" }),
        update(resource, uid, { title: "b" }),
        replace(resource, uid, { title: "c" }),
        update(resource, uid, { title: "c" })
      ]) {
        const tag = tagOf(await opened.run(command))
        assert.match(tag, /^\d+\.\d+\.\d+\.\d+$/u)
        assert.strictEqual(tagOf(await opened.run(get(resource, uid))), tag)
        tags.push(tag)
      }
      assert.strictEqual(new Set(tags).size, 3)
      assert.strictEqual(outcome(await opened.run(remove(resource, uid))), "done")
    })

    test("a write past us within the same instant makes the tag a client has read an old one", async () => {
      const tag = tagOf(await opened.run(replace(resource, uid, { title: "a" })))
      await direct.query(`update ${resource.table.schema}.${resource.table.name} set title = 'theirs'`)
      const late = update(resource, uid, { title: "mine" }, { match: [tag] })
      assert.strictEqual(outcome(await opened.run(late)), "VersionMismatch")
      const fresh = tagOf(await opened.run(get(resource, uid)))
      assert.strictEqual(
        outcome(await opened.run(update(resource, uid, { title: "mine" }, { match: [fresh] }))),
        "done"
      )
    })

    test("one of two wins who send the same tag at once, forty times", async () => {
      await opened.run(replace(resource, uid, { title: "a" }))
      for (let round = 0; round < 40; round++) {
        const match = [tagOf(await opened.run(get(resource, uid)))]
        const pair = ["left", "right"].map((who) =>
          opened.run(update(resource, uid, { title: `${who} ${round}` }, { match }))
        )
        assert.deepStrictEqual((await Promise.all(pair)).map(outcome).toSorted(), ["VersionMismatch", "done"])
      }
    })
  })
})
