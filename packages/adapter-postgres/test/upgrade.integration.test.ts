// @effect-diagnostics asyncFunction:off
/** Trails that an older PGCrest made, brought to today's form by running audit.sql again. */
import { Api } from "@pgcrest/core"
import { verifySchema } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import { Client } from "pg"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { history, replace, update } from "./commands.ts"
import { connect, type Direct, json, makeDatabase, openStore, outcome, servers, sqlFile } from "./database.ts"
import { Books, Notes } from "./shelf.ts"

/** The first form: a position and a hash in each change, and no tombstones. */
const first = `drop schema audit cascade;
create schema audit;
create table audit.change (
  resource text collate "C" not null, uid text collate "C" not null, version bigint not null check (version > 0), op text collate "C" not null check (op in ('create', 'update', 'delete')), at timestamptz not null,
  actor text not null, request_id text, reason text, trace_id text, before jsonb, after jsonb, sealed jsonb, salt bytea, sealed_hash bytea,
  prev_hash bytea, hash bytea check (octet_length(hash) = 32), tx xid8 not null default pg_current_xact_id(), pos xid8 not null check (pos >= tx),
  primary key (resource, uid, at, version)) partition by range (at);
create index change_resource_at_idx on audit.change (resource, at);
create index change_deleted_idx on audit.change (resource, at) where op = 'delete';
create index change_feed_idx on audit.change (pos, resource, uid, version);
create table audit.change_202511 partition of audit.change for values from ('2025-11-01Z') to ('2025-12-01Z');
create table audit.change_default partition of audit.change default;
create unique index change_default_version_key on audit.change_default (resource, uid, version);
insert into shelf.books values ('0198a000-0000-7000-8000-000000000001', 'alive', null, null, 0, '{}', null, null, null, 1, now(), now(), 'ann', 'ann');
insert into audit.change (resource, uid, version, op, at, actor, after, pos) values
  ('books', '0198a000-0000-7000-8000-000000000001', 1, 'create', now(), 'ann', '{"title": "alive", "creator_uid": "ann"}', pg_current_xact_id()),
  ('books', '0198a000-0000-7000-8000-000000000002', 1, 'create', now(), 'ann', '{"title": "dead", "creator_uid": "ann"}', pg_current_xact_id()),
  ('books', '0198a000-0000-7000-8000-000000000002', 2, 'delete', now(), 'ann', null, pg_current_xact_id());`

const [alive, dead] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]

describe.each(servers())("on %s, audit.sql over a trail of the first form", (_, template) => {
  let direct: Direct
  let url: string
  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(first)
  })
  afterAll(() => direct.close())

  const shelf = Api.make("shelf", { resources: [Books, Notes] })
  const faults = async () =>
    (await Effect.runPromise(verifySchema(shelf, { url })))
      .filter(({ severity }) => severity === "error")
      .map(({ message }) => message)
  const trail = () =>
    direct.query("select resource, uid, version, op, after::text from audit.change order by uid, version")

  test("mends what verifySchema tells, keeps every change, and can be run again", async () => {
    assert.includeMembers(await faults(), [
      "audit.change.pos is not null and is not written any more: run sql/audit.sql",
      "audit.life is missing: run sql/audit.sql",
      "audit.change_202511 has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql"
    ])
    const before = await trail()
    for (const _ of ["once", "again"]) {
      await direct.query(await sqlFile("audit.sql"))
      assert.deepStrictEqual(await faults(), [])
      assert.deepStrictEqual(await trail(), before)
    }
  })

  test("leaves no check that each statement would have to read from its text", async () => {
    assert.deepStrictEqual(
      await direct.query(
        "select conname from pg_constraint where contype = 'c' and connamespace = 'audit'::regnamespace"
      ),
      []
    )
  })

  test("lets every record count on, the deleted too, across a boundary of partitions", async () => {
    await direct.query(
      "create table audit.change_209901 partition of audit.change for values from ('2099-01-01Z') to ('2099-02-01Z'); create unique index on audit.change_209901 (resource, uid, version);"
    )
    const opened = await openStore({ url })
    const at = "2099-01-02T00:00:00Z"
    assert.strictEqual(outcome(await opened.run(update(Books, alive, { title: "x" }, { at }))), "done")
    assert.strictEqual(outcome(await opened.run(replace(Books, dead, { title: "y" }, { at }))), "done")
    const versions = async (uid: string) =>
      json(await opened.run(history(Books, uid))).map(({ version }) => version)
    assert.deepStrictEqual(
      [await versions(alive), await versions(dead)],
      [
        [2, 1],
        [3, 2, 1]
      ]
    )
    await opened.close()
  })
})

/** The form that had tombstones and no ids but the request's, all of it in the default partition. */
const second = `drop schema audit cascade;
create schema audit;
create table audit.change (
  resource text collate "C" not null, uid text collate "C" not null, version bigint not null, op text collate "C" not null, at timestamptz not null,
  actor text not null, request_id text, reason text, trace_id text, before jsonb, after jsonb, sealed jsonb, salt bytea, sealed_hash bytea,
  tx xid8 not null default pg_current_xact_id()) partition by range (at);
create table audit.change_default partition of audit.change default;
create unique index change_default_version_key on audit.change_default (resource, uid, version);
create table audit.life (resource text collate "C" not null, uid text collate "C" not null, version bigint not null, at timestamptz not null,
  primary key (resource, uid)) with (fillfactor = 80);`

const threeMonths = `insert into audit.change (resource, uid, version, op, at, actor, request_id, before, after)
  select 'books', 'u' || n % 50, 1 + n / 50, case n / 50 when 0 then 'create' when 5 then 'delete' else 'update' end, now() - interval '1 month' + n / 50 * interval '15 days',
    'ann', 'r' || n, case n % 7 when 0 then jsonb_build_object('title', 'found') end, case when n < 250 then jsonb_build_object('title', repeat('x', n)) end
  from generate_series(0, 299) as n;`

/** The form whose health told otherwise. */
const third = `drop function audit.health();
create function audit.health() returns table (fact text, subject text, amount bigint, alarm boolean) language sql as
  $$ select 'months', 'audit.change', 0::bigint, false $$;`

describe.each(servers())("on %s, audit.sql and then audit.maintain()", (_, template) => {
  test.each([
    ["the first form", first],
    ["the second form", `${second} ${threeMonths}`],
    ["the third form", `${third} ${threeMonths}`],
    ["today's form", threeMonths]
  ])("over %s lose nothing, in any order and again", async (_name, made) => {
    const direct = await connect(await makeDatabase(template))
    await direct.query(made)
    const all = () =>
      direct.query(
        "select resource, uid, version, op, at, actor, request_id, before, after, tx from audit.change order by resource, uid, version"
      )
    const before = await all()
    const tombstones = () => direct.query("select * from audit.life order by resource, uid")
    const upgrade = await sqlFile("audit.sql")
    const steps = [
      upgrade,
      upgrade,
      "select from audit.maintain();",
      "select from audit.maintain();",
      upgrade
    ]
    await direct.query(upgrade)
    const life = await tombstones()
    for (const step of steps) {
      await direct.query(step)
      assert.deepStrictEqual(await all(), before)
      assert.deepStrictEqual(await tombstones(), life)
    }
    assert.deepStrictEqual(await direct.query("select sentence from audit.health() where alarm"), [])
    const twice: unknown = await direct
      .query("insert into audit.change select * from audit.change where version = 1")
      .catch((cause: unknown) => cause)
    assert.deepInclude(twice, { code: "23505" })
    await direct.close()
  })
})

test.each(servers())("audit.sql makes a new trail on %s without a word", async (_, template) => {
  const client = new Client({ connectionString: await makeDatabase(template) })
  await client.connect()
  await client.query("drop schema audit cascade")
  const notices: Array<string | undefined> = []
  client.on("notice", ({ message }) => notices.push(message))
  await client.query(await sqlFile("audit.sql"))
  await client.end()
  assert.deepStrictEqual(notices, [])
})
