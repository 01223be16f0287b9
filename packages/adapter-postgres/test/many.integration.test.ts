// @effect-diagnostics asyncFunction:off
/** Writes of many records where tables have a life of their own: behind the trail, older than it, with triggers, and large. */
import { Field, Resource } from "@pgcrest/core"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, createMany, removeMany, updateMany, upsert } from "./commands.ts"
import {
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers
} from "./database.ts"
import { Books, everyone, unaudited } from "./shelf.ts"

const uid = (last: number) => `0198a000-0000-7000-8000-${String(last).padStart(12, "0")}`
const { access } = everyone
/** A table that keeps nothing of the audit. */
const Bare = Resource.make("bare", { table: "shelf.bare", fields: everyone.fields, access, audit: unaudited })
/** One that had rows before. */
const Old = Resource.make("old", {
  table: "shelf.old",
  fields: { title: Field.text },
  access,
  adopted: "2026-11-01T00:00:00Z",
  audit: { creator_uid: false, last_updater_uid: false }
})
/** One of domains, identities and defaults. */
const Odd = Resource.make("odd", {
  table: "shelf.odd",
  uid: "bigint",
  fields: {
    code: Field.optional(Field.unique(Field.text)),
    short: Field.optional(Field.text.as("shelf.short")),
    rank: Field.databaseDefault(Field.integer),
    made: Field.databaseDefault(Field.text)
  },
  access,
  audit: { uid: "id", created_at: false, last_updated_at: false, creator_uid: false, last_updater_uid: false }
})

const tables = `create domain shelf.short as varchar(5);
create table shelf.bare (uid uuid primary key, title text not null);
create table shelf.old (uid uuid primary key, title text not null, version bigint not null default 0, created_at timestamptz not null, last_updated_at timestamptz not null);
create table shelf.odd (id bigint generated always as identity primary key, version bigint not null, code text unique, short shelf.short, rank integer not null default 7, made text not null default 'by ' || current_user);
create function shelf.keep() returns trigger language plpgsql as 'begin if new.title = ''kept'' then return null; end if; return new; end';`

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
    await direct.query("truncate shelf.books, shelf.bare, shelf.old, shelf.odd, audit.change, audit.life;")
    opened = await openStore({ url })
  })
  afterEach(() => opened.close())

  const trail = (resource: string) =>
    direct.query(
      `select right(uid, 1), version, op, after ->> 'title' from audit.change where resource = '${resource}' order by uid, version`
    )

  describe.each([
    ["books", Books],
    ["bare", Bare]
  ] as const)("of %s", (name, resource) => {
    /** Rows whose versions the trail is ahead of. */
    const behind = async () => {
      await opened.run(
        upsert(
          resource,
          ["uid"],
          [
            { uid: uid(1), title: "a" },
            { uid: uid(2), title: "a" }
          ]
        )
      )
      await opened.run(updateMany(resource, { title: "b" }))
      if (name === "books") await direct.query("update shelf.books set version = 1;")
      else await direct.query("delete from audit.life;")
    }

    test("updates and deletes count on from the trail", async () => {
      await behind()
      assert.strictEqual(outcome(await opened.run(updateMany(resource, { title: "c" }))), "done")
      await behind2()
      assert.strictEqual(outcome(await opened.run(removeMany(resource))), "done")
      const rows = (await trail(name)).map(([last, version, op]) => [last, version, op])
      const each = (last: string) => [
        [last, "1", "create"],
        [last, "2", "update"],
        [last, "3", "update"],
        [last, "4", "delete"]
      ]
      assert.deepStrictEqual(rows, [...each("1"), ...each("2")])
    })

    test("so do upserts, over what is there and what was deleted past us", async () => {
      await behind()
      await direct.query(`delete from shelf.${name} where uid = '${uid(2)}';`)
      const rows = [1, 2, 3].map((last) => ({ uid: uid(last), title: "c" }))
      const answer = await opened.run(upsert(resource, ["uid"], rows))
      assert.deepStrictEqual(
        json(answer).map((row) => row["uid"]),
        rows.map((row) => row.uid)
      )
      assert.deepStrictEqual(
        (await trail(name)).map(([last, version, op]) => [last, version, op]),
        [
          ["1", "1", "create"],
          ["1", "2", "update"],
          ["1", "3", "update"],
          ["2", "1", "create"],
          ["2", "2", "update"],
          ["2", "3", "create"],
          ["3", "1", "create"]
        ]
      )
    })

    const behind2 = () =>
      direct.query(name === "books" ? "update shelf.books set version = 1;" : "delete from audit.life;")
  })

  test("what a table held before is told first", async () => {
    const held = () =>
      direct.query(
        `insert into shelf.old select v.uid::uuid, 'held', 0, '2020-01-01', '2020-01-01' from (values ('${uid(1)}'), ('${uid(2)}')) as v (uid);`
      )
    await held()
    assert.strictEqual(outcome(await opened.run(updateMany(Old, { title: "set" }))), "done")
    await opened.run(updateMany(Old, { title: "again" }))
    const each = (last: string) => [
      [last, "1", "adopt", "held"],
      [last, "2", "update", "set"],
      [last, "3", "update", "again"]
    ]
    assert.deepStrictEqual(await trail("old"), [...each("1"), ...each("2")])
    await direct.query("truncate shelf.old, audit.change, audit.life;")
    await held()
    const upserted = await opened.run(
      upsert(
        Old,
        ["uid"],
        [
          { uid: uid(2), title: "set" },
          { uid: uid(3), title: "new" }
        ]
      )
    )
    assert.strictEqual(outcome(upserted), "done")
    assert.strictEqual(outcome(await opened.run(removeMany(Old))), "done")
    assert.deepStrictEqual(await trail("old"), [
      ["1", "1", "adopt", "held"],
      ["1", "2", "delete", null],
      ["2", "1", "adopt", "held"],
      ["2", "2", "update", "set"],
      ["2", "3", "delete", null],
      ["3", "1", "create", "new"],
      ["3", "2", "delete", null]
    ])
  })

  test("a row that a trigger keeps back undoes all", async () => {
    await opened.run(create(Books, { title: "Emma" }, uid(1)))
    await direct.query(
      "create trigger keeper before insert or update on shelf.books for each row execute function shelf.keep();"
    )
    const kept = { title: "kept" }
    for (const command of [
      createMany(Books, [{ title: "x" }, kept, { title: "y" }]),
      createMany(Books, [kept]),
      upsert(
        Books,
        ["uid"],
        [
          { uid: uid(1), title: "x" },
          { uid: uid(2), ...kept }
        ]
      ),
      upsert(
        Books,
        ["uid"],
        [
          { uid: uid(1), ...kept },
          { uid: uid(2), title: "x" }
        ]
      ),
      updateMany(Books, kept)
    ])
      assert.strictEqual(outcome(await opened.run(command)), "WriteSuppressed")
    await direct.query("drop trigger keeper on shelf.books;")
    assert.deepStrictEqual(await direct.query("select title, version from shelf.books"), [["Emma", "1"]])
    assert.deepStrictEqual(await direct.query("select count(*) from audit.change"), [["1"]])
  })

  test("what a domain finds too long is refused, not cut, and defaults of the database's own are its own", async () => {
    const long = await opened.run(createMany(Odd, [{ short: "abcde" }, { short: "abcdef" }]))
    assert.strictEqual(outcome(long), "ValueRefused")
    const made = await opened.run(
      createMany(Odd, [{ rank: 1 }, { made: "x" }, { rank: 2, made: "y" }, {}, { rank: 3 }])
    )
    const told = json(made)
    assert.deepStrictEqual(
      told.map(({ rank }) => rank),
      [1, 7, 2, 7, 3]
    )
    assert.deepStrictEqual(
      told.map(({ made }) => String(made).slice(0, 2)),
      ["by", "x", "y", "by", "by"]
    )
    const [first] = told
    const again = await opened.run(
      upsert(Odd, ["id"], [{ uid: String(first?.["id"]), rank: 9 }, { made: "z" }])
    )
    assert.deepStrictEqual(
      json(again).map(({ rank, version }) => [rank, version]),
      [
        [9, 2],
        [7, 1]
      ]
    )
    const coded = await opened.run(upsert(Odd, ["code"], [{ code: "a", rank: 1 }, { code: "b" }]))
    assert.deepStrictEqual(
      json(coded).map(({ rank }) => rank),
      [1, 7]
    )
    const merged = await opened.run(
      upsert(Odd, ["code"], [{ code: "b", made: "m" }, { code: "c", rank: 4 }, { code: "a" }])
    )
    assert.deepStrictEqual(
      json(merged).map(({ code, rank }) => [code, rank]),
      [
        ["b", 7],
        ["c", 4],
        ["a", 1]
      ]
    )
  })

  test("ten thousand rows are written in one statement, time and again", { timeout: 60_000 }, async () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ({ isbn: `${at}`, title: "x".repeat(300) }))
    const small = rows.slice(0, 5)
    // What is kept for a few rows serves many.
    for (let time = 0; time < 8; time++)
      await opened.run(
        upsert(
          Books,
          ["isbn"],
          small.map((row) => ({ ...row, copies: time }))
        )
      )
    const answer = await opened.run(upsert(Books, ["isbn"], rows))
    assert.deepStrictEqual(
      json(answer).map((row) => row["isbn"]),
      rows.map(({ isbn }) => isbn)
    )
    assert.strictEqual(json(await opened.run(updateMany(Books, { title: "y" }))).length, 10_000)
    assert.strictEqual(json(await opened.run(removeMany(Books))).length, 10_000)
    const changes = await direct.query("select op, count(*) from audit.change group by op order by op")
    assert.deepStrictEqual(
      changes.filter(([op]) => op !== "update"),
      [
        ["create", "10000"],
        ["delete", "10000"]
      ]
    )
  })

  test("a unit that met another's row runs again and writes over it", async () => {
    const row = { isbn: "1", title: "x" }
    const asked = () => opened.attempt(opened.store.unit((run) => run(upsert(Books, ["isbn"], [row]))))
    const answers = await Promise.all([asked(), asked(), asked(), asked()])
    assert.deepStrictEqual(answers.map(outcome), ["done", "done", "done", "done"])
    assert.deepStrictEqual(await direct.query("select count(*) from shelf.books"), [["1"]])
  })
})
