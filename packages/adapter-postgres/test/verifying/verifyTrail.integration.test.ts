// @effect-diagnostics asyncFunction:off
/** Each fault of a trail, made to happen. */
import { outOfBand, verifyTrail } from "@pgcrest/adapter-postgres"
import { Api, type AuditedCommand, Field, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, createMany, remove, replace, update, updateMany } from "../commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, outcome, servers } from "../database.ts"
import { Books, everyone, unaudited } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
const november = "2026-11-30T12:00:00Z"
const december = "2026-12-01T12:00:00Z"
const Titles = Resource.make("headings", { table: "shelf.headings", ...everyone })
const Twice = Resource.make("twice", { table: "shelf.headings", ...everyone, trail: { counted: true } })
const Bare = Resource.make("bare", { table: "shelf.bare", ...everyone, audit: unaudited })
const Seats = Resource.make("seats", {
  table: "shelf.seats",
  uid: null,
  key: ["hall", "number"],
  fields: { hall: Field.text, number: Field.integer },
  audit: unaudited,
  access: { list: everyone.access.list, create: everyone.access.create, delete: everyone.access.delete }
})
const Patients = Resource.make("patients", {
  table: "shelf.patients",
  fields: {
    ward: Field.text,
    name: Field.sealed(Field.text),
    born: Field.optional(Field.sealed(Field.date))
  },
  audit: unaudited,
  access: everyone.access
})
const apiOf = (...resources: ReadonlyArray<Resource.Resource>) => Api.make("shelf", { resources })

const tables = `create table shelf.bare (uid uuid primary key, title text not null);
create table shelf.seats (hall text, number integer, primary key (hall, number));
create table shelf.patients (uid uuid primary key, ward text not null, name text not null, born date);
create table audit.change_202611 partition of audit.change for values from ('2026-11-01Z') to ('2026-12-01Z');
create unique index change_202611_version_key on audit.change_202611 (resource, uid, version);
create table audit.change_202612 partition of audit.change for values from ('2026-12-01Z') to ('2027-01-01Z');
create unique index change_202612_version_key on audit.change_202612 (resource, uid, version);
do $$ begin create role verifier login password 'x'; exception when duplicate_object then null; end $$;
grant usage on schema shelf, audit to verifier;
grant select on all tables in schema shelf to verifier;
grant select on audit.change, audit.life to verifier;`

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let opened: Opened
  let url: string
  let reader: string

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(tables)
    reader = Object.assign(new URL(url), { username: "verifier", password: "x" }).href
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query(
      "truncate shelf.books, shelf.headings, shelf.bare, shelf.seats, shelf.patients, audit.change, audit.life;"
    )
    opened = await openStore({ url, connections: 2 })
  })
  afterEach(() => opened.close())

  const done = async (command: AuditedCommand) =>
    assert.strictEqual(outcome(await opened.run(command)), "done")
  /** What is found by a role that may only read, without what each fault has besides. */
  const verify = async (
    ...resources: ReadonlyArray<Resource.Resource>
  ): Promise<ReadonlyArray<Readonly<Record<string, unknown>>>> => {
    const found = await Effect.runPromise(
      Stream.runCollect(
        verifyTrail(apiOf(...(resources.length === 0 ? [Titles] : resources)), { url: reader })
      )
    )
    return found.map(({ message, severity: _severity, ...fault }) => {
      assert.notMatch(message, /undefined|null|object/u)
      return fault
    })
  }
  const life = async (resource: Resource.Resource) => {
    await done(replace(resource, uid, { title: "a" }, { at: november }))
    await done(update(resource, uid, { title: "b" }, { at: november }))
    await done(update(resource, uid, { title: "c" }, { at: december }))
  }
  const of = (resource = "headings") => ({ resource, uid })

  test.each([Titles, Twice, Bare])(
    "finds nothing where $name was written by PGCrest alone",
    async (resource) => {
      await life(resource)
      await done(create(resource, { title: "x" }))
      await done(createMany(resource, [{ title: "y" }, { title: "z" }]))
      await done(updateMany(resource, { title: "all" }, undefined, december))
      await done(remove(resource, uid, { at: december }))
      await done(replace(resource, uid, { title: "again" }, { at: december }))
      await done(replace(resource, other, { title: "gone" }, { at: december }))
      await done(remove(resource, other, { at: december }))
      assert.deepStrictEqual(await verify(resource), [])
    }
  )

  test("finds nothing wrong with records of every kind of field, nor where several fields identify one", async () => {
    await done(
      create(Books, {
        title: "x",
        isbn: "1",
        price: "10.50",
        tags: ["a", null],
        details: { a: [1.0] },
        secret: "s"
      })
    )
    const [[book] = []] = await direct.query("select uid from shelf.books")
    await done(update(Books, String(book), { price: "10.5", secret: "t" }))
    assert.deepStrictEqual(await verify(Books), [])
    const seat = String.raw`["the \"red\"", 7]`
    await done(create(Seats, { hall: 'the "red"', number: 7 }, seat))
    await done(create(Seats, { hall: "blue", number: 10 }, `["blue", 10]`))
    await done(remove(Seats, `["blue", 10]`))
    assert.deepStrictEqual(await verify(Seats), [])
    await direct.query("insert into shelf.seats values ('blue', 9)")
    await direct.query("delete from shelf.seats where number = 7")
    assert.deepStrictEqual(await verify(Seats), [
      { _tag: "RowUnrecorded", resource: "seats", uid: `["blue", 9]` },
      { _tag: "RowGone", resource: "seats", uid: seat, recorded: "1" }
    ])
  })

  test("finds a value that was changed past PGCrest, by psql or in the trail", async () => {
    await life(Titles)
    await direct.query("update shelf.headings set title = 'flipped', last_updater_uid = 'eve'")
    const flipped = { _tag: "RowDiffers", ...of(), version: "3", fields: ["last_updater_uid", "title"] }
    assert.deepStrictEqual(await verify(), [flipped])
    await done(update(Titles, uid, { title: "d" }, { at: december }))
    assert.deepStrictEqual(await verify(), [])
    await direct.query(
      `update audit.change set after = jsonb_set(after, '{title}', '"lie"') where version = 4`
    )
    assert.deepStrictEqual(await verify(), [{ ...flipped, version: "4", fields: ["title"] }])
  })

  test("finds what is sealed and was changed past PGCrest, in the table or in the trail", async () => {
    const fields = { ward: "a", name: "Ann “Ä”", born: "1990-01-02" }
    await done(replace(Patients, uid, fields, { at: november }))
    await done(update(Patients, uid, { born: null }, { at: december }))
    assert.deepStrictEqual(await verify(Patients), [])
    await direct.query("update shelf.patients set name = 'Eve', born = '1991-01-01', ward = 'b'")
    const of = { resource: "patients", uid }
    const differs = { _tag: "RowDiffers", ...of, version: "2", fields: ["born", "name", "ward"] }
    assert.deepStrictEqual(await verify(Patients), [differs])
    await direct.query(
      `update audit.change set after = after || '{"ward": "b"}', sealed = '{"name": "Eve", "born": "1991-01-01"}' where version = 2`
    )
    const altered = { _tag: "SealedAltered", ...of }
    assert.deepStrictEqual(await verify(Patients), [{ ...altered, version: "2" }])
    // Erased as docs/audit.md says it, and with the salt left.
    await direct.query("update audit.change set sealed = null, salt = null where version = 2")
    assert.deepStrictEqual(await verify(Patients), [])
    for (const half of ["sealed = null", "salt = null", "sealed_hash = null"]) {
      await direct.query(`begin; create table shelf.kept as select * from audit.change;
        update audit.change set ${half} where version = 1; commit;`)
      assert.deepStrictEqual(await verify(Patients), [{ ...altered, version: "1" }], half)
      await direct.query(
        "delete from audit.change; insert into audit.change select * from shelf.kept; drop table shelf.kept;"
      )
    }
    await done(remove(Patients, uid, { at: december }))
    assert.deepStrictEqual(await verify(Patients), [])
  })

  const Labels = Resource.make("labels", { table: "shelf.headings", ...everyone })
  const BareLabels = Resource.make("labels", { table: "shelf.bare", ...everyone, audit: unaudited })

  test("takes a record's changes together where two resources are of its table", async () => {
    await done(replace(Titles, uid, { title: "a" }, { at: november }))
    await done(update(Labels, uid, { title: "b" }, { at: november }))
    await done(update(Titles, uid, { title: "c" }, { at: december }))
    await done(replace(Labels, other, { title: "d" }, { at: december }))
    const third = "0198a000-0000-7000-8000-000000000003"
    await done(replace(Titles, third, { title: "e" }, { at: november }))
    await done(remove(Labels, third, { at: december }))
    assert.deepStrictEqual(await verify(Titles, Labels), [])
    assert.deepStrictEqual(await verify(Labels, Titles), [])
    await direct.query(outOfBand(apiOf(Titles, Labels)))
    await direct.query("update shelf.headings set title = title || '!'")
    await direct.query("drop function audit.headings_changes, audit.headings_numbers cascade;")
    assert.deepStrictEqual(
      (await verify(Titles, Labels)).filter(({ _tag }) => _tag !== "DefaultPartitionUsed"),
      []
    )
    await done(replace(Labels, third, { title: "f" }, { at: december }))
    assert.deepStrictEqual(
      (await verify(Titles, Labels)).filter(({ _tag }) => _tag !== "DefaultPartitionUsed"),
      []
    )
  })

  test("finds what neither of two resources of a table has recorded", async () => {
    await done(replace(Titles, uid, { title: "a" }, { at: november }))
    await done(update(Labels, uid, { title: "b" }, { at: november }))
    await done(update(Titles, uid, { title: "c" }, { at: december }))
    await direct.query(`insert into shelf.headings values ('${other}', 'x', 1, now(), now(), null, null)`)
    await direct.query("update shelf.headings set title = 'y' where title = 'c'")
    const unrecorded = { _tag: "RowUnrecorded", resource: "headings", uid: other }
    const differs = { _tag: "RowDiffers", ...of(), version: "3", fields: ["title"] }
    assert.deepStrictEqual(await verify(Titles, Labels), [unrecorded, differs])
    await direct.query("delete from audit.change where version = 2")
    const missing = { _tag: "VersionsMissing", ...of(), first: "2", last: "2" }
    assert.deepStrictEqual(await verify(Titles, Labels), [unrecorded, missing, differs])
  })

  test("says that it compares no rows of a table whose resources count apart", async () => {
    await done(replace(Bare, uid, { title: "a" }, { at: november }))
    await done(update(BareLabels, uid, { title: "b" }, { at: november }))
    await done(remove(Bare, uid, { at: december }))
    await direct.query(`insert into shelf.bare values ('${other}', 'x')`)
    assert.deepStrictEqual(await verify(Bare, BareLabels), [
      { _tag: "TableShared", resource: "bare", others: ["labels"] },
      { _tag: "RowUnrecorded", resource: "bare", uid: other },
      { _tag: "TableShared", resource: "labels", others: ["bare"] }
    ])
  })

  test("finds what a trigger does behind our back", async () => {
    await direct.query(`create function shelf.meddle() returns trigger language plpgsql as
      'begin update shelf.headings set title = upper(title) where uid = new.uid; return null; end';
      create trigger meddler after insert on shelf.headings for each row execute function shelf.meddle();`)
    await done(create(Titles, { title: "quiet" }, uid))
    await direct.query("drop trigger meddler on shelf.headings; drop function shelf.meddle();")
    assert.deepStrictEqual(await verify(), [{ _tag: "RowDiffers", ...of(), version: "1", fields: ["title"] }])
  })

  test("finds rows that no change tells of, and a whole history that was removed", async () => {
    await life(Titles)
    await direct.query(`insert into shelf.headings values ('${other}', 'x', 1, now(), now(), null, null)`)
    const unrecorded = { _tag: "RowUnrecorded", resource: "headings" }
    assert.deepStrictEqual(await verify(), [{ ...unrecorded, uid: other }])
    await direct.query(`delete from audit.change where uid = '${uid}'`)
    assert.deepStrictEqual(await verify(), [
      { ...unrecorded, uid },
      { ...unrecorded, uid: other }
    ])
  })

  test("takes what was there before a table was adopted for what it is", async () => {
    const since = { table: "shelf.headings", ...everyone, adopted: "2020-01-01T00:00:00Z" }
    const Adopted = Resource.make("headings", since)
    const AdoptedBare = Resource.make("bare", { ...since, table: "shelf.bare", audit: unaudited })
    await direct.query(`insert into shelf.headings values ('${uid}', 'x', 4, '2019-12-31Z', now(), null, null), ('${other}', 'x', 1, '2020-01-01Z', now(), null, null);
      insert into shelf.bare values ('${uid}', 'x');`)
    assert.deepStrictEqual(await verify(Adopted), [
      { _tag: "RowUnrecorded", resource: "headings", uid: other }
    ])
    assert.deepStrictEqual(await verify(AdoptedBare), [])
    await done(update(Adopted, uid, { title: "y" }))
    await direct.query(`delete from shelf.headings where uid = '${other}'`)
    assert.deepStrictEqual(await verify(Adopted), [])
  })

  test("finds a change that was removed, one that comes twice, and nothing in what retention left", async () => {
    await life(Titles)
    await direct.query("delete from audit.change where version = 2")
    assert.deepStrictEqual(await verify(), [{ _tag: "VersionsMissing", ...of(), first: "2", last: "2" }])
    await direct.query("delete from audit.change where version = 1")
    assert.deepStrictEqual(await verify(), [])
    await direct.query(
      `insert into audit.change (resource, uid, version, op, at, actor, after) select resource, uid, version, op, '${november}', actor, after from audit.change`
    )
    assert.deepStrictEqual(await verify(), [{ _tag: "VersionRepeated", ...of(), version: "3" }])
  })

  test("finds a version twice over a month's edge, as a restored table leaves it", async () => {
    await done(replace(Titles, uid, { title: "a" }, { at: november }))
    await done(update(Titles, uid, { title: "b" }, { at: november }))
    await direct.query(
      "update shelf.headings set title = 'a', version = 1, last_updated_at = '2026-11-30T11:00:00Z'"
    )
    assert.deepStrictEqual(await verify(), [{ _tag: "RowBehind", ...of(), version: "1", recorded: "2" }])
    await done(update(Titles, uid, { title: "c" }, { at: december }))
    assert.deepStrictEqual(await verify(), [{ _tag: "VersionRepeated", ...of(), version: "2" }])
  })

  test("finds that the end of a history was cut, by the row or by its count", async () => {
    await life(Titles)
    await direct.query("delete from audit.change where version = 3")
    assert.deepStrictEqual(await verify(), [{ _tag: "RowAhead", ...of(), version: "3", recorded: "2" }])
    await life(Bare)
    await direct.query("delete from audit.change where resource = 'bare' and version = 3")
    const bare = of("bare")
    assert.deepStrictEqual(await verify(Bare), [
      { _tag: "RowDiffers", ...bare, version: "2", fields: ["title"] },
      { _tag: "CountAhead", ...bare, counted: "3", recorded: "2" }
    ])
  })

  test("finds the same of what was deleted, and notes a tombstone that is all that is left", async () => {
    await life(Titles)
    await done(remove(Titles, uid, { at: december }))
    await direct.query("delete from audit.change where version = 4")
    assert.deepStrictEqual(await verify(), [
      { _tag: "RowGone", ...of(), recorded: "3" },
      { _tag: "CountAhead", ...of(), counted: "4", recorded: "3" }
    ])
    await direct.query("delete from audit.change")
    const found = await Effect.runPromise(Stream.runCollect(verifyTrail(apiOf(Titles), { url })))
    assert.deepStrictEqual(found, [
      {
        _tag: "HistoryGone",
        ...of(),
        counted: "4",
        severity: "note",
        message: `Note: headings ${uid} was deleted (version 4) and has no change any more: retention removed them, or somebody did`
      }
    ])
  })

  test("finds what was deleted or made again past PGCrest", async () => {
    await life(Titles)
    await done(replace(Titles, other, { title: "x" }, { at: november }))
    await done(remove(Titles, other, { at: november }))
    await direct.query(
      `delete from shelf.headings; insert into shelf.headings values ('${other}', 'x', 1, now(), now(), null, null);`
    )
    assert.deepStrictEqual(await verify(), [
      { _tag: "RowGone", ...of(), recorded: "3" },
      { _tag: "RowAfterDelete", resource: "headings", uid: other, recorded: "2" }
    ])
  })

  test("finds a count that is behind its trail, or lost", async () => {
    await life(Bare)
    const behind = { _tag: "CountBehind", ...of("bare"), recorded: "3" }
    await direct.query("update audit.life set version = 2")
    assert.deepStrictEqual(await verify(Bare), [{ ...behind, counted: "2" }])
    await direct.query("truncate audit.life;")
    assert.deepStrictEqual(await verify(Bare), [{ ...behind, counted: null }])
    await life(Titles)
    await done(remove(Titles, uid, { at: december }))
    await direct.query("delete from audit.life where resource = 'headings'")
    assert.deepStrictEqual(await verify(), [{ _tag: "CountBehind", ...of(), counted: null, recorded: "4" }])
  })

  test("finds instants that run backwards, and notes changes for which no month was made", async () => {
    await life(Titles)
    await direct.query("update audit.change set at = '2026-11-30T11:59:00Z' where version = 2")
    assert.deepStrictEqual(await verify(), [{ _tag: "InstantBackwards", ...of(), version: "2" }])
    await direct.query("update audit.change set at = '2026-11-30T12:00:00Z' where version = 2")
    await done(update(Titles, uid, { title: "d" }, { at: "2027-01-01T00:00:00Z" }))
    assert.deepStrictEqual(await verify(), [
      { _tag: "DefaultPartitionUsed", resource: "headings", changes: 1 }
    ])
  })

  test("compares what a change knows: a field that came later is none of it", async () => {
    await life(Titles)
    await direct.query(`update audit.change set after = after - 'last_updater_uid' || '{"former": 1}'`)
    assert.deepStrictEqual(await verify(), [])
  })

  test("finds nothing where triggers record what others write", async () => {
    await direct.query(outOfBand(apiOf(Titles, Bare)))
    for (const resource of [Titles, Bare]) {
      const table = `shelf.${resource.table.name}`
      await life(resource)
      await direct.query(`update ${table} set title = 'psql'`)
      await direct.query(`insert into ${table} (uid, title) values ('${other}', 'new')`)
      await direct.query(
        `update ${table} set title = title || '!'; delete from ${table} where uid = '${uid}';`
      )
      await done(replace(resource, uid, { title: "back" }, { at: december }))
      assert.deepStrictEqual(
        (await verify(resource)).filter(({ _tag }) => _tag !== "DefaultPartitionUsed"),
        []
      )
    }
    for (const name of ["headings", "bare"])
      await direct.query(`drop function if exists audit.${name}_changes, audit.${name}_numbers cascade;`)
  })

  /** What is found of a version that psql writes, and after the next write of ours; and all versions that are recorded. */
  const numbered = async (statement: string, next?: string) => {
    const faults = async () =>
      (await verify()).flatMap(({ _tag, first, last }) =>
        _tag === "DefaultPartitionUsed" ? [] : [first === undefined ? _tag : `${_tag} ${first} to ${last}`]
      )
    await direct.query("truncate shelf.headings, audit.change, audit.life")
    if (statement.startsWith("update")) await done(replace(Titles, uid, { title: "a" }))
    await direct.query(statement)
    const found = await faults()
    await done(update(Titles, uid, { title: "c" }, next === undefined ? {} : { at: next }))
    const versions = (await direct.query("select version from audit.change order by version")).flat()
    return [found, versions.join(" "), await faults()]
  }
  const later = "2040-01-01T00:00:00Z"
  const updated = (version: string) => `update shelf.headings set title = 'b', version = ${version}`
  const inserted = (version: number) =>
    `insert into shelf.headings values ('${uid}', 'x', ${version}, now(), now(), null, null)`

  test("finds versions that others set, until the next write of ours counts on", async () => {
    for (const version of ["0", "-3"])
      assert.deepStrictEqual(await numbered(updated(version)), [["RowBehind"], "1 2", []])
    const inAnotherMonth = [["RowBehind"], "1 1", ["VersionRepeated"]]
    assert.deepStrictEqual(await numbered(updated("0"), later), inAnotherMonth)
    assert.deepStrictEqual(await numbered(updated("version + 10")), [
      ["RowAhead"],
      "1 12",
      ["VersionsMissing 2 to 11"]
    ])
  })

  test("triggers count an update that sets its version back, and keep one that is ahead, and that of an insert", async () => {
    await direct.query(outOfBand(apiOf(Titles)))
    for (const version of ["0", "-3"])
      assert.deepStrictEqual(await numbered(updated(version), later), [[], "1 2 3", []])
    const missing = ["VersionsMissing 2 to 10"]
    assert.deepStrictEqual(await numbered(updated("version + 10"), later), [missing, "1 11 12", missing])
    assert.deepStrictEqual(await numbered(inserted(0), later), [[], "0 1", []])
    assert.deepStrictEqual(await numbered(inserted(11), later), [[], "11 12", []])
    assert.deepStrictEqual(await numbered(inserted(-3), later), [[], "-3 1", ["VersionsMissing -2 to 0"]])
    await direct.query("drop function audit.headings_changes, audit.headings_numbers cascade;")
  })

  test("writes meanwhile are no faults, and all is told, batch after batch, in order", async () => {
    await direct.query(`insert into shelf.bare select gen_random_uuid(), 'x' from generate_series(1, 12000);
      insert into audit.change (resource, uid, version, op, at, actor, after) select 'bare', uid, v, 'create', '${november}', 'x', jsonb_build_object('uid', uid, 'title', 'x') from shelf.bare, generate_series(1, 2) v;
      insert into audit.life select 'bare', uid, 2, '${november}' from shelf.bare;
      update shelf.bare set title = 'y' where uid::text < '8'; delete from audit.change where uid >= 'c';`)
    const writer = { isAtWork: true }
    const writing = (async () => {
      for (let n = 0; writer.isAtWork; n++) await opened.run(create(Bare, { title: `${n}` }))
    })()
    const found = await verify(Bare).finally(() => (writer.isAtWork = false))
    await writing
    const [[differing, unrecorded] = []] = await direct.query(
      "select count(*) filter (where uid::text < '8'), count(*) filter (where uid::text >= 'c') from shelf.bare where title in ('x', 'y')"
    )
    const tally = (tag: string) => found.filter(({ _tag }) => _tag === tag).length
    assert.deepStrictEqual(
      [tally("RowDiffers"), tally("RowUnrecorded"), found.length],
      [Number(differing), Number(unrecorded), Number(differing) + Number(unrecorded)]
    )
    const uids = found.flatMap(({ _tag, uid: told }) => (_tag === "RowDiffers" ? [told] : []))
    assert.deepStrictEqual(uids, uids.toSorted())
  })
})
