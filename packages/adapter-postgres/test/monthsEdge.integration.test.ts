// @effect-diagnostics asyncFunction:off
/** Storms of writes whose clocks stand on both sides of a boundary between two partitions of the trail. */
import { type AuditedCommand, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { assert, describe, test } from "vitest"
import { commandOf } from "./storms.ts"
import { connect, type Direct, makeDatabase, openStore, outcome, servers } from "./database.ts"
import { everyone } from "./shelf.ts"

const uids = Number(process.env["PGCREST_EDGE_UIDS"] ?? 200)
const writes = 20

const tables = `create table shelf.bare (uid uuid primary key, title text not null);
create table shelf.counted (uid uuid primary key, title text not null, version bigint not null);`
const partitions = `${tables}
create table audit.change_202611 partition of audit.change for values from ('2026-11-01Z') to ('2026-12-01Z');
create unique index change_202611_version_key on audit.change_202611 (resource, uid, version);
create table audit.change_202612 partition of audit.change for values from ('2026-12-01Z') to ('2027-01-01Z');
create unique index change_202612_version_key on audit.change_202612 (resource, uid, version);`

const gone = {
  created_at: false,
  last_updated_at: false,
  creator_uid: false,
  last_updater_uid: false
} as const
const Bare = Resource.make("bare", {
  table: "shelf.bare",
  fields: everyone.fields,
  access: everyone.access,
  audit: { ...gone, version: false }
})
const Counted = Resource.make("counted", { table: "shelf.counted", ...everyone, audit: gone })
const Titles = Resource.make("headings", { table: "shelf.headings", ...everyone })
const Twice = Resource.make("counted-twice", {
  table: "shelf.headings",
  ...everyone,
  trail: { counted: true }
})

/** Every fault of the trail: versions that come twice or are left out, instants that run backwards, rows that disagree. */
const faults = (direct: Direct, { name, table, audit }: Resource.Resource) =>
  direct.query(`with ordered as (select c.uid, c.version, c.op, c.at, lag(c.version, 1, 0::bigint) over w as version_before, lag(c.at, 1, c.at) over w as at_before,
    last_value(c.version) over (w rows between unbounded preceding and unbounded following) as newest,
    last_value(c.op) over (w rows between unbounded preceding and unbounded following) as last_op
  from audit.change c where c.resource = '${name}' window w as (partition by c.uid order by c.version, c.at))
select o.uid, o.version, o.op, o.at from ordered o left join shelf.${table.name} b on b.uid::text = o.uid
where o.version <> o.version_before + 1 or o.at < o.at_before or (b.uid is null) <> (o.last_op = 'delete')
  ${audit.version === null ? "" : "or b.version <> o.newest"} limit 5`)

describe.each(servers())("on %s, with clocks a minute apart around the end of a month", (_, template) => {
  test.each([Titles, Counted, Bare, Twice])(
    `${uids} uids under ${writes} writes each at once count every change of $name once, and go on`,
    async (resource) => {
      const url = await makeDatabase(template)
      const direct = await connect(url)
      await direct.query(partitions)
      const opened = await openStore({ url, connections: 8 })
      const run = (command: AuditedCommand) => Effect.result(opened.store.run(command))
      const all = Array.from({ length: uids * writes }, (_, n) =>
        commandOf(resource, n, Math.floor(n / writes))
      )
      const answers = await Effect.runPromise(Effect.all(all.map(run), { concurrency: 32 }))
      const told = new Set(answers.map(outcome))
      assert.isTrue(
        [...told].every((one) => ["done", "RecordNotFound"].includes(one)),
        [...told].join()
      )
      assert.deepStrictEqual(await faults(direct, resource), [])
      // Whoever comes later, with either clock, can still write every record.
      const again = Array.from({ length: uids * 2 }, (_, n) => commandOf(resource, n * 3, Math.floor(n / 2)))
      const later = await Effect.runPromise(Effect.all(again.map(run), { concurrency: 8 }))
      assert.deepStrictEqual([...new Set(later.map(outcome))], ["done"])
      assert.deepStrictEqual(await faults(direct, resource), [])
      const used = await direct.query("select count(distinct tableoid) from audit.change")
      assert.deepStrictEqual(used, [["2"]])
      await opened.close()
      await direct.close()
    },
    180_000
  )
})

describe.each(servers())("on %s, while the default partition is taken apart", (_, template) => {
  test.each([Titles, Counted, Bare])(
    "no write of $name fails or counts twice, whoever maintains",
    async (resource) => {
      const url = await makeDatabase(template)
      const [direct, first, second] = await Promise.all([connect(url), connect(url), connect(url)])
      await direct.query(`${tables} select audit.maintain(3, '2023-01-15Z');
insert into audit.change (resource, uid, version, op, at, actor) values ('old', 'a', 1, 'delete', '2023-02-01Z', 'ann'), ('old', 'b', 1, 'delete', '2023-03-01Z', 'ann');`)
      const opened = await openStore({ url, connections: 8 })
      let answered = 0
      const run = (command: AuditedCommand) =>
        Effect.result(opened.store.run(command)).pipe(Effect.tap(() => Effect.sync(() => answered++)))
      const all = Array.from({ length: 200 * writes }, (_, n) =>
        commandOf(resource, n, Math.floor(n / writes))
      )
      const storm = Effect.runPromise(Effect.all(all.map(run), { concurrency: 32 }))
      const until = async (share: number): Promise<void> => {
        if (answered >= all.length * share) return
        await direct.query("select 1")
        return until(share)
      }
      const maintain = (by: Direct, today: string) =>
        by.query("select done, partition from audit.maintain(3, $1)", [today])
      // Both clocks' months at once from two sessions; then one month more, and older ones as a year.
      await until(0.2)
      const taken = await Promise.all([
        maintain(first, "2026-11-30T23:59:59Z"),
        maintain(second, "2026-11-30T23:59:59Z")
      ])
      assert.deepInclude(taken.flat(), ["taken", "audit.change_202611"])
      await until(0.5)
      assert.lengthOf(await maintain(first, "2026-12-31Z"), 1)
      await until(0.6)
      assert.deepStrictEqual(await second.query("select audit.merge_year('2026-12-31Z')"), [
        ["audit.change_2023"]
      ])
      assert.isBelow(answered, all.length)
      const told = new Set((await storm).map(outcome))
      assert.isTrue(
        [...told].every((one) => ["done", "RecordNotFound"].includes(one)),
        [...told].join()
      )
      assert.deepStrictEqual(await faults(direct, resource), [])
      assert.deepStrictEqual(await direct.query("select count(*) from audit.change_default"), [["0"]])
      await opened.close()
      await Promise.all([direct, first, second].map((one) => one.close()))
    },
    180_000
  )
})
