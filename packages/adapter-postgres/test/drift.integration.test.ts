// @effect-diagnostics asyncFunction:off
/** Records whose row, or whose tombstone, is behind the trail: restored tables, writes past us. */
import { Access, type AuditedCommand, Command, Field, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, history, remove, replace, update, where } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers,
  sqlFile
} from "./database.ts"
import { Books, everyone, unaudited } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
const Bare = Resource.make("bare", {
  table: "shelf.bare",
  fields: everyone.fields,
  access: everyone.access,
  audit: unaudited
})
const later = "2026-11-25T09:30:00Z"

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query("create table shelf.bare (uid uuid primary key, title text not null);")
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query("truncate shelf.books, shelf.bare, audit.change, audit.life;")
    opened = await openStore({ url })
    await opened.run(create(Books, { title: "first" }, uid))
    await opened.run(update(Books, uid, { title: "second" }, { at: later }))
    await opened.run(update(Books, uid, { title: "third" }, { at: later }))
  })
  afterEach(() => opened.close())

  const restore = () =>
    direct.query(
      `update shelf.books set title = 'restored', version = 1, last_updated_at = '2026-11-25T08:30:00Z';`
    )
  const trail = (resource = "books") =>
    direct.query(
      `select version, op, before ->> 'title', after ->> 'title', at = '${later}' from audit.change where resource = '${resource}' order by version desc limit 2`
    )

  test("an update of a restored row counts on from its trail, not before it, and records what it found", async () => {
    await restore()
    assert.strictEqual(outcome(await opened.run(update(Books, uid, { title: "fourth" }))), "done")
    assert.deepStrictEqual(await trail(), [
      ["4", "update", "restored", "fourth", "t"],
      ["3", "update", null, "third", "t"]
    ])
    assert.strictEqual(outcome(await opened.run(update(Books, uid, { title: "fifth" }))), "done")
    assert.deepStrictEqual((await trail())[0], ["5", "update", null, "fifth", "t"])
  })

  test("so does a replace, a delete, and a unit", async () => {
    await restore()
    assert.strictEqual(outcome(await opened.run(replace(Books, uid, { title: "fourth" }))), "done")
    assert.deepStrictEqual((await trail())[0], ["4", "replace", "restored", "fourth", "t"])
    await restore()
    const unit = opened.store.unit((run) => run(update(Books, uid, { title: "fifth" })))
    assert.strictEqual(outcome(await opened.attempt(unit)), "done")
    assert.deepStrictEqual((await trail())[0], ["5", "update", "restored", "fifth", "t"])
    await restore()
    assert.strictEqual(outcome(await opened.run(remove(Books, uid))), "done")
    assert.deepStrictEqual((await trail())[0], ["6", "delete", "restored", null, "t"])
  })

  test("what a unit creates beside it is written too, also where its row counts nothing", async () => {
    for (const resource of [Bare, Books]) {
      await restore()
      const unit = opened.store.unit((run) =>
        Effect.andThen(
          run(update(Books, uid, { title: "fourth" })),
          run(create(resource, { title: "beside" }, other))
        )
      )
      assert.strictEqual(outcome(await opened.attempt(unit)), "done")
      assert.deepStrictEqual(
        await direct.query(
          `select version, op, before, after ->> 'title' from audit.change where resource = '${resource.name}' and uid = '${other}'`
        ),
        [["1", "create", null, "beside"]]
      )
    }
  })

  test("a uid that was deleted past us goes on counting when it is made again", async () => {
    await direct.query("delete from shelf.books;")
    assert.strictEqual(outcome(await opened.run(replace(Books, uid, { title: "fourth" }))), "done")
    assert.deepStrictEqual((await trail())[0], ["4", "create", null, "fourth", "t"])
    await opened.run(remove(Books, uid))
    assert.strictEqual(outcome(await opened.run(create(Books, { title: "sixth" }, uid))), "done")
    assert.deepStrictEqual((await trail())[0], ["6", "create", null, "sixth", "t"])
  })

  test("a lost tombstone is found again in the trail", async () => {
    await opened.run(remove(Books, uid))
    await direct.query("truncate audit.life;")
    assert.strictEqual(outcome(await opened.run(replace(Books, uid, { title: "fifth" }))), "done")
    assert.deepStrictEqual((await trail())[0], ["5", "create", null, "fifth", "t"])
    assert.deepStrictEqual(await direct.query("select version from audit.life"), [["5"]])
  })

  test("after-restore.sql lets restored records count on across a boundary of partitions, the deleted too", async () => {
    await direct.query(`create table audit.change_202612 partition of audit.change for values from ('2026-12-01Z') to ('2027-01-01Z');
      create unique index change_202612_version_key on audit.change_202612 (resource, uid, version);`)
    const at = "2026-12-01T00:00:01Z"
    await restore()
    await opened.run(create(Books, { title: "other" }, other))
    await opened.run(remove(Books, other))
    await direct.query("truncate audit.life;")
    await direct.query((await sqlFile("after-restore.sql")).replaceAll("library", "shelf"))
    assert.strictEqual(outcome(await opened.run(update(Books, uid, { title: "fourth" }, { at }))), "done")
    assert.strictEqual(outcome(await opened.run(replace(Books, other, { title: "other" }, { at }))), "done")
    const versions = "select uid, version from audit.change where at = $1 order by uid"
    assert.deepStrictEqual(await direct.query(versions, [at]), [
      [uid, "4"],
      [other, "3"]
    ])
    await direct.query("drop table audit.change_202612;")
  })

  test("a record of a table that counts nothing counts on where its life was lost", async () => {
    await opened.run(replace(Bare, uid, { title: "first" }, { at: later }))
    await opened.run(update(Bare, uid, { title: "second" }, { at: later }))
    await direct.query("truncate audit.life;")
    assert.strictEqual(outcome(await opened.run(update(Bare, uid, { title: "third" }))), "done")
    assert.deepStrictEqual((await trail("bare"))[0], ["3", "update", "second", "third", "t"])
  })

  test("a record that no trail knows yet begins one with what it held", async () => {
    await direct.query(`insert into shelf.bare values ('${uid}', 'old');`)
    assert.strictEqual(outcome(await opened.run(update(Bare, uid, { title: "first" }))), "done")
    assert.deepStrictEqual(await trail("bare"), [
      ["2", "update", "old", "first", "f"],
      ["1", "adopt", null, "old", "f"]
    ])
  })

  test("old images are read by name, whatever became of the row's type since", async () => {
    await direct.query(
      `update audit.change set after = after || '{"copies": "many", "tags": 7, "gone": true}';`
    )
    assert.lengthOf(json(await opened.run(history(Books, uid))), 3)
    await direct.query("delete from shelf.books;")
    assert.lengthOf(json(await opened.run(history(Books, uid))), 3)
  })

  /** What was written as texts, and is of other types now. */
  const retyped = async () => {
    const audited = { table: "shelf.retyped", access: everyone.access }
    const Once = Resource.make("retyped", { ...audited, fields: { rank: Field.text, day: Field.text } })
    const Now = Resource.make("retyped", {
      ...audited,
      fields: { rank: Field.optional(Field.integer), day: Field.optional(Field.date) }
    })
    await direct.query(`drop table if exists shelf.retyped;
      create table shelf.retyped (uid uuid primary key, rank text, day text, version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);`)
    await opened.run(create(Once, { rank: "high", day: "2026-02-30" }, uid))
    await opened.run(update(Once, uid, { rank: "2", day: "2026-02-28" }, { at: later }))
    await opened.run(update(Once, uid, { rank: "3" }, { at: later }))
    await direct.query(
      `alter table shelf.retyped alter rank type integer using 3, alter day type date using null;`
    )
    const column = Resource.columnOf(Now, "rank")
    const none = { _tag: "Is", column, value: null } as const
    return { Now, two: where("rank", "eq", 2, Now), none }
  }
  const versions = (answer: Answer) => json(answer).map(({ version }) => version)

  test("what an old image holds is compared as null where it is none of today's type", async () => {
    const { Now, none, two } = await retyped()
    const asked = (which: Partial<Command.History["which"]>) =>
      history(Now, uid, { which: { ...Command.everyChange, ...which } })
    for (const run of [
      opened.run,
      (command: AuditedCommand) => opened.attempt(opened.store.unit((run) => run(command)))
    ]) {
      assert.deepStrictEqual(versions(await run(asked({ was: two }))), [3])
      assert.deepStrictEqual(versions(await run(asked({ was: none }))), [2])
      assert.deepStrictEqual(versions(await run(asked({ was: where("day", "gt", "2026-01-01", Now) }))), [3])
      assert.deepStrictEqual(versions(await run(asked({ held: two }))), [3, 2])
    }
  })

  test("a key of another type once is nobody's record, to whoever asks for all changes that are theirs", async () => {
    const { Now } = await retyped()
    const Owned = Resource.make("retyped", {
      table: "shelf.retyped",
      fields: { rank: Field.optional(Field.integer) },
      access: { ...everyone.access, history: Access.owner }
    })
    await direct.query(`insert into audit.change (resource, uid, version, op, at, actor, after)
      values ('retyped', 'a name', 1, 'create', '${later}', 'ann', '{"creator_uid": "ann"}');`)
    const all = await opened.run(history(Owned, null))
    assert.lengthOf(json(all), 4)
    assert.lengthOf(json(await opened.run(history(Now, null))), 4)
  })
})
