// @effect-diagnostics asyncFunction:off
/** Tables whose triggers record what others write, beside what PGCrest writes to them. */
import { outOfBand, verifySchema } from "@pgcrest/adapter-postgres"
import { Access, Api, type AuditedCommand, Field, Resource, SoftDelete } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, createMany, remove, removeMany, replace, update, updateMany, upsert } from "./commands.ts"
import {
  connect,
  type Direct,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers,
  untilWaiting
} from "./database.ts"
import { sameSession } from "./sameSession.ts"
import { Books, everyone, unaudited } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
const instants = {
  created_at: false,
  last_updated_at: false,
  creator_uid: false,
  last_updater_uid: false
} as const
const Titles = Resource.make("headings", { table: "shelf.headings", ...everyone })
const Bare = Resource.make("bare", { table: "shelf.bare", ...everyone, audit: unaudited })
const Counters = Resource.make("counters", { table: "shelf.counters", ...everyone, audit: instants })
const Twice = Resource.make("twice", { table: "shelf.twice", ...everyone, trail: { counted: true } })
const api = Api.make("shelf", { resources: [Books, Titles, Bare, Counters, Twice] })

const tables = `create table shelf.bare (uid uuid primary key, title text not null);
create table shelf.counters (uid uuid primary key, title text not null, version bigint not null);
create table shelf.twice (like shelf.headings including all);
do $$ begin create role "other service" login password 'x'; exception when duplicate_object then null; end $$;
grant usage on schema shelf to "other service";
grant all on all tables in schema shelf to "other service";`

/** What another program writes to make a record of each table. */
const kinds: ReadonlyArray<readonly [Resource.Resource, string, string]> = [
  [Titles, "uid, title, version, created_at, last_updated_at", "null, null, null"],
  [Twice, "uid, title, version, created_at, last_updated_at", "null, null, null"],
  [Counters, "uid, title, version", "null"],
  [Bare, "uid, title", ""]
]

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let others: Direct
  let opened: Opened
  let url: string

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(tables)
    await direct.query(outOfBand(api))
    // Again, as after a declaration has changed.
    await direct.query(outOfBand(api))
    others = await connect(Object.assign(new URL(url), { username: "other service", password: "x" }).href)
  })
  afterAll(async () => {
    await others.close()
    await direct.close()
  })
  beforeEach(async () => {
    await direct.query(
      "truncate shelf.books, shelf.headings, shelf.bare, shelf.counters, shelf.twice; truncate audit.change, audit.life;"
    )
    opened = await openStore({ url, connections: 4 })
  })
  afterEach(() => opened.close())

  const done = async (command: AuditedCommand) =>
    assert.strictEqual(outcome(await opened.run(command)), "done")
  const trail = (record = uid) =>
    direct.query(
      "select version, op, actor, after ->> 'title', before ->> 'title' from audit.change where uid = $1 order by version",
      [record]
    )
  const insert = (
    [{ table }, columns, nothing]: readonly [Resource.Resource, string, string],
    title: string,
    record = uid,
    more = ""
  ) =>
    `insert into shelf.${table.name} (${columns}) values ('${record}', '${title}'${nothing === "" ? "" : `, ${nothing}`})${more}`
  const ours = "ann"
  const theirs = "db:other service"

  test.each(kinds)("records each write of another role to $name, counted among ours", async (...kind) => {
    const [resource] = kind
    const table = `shelf.${resource.table.name}`
    await others.query(insert(kind, "a"))
    await done(update(resource, uid, { title: "b" }))
    await others.query(`update ${table} set title = 'c'`)
    await others.query(`update ${table} set title = 'd'`)
    await done(replace(resource, uid, { title: "e" }))
    await others.query(`delete from ${table}`)
    await done(replace(resource, uid, { title: "g" }))
    await done(remove(resource, uid))
    await others.query(insert(kind, "i"))
    assert.deepStrictEqual(await trail(), [
      ["1", "create", theirs, "a", null],
      ["2", "update", ours, "b", null],
      ["3", "update", theirs, "c", null],
      ["4", "update", theirs, "d", null],
      ["5", "replace", ours, "e", null],
      ["6", "delete", theirs, null, null],
      ["7", "create", ours, "g", null],
      ["8", "delete", ours, null, null],
      ["9", "create", theirs, "i", null]
    ])
    if (resource.audit.version !== null)
      assert.deepStrictEqual(await direct.query(`select version from ${table}`), [["9"]])
  })

  test.each(kinds)("never twice in one transaction with ours: $name", async (...kind) => {
    const [resource] = kind
    const table = `shelf.${resource.table.name}`
    const session = await sameSession(url)
    const also = async (command: AuditedCommand) =>
      assert.strictEqual(outcome(await session.run(command)), "done")
    await session.say("begin")
    await also(replace(resource, uid, { title: "a" }))
    await session.say(`update ${table} set title = 'b'`)
    await session.say(`update ${table} set title = 'c'`)
    await also(update(resource, uid, { title: "d" }))
    await also(update(resource, uid, { title: "e" }))
    await session.say(`delete from ${table}`)
    await session.say(insert(kind, "g"))
    await session.say(`update ${table} set title = 'h'`)
    await also(remove(resource, uid))
    await session.say(insert(kind, "j"))
    await session.say(`delete from ${table}`)
    await also(replace(resource, uid, { title: "l" }))
    await session.say("commit")
    await session.close()
    const told = await trail()
    assert.deepStrictEqual(
      told.map(([version, op, actor, title]) => [Number(version), op, actor === ours, title]),
      [
        [1, "create", true, "a"],
        [2, "update", false, "b"],
        [3, "update", false, "c"],
        [4, "update", true, "d"],
        [5, "update", true, "e"],
        [6, "delete", false, null],
        [7, "create", false, "g"],
        [8, "update", false, "h"],
        [9, "delete", true, null],
        [10, "create", false, "j"],
        [11, "delete", false, null],
        [12, "create", true, "l"]
      ]
    )
    if (resource.audit.version !== null)
      assert.deepStrictEqual(await direct.query(`select version from ${table}`), [["12"]])
  })

  const summary = (resource: Resource.Resource) =>
    direct.query(
      `select op, actor, count(*), count(distinct uid), min(version), max(version) from audit.change where resource = '${resource.name}' group by op, actor order by op, actor`
    )

  test.each(kinds)("records each row of statements about many: $name", async (...kind) => {
    const [resource, columns, nothing] = kind
    const table = `shelf.${resource.table.name}`
    await others.query(
      `insert into ${table} (${columns}) select gen_random_uuid(), 't' || n${nothing === "" ? "" : `, ${nothing}`} from generate_series(1, 1000) as n`
    )
    await done(updateMany(resource, { title: "ours" }))
    await done(createMany(resource, [{ title: "x" }, { title: "y" }]))
    await others.query(`update ${table} set title = 'theirs ' || uid`)
    await others.query(`truncate ${table}`)
    await done(removeMany(resource))
    assert.deepStrictEqual(await summary(resource), [
      ["create", ours, "2", "2", "1", "1"],
      ["create", theirs, "1000", "1000", "1", "1"],
      ["delete", theirs, "1002", "1002", "3", "4"],
      ["update", ours, "1000", "1000", "2", "2"],
      ["update", theirs, "1002", "1002", "2", "3"]
    ])
    const life = await direct.query("select count(*), max(version) from audit.life")
    assert.deepStrictEqual(life, [["1002", "4"]])
  })

  test.each(kinds)("tells an insert from what it meets and updates: $name", async (...kind) => {
    const [resource] = kind
    await done(replace(resource, uid, { title: "a" }))
    const upserted = (record: string, title: string) =>
      others.query(insert(kind, title, record, " on conflict (uid) do update set title = excluded.title"))
    await upserted(uid, "b")
    await upserted(other, "new")
    await done(upsert(resource, ["uid"], [{ uid, title: "c" }]))
    await others.query(insert(kind, "z", uid, " on conflict do nothing"))
    assert.deepStrictEqual(
      (await trail()).map(([version, op, , title]) => [version, op, title]),
      [
        ["1", "create", "a"],
        ["2", "update", "b"],
        ["3", "update", "c"]
      ]
    )
    assert.deepStrictEqual(await trail(other), [["1", "create", theirs, "new", null]])
  })

  test.each(kinds)("takes a uid that changes for one that went and one that came: $name", async (...kind) => {
    const [resource] = kind
    await done(replace(resource, uid, { title: "a" }))
    await others.query(`update shelf.${resource.table.name} set uid = '${other}'`)
    assert.deepStrictEqual((await trail()).at(-1), ["2", "delete", theirs, null, null])
    const [[version, ...came] = []] = await trail(other)
    assert.deepStrictEqual(came, ["create", theirs, "a", null])
    await done(update(resource, other, { title: "b" }))
    assert.strictEqual(Number((await trail(other)).at(-1)?.[0]), Number(version) + 1)
  })

  test.each(kinds)("leaves nothing of an update that changes nothing: $name", async (...kind) => {
    const [resource] = kind
    await done(replace(resource, uid, { title: "a" }))
    await others.query(`update shelf.${resource.table.name} set title = 'a'`)
    assert.lengthOf(await trail(), 1)
  })

  const unseen = (text: string) =>
    direct.query(`set session_replication_role = replica; ${text}; reset session_replication_role;`)

  test.each(kinds)("adopts what was there before: $name", async (...kind) => {
    const [resource] = kind
    const now = kind[1].includes("version")
      ? insert(kind, "old").replace("null", "3").replaceAll("null", "now()")
      : insert(kind, "old")
    await unseen(now)
    await others.query(`update shelf.${resource.table.name} set title = 'new'`)
    const first = resource.audit.version === null ? 1 : 3
    assert.deepStrictEqual(await trail(), [
      [String(first), "adopt", theirs, "old", null],
      [String(first + 1), "update", theirs, "new", null]
    ])
  })

  test.each(kinds)(
    "counts on from the trail where a row was set back, and tells what it met: $name",
    async (...kind) => {
      const [resource] = kind
      const back = resource.audit.version === null ? "" : ", version = 1"
      await done(replace(resource, uid, { title: "a" }))
      await done(update(resource, uid, { title: "b" }))
      await unseen(`update shelf.${resource.table.name} set title = 'restored'${back}`)
      await others.query(`update shelf.${resource.table.name} set title = 'c'`)
      assert.deepStrictEqual((await trail()).at(-1), ["3", "update", theirs, "c", "restored"])
      await unseen(`delete from shelf.${resource.table.name}`)
      await others.query(insert(kind, "d"))
      assert.deepStrictEqual((await trail()).at(-1), ["4", "create", theirs, "d", null])
    }
  )

  test("a version that the writer counts up stands, and one that is taken does not", async () => {
    await done(replace(Titles, uid, { title: "a" }))
    await others.query(
      "update shelf.headings set title = 'b', version = version + 1, last_updated_at = '2030-01-01Z'"
    )
    await done(update(Titles, uid, { title: "c" }))
    await others.query("update shelf.headings set title = 'd', version = 1")
    await others.query("delete from shelf.headings")
    await others.query(`insert into shelf.headings values ('${uid}', 'f', 1, now(), now(), null, null)`)
    assert.deepStrictEqual(
      await direct.query("select version, op, at >= '2030-01-01Z' from audit.change order by version"),
      [
        ["1", "create", "f"],
        ["2", "update", "t"],
        ["3", "update", "t"],
        ["4", "update", "t"],
        ["5", "delete", "t"],
        ["6", "create", "t"]
      ]
    )
    const row = "select version, last_updated_at >= '2030-01-01Z' from shelf.headings"
    assert.deepStrictEqual(await direct.query(row), [["6", "t"]])
    const same =
      "select (after ->> 'version')::bigint = version, (after ->> 'last_updated_at')::timestamptz = at from audit.change where version = 6"
    assert.deepStrictEqual(await direct.query(same), [["t", "t"]])
  })

  test("gives a row what its writer left out, and its own role as the one who wrote", async () => {
    await others.query(`insert into shelf.headings (uid, title) values ('${uid}', 'a')`)
    const filled =
      "select version, created_at = last_updated_at, now() - created_at < interval '1 minute', creator_uid, last_updater_uid from shelf.headings"
    assert.deepStrictEqual(await direct.query(filled), [["1", "t", "t", theirs, theirs]])
    await done(update(Titles, uid, { title: "b" }))
    await others.query("update shelf.headings set title = 'c'")
    assert.deepStrictEqual(await direct.query("select version, last_updater_uid from shelf.headings"), [
      ["3", theirs]
    ])
  })

  test("the changes of one record that a trigger of another's makes are all there, in their order", async () => {
    await direct.query(`create function shelf.follow() returns trigger language plpgsql as
      'begin update shelf.headings set title = new.title || ''!'' where uid = new.uid and new.title not like ''%!''; return null; end';
      create trigger follower after update on shelf.headings for each row execute function shelf.follow();`)
    await done(replace(Titles, uid, { title: "a" }))
    await done(update(Titles, uid, { title: "b" }))
    await others.query("update shelf.headings set title = 'c'")
    await direct.query("drop trigger follower on shelf.headings; drop function shelf.follow();")
    assert.deepStrictEqual(
      (await trail()).map(([version, , , title]) => [version, title]),
      [
        ["1", "a"],
        ["2", "b"],
        ["3", "b!"],
        ["4", "c"],
        ["5", "c!"]
      ]
    )
    assert.deepStrictEqual(await direct.query("select version, title from shelf.headings"), [["5", "c!"]])
  })

  test("knows ours where a trigger dates our rows, and so no instant tells them at once", async () => {
    await direct.query(`create function shelf.date() returns trigger language plpgsql as
      'begin new.last_updated_at = ''2020-01-01Z''; return new; end';
      create trigger dater before insert or update on shelf.headings for each row execute function shelf.date();`)
    await done(replace(Titles, uid, { title: "a" }))
    await done(update(Titles, uid, { title: "b" }))
    await others.query("update shelf.headings set title = 'c'")
    await done(remove(Titles, uid))
    await direct.query("drop trigger dater on shelf.headings; drop function shelf.date();")
    assert.deepStrictEqual(
      (await trail()).map(([version, , actor]) => [version, actor]),
      [
        ["1", ours],
        ["2", ours],
        ["3", theirs],
        ["4", ours]
      ]
    )
  })

  test("a content is the same whatever the writer's settings are", async () => {
    await direct.query(
      `create table shelf.spans (uid uuid primary key, span interval, ratio float8, bytes bytea, day date, title text)`
    )
    const Spans = Resource.make("spans", {
      table: "shelf.spans",
      fields: {
        span: Field.interval,
        ratio: Field.float,
        bytes: Field.bytea,
        day: Field.date,
        title: Field.text
      },
      audit: unaudited,
      access: everyone.access
    })
    await direct.query(outOfBand(Api.make("spans", { resources: [Spans] })))
    const row =
      "insert into shelf.spans values (gen_random_uuid(), '1 mon 2 days', 0.1::float8 + 0.2, '\\x0102', '2026-11-25', 'x')"
    await direct.query(`${row}; set intervalstyle = sql_standard; set extra_float_digits = -5; set bytea_output = escape; set datestyle = german; set timezone = 'Asia/Tokyo'; ${row};
      reset intervalstyle; reset extra_float_digits; reset bytea_output; reset datestyle; reset timezone;`)
    const contents =
      "select count(distinct after - 'uid'), count(*) from audit.change where resource = 'spans'"
    assert.deepStrictEqual(await direct.query(contents), [["1", "2"]])
  })

  test("a resource whose table another one is of, too, is recorded as one of the two", async () => {
    const Labels = Resource.make("labels", { table: "shelf.headings", ...everyone })
    await direct.query(outOfBand(Api.make("both", { resources: [Titles, Labels] })))
    await done(replace(Labels, uid, { title: "a" }))
    await done(update(Labels, uid, { title: "b" }))
    await done(remove(Labels, uid))
    await others.query(`insert into shelf.headings (uid, title) values ('${other}', 'x')`)
    const told = "select resource, op, actor from audit.change order by uid, version"
    assert.deepStrictEqual(await direct.query(told), [
      ["labels", "create", ours],
      ["labels", "update", ours],
      ["labels", "delete", ours],
      ["headings", "create", theirs]
    ])
    await direct.query(outOfBand(api, { resources: ["headings"] }))
  })

  test("a record that several columns identify has the uid that PGCrest gives it", async () => {
    await direct.query("create table shelf.seats (hall text, number integer, primary key (hall, number));")
    const Seats = Resource.make("seats", {
      table: "shelf.seats",
      uid: null,
      key: ["hall", "number"],
      fields: { hall: Field.text, number: Field.integer },
      audit: unaudited,
      access: { list: Access.everyone, create: Access.everyone, delete: Access.everyone }
    })
    await direct.query(outOfBand(Api.make("seats", { resources: [Seats] })))
    const seat = String.raw`["the \"red\"", 7]`
    await done(create(Seats, { hall: 'the "red"', number: 7 }, seat))
    await direct.query("delete from shelf.seats")
    await direct.query(`insert into shelf.seats values ('the "red"', 7)`)
    await done(remove(Seats, seat))
    assert.deepStrictEqual(
      await direct.query("select uid, version, op, actor from audit.change order by version"),
      [
        [String.raw`["the \"red\"", 7]`, "1", "create", ours],
        [String.raw`["the \"red\"", 7]`, "2", "delete", "db:postgres"],
        [String.raw`["the \"red\"", 7]`, "3", "create", "db:postgres"],
        [String.raw`["the \"red\"", 7]`, "4", "delete", ours]
      ]
    )
  })

  test("a record whose several columns change is one that went and one that came", async () => {
    await direct.query("create table shelf.rows (hall text, number integer, primary key (hall, number));")
    const Rows = Resource.make("rows", {
      table: "shelf.rows",
      uid: null,
      key: ["hall", "number"],
      fields: { hall: Field.text, number: Field.integer },
      audit: unaudited,
      access: { list: Access.everyone, create: Access.everyone }
    })
    await direct.query(outOfBand(Api.make("rows", { resources: [Rows] })))
    await done(create(Rows, { hall: "x", number: 1 }, `["x", 1]`))
    await direct.query("update shelf.rows set number = 2")
    assert.deepStrictEqual(
      await direct.query("select uid, version, op, after from audit.change order by uid, version"),
      [
        [`["x", 1]`, "1", "create", `{"hall": "x", "number": 1}`],
        [`["x", 1]`, "2", "delete", null],
        [`["x", 2]`, "1", "create", `{"hall": "x", "number": 2}`]
      ]
    )
  })

  test("a table may have columns of any name, and have lost some", async () => {
    const names = `n o there? record known met change life last numbered written counted place new old moment is_ours new_rows old_rows`
    const columns = names.split(" ").map((name) => `"${name}" integer default 1`)
    await direct.query(`create table shelf.odd (gone text, uid text primary key, deleted_at timestamptz, ${columns.join(", ")});
      create table shelf.odder (like shelf.odd including all); alter table shelf.odd drop gone;
      alter table shelf.odder add version bigint not null, add last_updated_at timestamptz not null;`)
    const fields = { n: Field.integer, o: Field.integer, is_ours: Field.integer, record: Field.integer }
    const { created_at, creator_uid, last_updater_uid } = unaudited
    const Odd = Resource.make("odd", {
      table: "shelf.odd",
      uid: "text",
      ...everyone,
      fields,
      audit: unaudited,
      softDelete: SoftDelete.make()
    })
    const Odder = Resource.make("odder", {
      table: "shelf.odder",
      uid: "text",
      ...everyone,
      fields,
      audit: { created_at, creator_uid, last_updater_uid }
    })
    await direct.query(outOfBand(Api.make("odd", { resources: [Odd, Odder] })))
    for (const resource of [Odd, Odder]) {
      const table = `shelf.${resource.name}`
      await done(replace(resource, "a", { n: 1, o: 1, is_ours: 1, record: 1 }))
      await done(update(resource, "a", { n: 2 }))
      await direct.query(`update ${table} set "there?" = 2, n = 3`)
      await direct.query(`insert into ${table} (uid) values ('a') on conflict (uid) do update set n = 4`)
      await direct.query(
        `merge into ${table} as t using (values ('a'), ('b')) as s (uid) on t.uid = s.uid
          when matched then update set n = 5 when not matched then insert (uid, n) values (s.uid, 6)`
      )
      await direct.query(`update ${table} set n = n; update ${table} set uid = 'c' where uid = 'b'`)
      await done(remove(resource, "a"))
      assert.deepStrictEqual(
        await direct.query(
          "select uid, op, after ->> 'n' from audit.change where resource = $1 order by uid, version",
          [resource.name]
        ),
        [
          ["a", "create", "1"],
          ["a", "update", "2"],
          ["a", "update", "3"],
          ["a", "update", "4"],
          ["a", "update", "5"],
          ["a", "delete", null],
          ["b", "create", "6"],
          ["b", "delete", null],
          ["c", "create", "6"]
        ]
      )
    }
  })

  test("nobody can let a table of their own record changes of another", async () => {
    await direct.query(`create schema if not exists theirs authorization "other service"`)
    await others.query("create table theirs.headings (like shelf.headings);")
    const forged = `create trigger forge after insert on theirs.headings referencing new table as new_rows for each statement execute function audit."headings_changes"();`
    await direct.query(`grant usage on schema audit to "other service"`)
    const told = await others.query(forged).then(String, String)
    assert.include(told, "permission denied for function")
    await direct.query(`drop schema theirs cascade; revoke usage on schema audit from "other service";`)
  })

  test("an insert that waited for a delete of ours goes on counting behind it", async () => {
    await done(replace(Titles, uid, { title: "a" }))
    const session = await sameSession(url)
    await session.say("begin")
    assert.strictEqual(outcome(await session.run(remove(Titles, uid))), "done")
    const inserting = others.query(`insert into shelf.headings (uid, title) values ('${uid}', 'c')`)
    await untilWaiting(direct)
    await session.say("commit")
    await inserting
    await session.close()
    assert.deepStrictEqual(
      (await trail()).map(([version, op]) => [version, op]),
      [
        ["1", "create"],
        ["2", "delete"],
        ["3", "create"]
      ]
    )
    assert.deepStrictEqual(await direct.query("select version from shelf.headings"), [["3"]])
  })

  test("verifySchema has nothing to say of these triggers", async () => {
    const found = await Effect.runPromise(verifySchema(Api.make("shelf", { resources: [Titles] }), { url }))
    assert.deepStrictEqual(found, [])
  })

  test.each(kinds)("under a storm of both no version is left out or comes twice: $name", async (...kind) => {
    const [resource] = kind
    const table = `shelf.${resource.table.name}`
    const records = Array.from({ length: 4 }, (_, n) => `0198a000-0000-7000-8000-00000000000${n}`)
    const another = await connect(url)
    const theirsAt = (n: number): string => {
      const record = records[n % 4] ?? uid
      if (n % 5 === 0) return `delete from ${table} where uid = '${record}'`
      return insert(kind, `theirs ${n}`, record, " on conflict (uid) do update set title = excluded.title")
    }
    const theirWrites = async (direct: Direct, from: number) => {
      for (let n = from; n < from + 60; n++) await direct.query(theirsAt(n))
    }
    const ourWrites = async (from: number) => {
      for (let n = from; n < from + 60; n++) {
        const record = records[n % 4] ?? uid
        const command =
          n % 3 === 0 ? remove(resource, record) : replace(resource, record, { title: `ours ${n}` })
        const told = outcome(await opened.run(command))
        assert.include(["done", "RecordNotFound", "StoreBusy"], told)
      }
    }
    await Promise.all([
      theirWrites(others, 0),
      theirWrites(another, 7),
      ourWrites(3),
      ourWrites(100),
      ourWrites(200)
    ])
    await another.close()
    const faults = `with ordered as (
      select c.*, lag(version, 1, 0::bigint) over w as earlier, lead(version) over w is null as "last"
      from audit.change c window w as (partition by uid order by version))
    select o.uid, o.version, o.op from ordered o left join ${table} t on t.uid::text = o.uid
    where o.version <> o.earlier + 1 or ("last" and (o.after ->> 'title') is distinct from t.title)${resource.audit.version === null ? "" : ` or ("last" and t.version is distinct from case when o.op <> 'delete' then o.version end)`}`
    assert.deepStrictEqual(await direct.query(faults), [])
    const [[count] = []] = await direct.query("select count(*) from audit.change")
    assert.isAbove(Number(count), 200)
  })
})
