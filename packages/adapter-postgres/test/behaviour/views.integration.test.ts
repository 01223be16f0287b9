// @effect-diagnostics asyncFunction:off
/** Views: what can be written through them, and what verifySchema says of the rest. */
import { Access, Field, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { create, get, list, remove, replace, update } from "../commands.ts"
import { servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { acts, all, other, sentences, shown, toldOf, uid, writes } from "./acts.ts"
import { baseTable, fields, fresh, stage, Things, trigger } from "./things.ts"

const base = { base: "shelf.base", fresh: fresh("shelf.base") }
const view = (select: string, behind = "") => `${baseTable}; create view shelf.things as ${select} ${behind}`
const audited = "version, created_at, last_updated_at, creator_uid, last_updater_uid"
const reads = { list: Access.everyone, get: Access.everyone }

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test("an updatable view is as a table", async () => {
    const trial = await given(view("select * from shelf.base"), base)
    assert.deepStrictEqual(await acts(trial), all("done"))
    await writes(trial, update(Things, uid, { title: "new" }))
    const told = ["new", 1]
    assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: told, list: told, history: told })
    assert.deepStrictEqual(await sentences(url(), Things), [])
  })

  test("what a view's check refuses is a constraint violated", async () => {
    const trial = await given(view("select * from shelf.base where rank < 7", "with check option"), base)
    assert.deepStrictEqual(await acts(trial), { ...all("ConstraintViolated -"), delete: "done" })
    assert.deepStrictEqual(await sentences(url(), Things), [])
  })

  const unchecked =
    'Note: shelf.things is a view that takes rows which it does not show: what a write of resource "things" moves out of it is answered, and absent from then on; with check option refuses that (422)'

  test("what a view takes without a check, and does not show, is answered, and absent from then on", async () => {
    const trial = await given(view("select * from shelf.base where rank < 7"), base)
    assert.deepStrictEqual(await acts(trial), all("done"))
    assert.strictEqual(await writes(trial, update(Things, uid, { rank: 7 })), "done")
    const told = []
    for (const command of [
      get(Things, uid),
      update(Things, uid, { rank: 1 }),
      remove(Things, uid),
      replace(Things, uid, trial.values),
      create(Things, trial.values, uid)
    ])
      told.push(await toldOf(() => trial.opened.run(command)))
    const absent = "RecordNotFound"
    assert.deepStrictEqual(told, [absent, absent, absent, "WriteSuppressed", "Conflict"])
    assert.deepStrictEqual(await sentences(url(), Things), [unchecked])
  })

  test.each([
    ["select * from shelf.base where rank < 7", "with check option", []],
    ["select * from shelf.base where rank < 7", "with local check option", []],
    ["select * from shelf.base where title <> E'\\n  WHERE '", "with check option", []],
    ["select * from shelf.inner", "", [unchecked]],
    ["select * from shelf.inner where rank > 0", "with local check option", [unchecked]],
    ["select * from shelf.inner where rank > 0", "with cascaded check option", []]
  ])("%s %s: the note is of what no check refuses", async (select, behind, said) => {
    const inner = `${baseTable}; create view shelf.inner as select * from shelf.base where rank < 7`
    await given(`${inner}; create view shelf.things as ${select} ${behind}`, base)
    assert.deepStrictEqual(await sentences(url(), Things), said)
  })

  test("a view leaves numbers and what is unique to its table; of its own it needs the defaults that a PUT sets", async () => {
    const table = baseTable
      .replace("title text not null", "title text not null default 'made' constraint one unique")
      .replace("rank integer", "rank integer not null generated always as identity")
    const resource = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: {
        title: Field.databaseDefault(Field.text, "made"),
        rank: Field.generated(Field.integer)
      },
      uniques: { one: ["title"] }
    })
    const seeded = fresh("shelf.base").replace(") values", ") overriding system value values")
    const own = { ...base, resource, fresh: seeded, values: {} }
    const trial = await given(`${table}; create view shelf.things as select * from shelf.base`, own)
    assert.deepStrictEqual(await sentences(url(), resource), [
      'shelf.things.title has no default, but resource "things" leaves it to the database'
    ])
    await trial.direct.query("alter view shelf.things alter title set default 'made'")
    assert.deepStrictEqual(await acts(trial), all("done"))
    assert.strictEqual(await writes(trial, create(resource, { title: "old" }, other)), "Conflict title")
    assert.deepStrictEqual(await sentences(url(), resource), [])
  })

  describe("a column that a view computes", () => {
    const computed = view(`select uid, upper(title) as title, rank, ${audited} from shelf.base`)

    test("cannot be written, as verifySchema says", async () => {
      await given(computed, base)
      assert.deepStrictEqual(await sentences(url(), Things), [
        'shelf.things.title is always made by the database, but resource "things" writes it: declare it with Field.generated'
      ])
    })

    test("is no fault of a resource that is only read", async () => {
      await given(computed, base)
      const resource = Resource.make("things", { table: "shelf.things", ...everyone, access: reads, fields })
      assert.deepStrictEqual(await sentences(url(), resource), [])
    })

    test("is read where it is declared as generated", async () => {
      const resource = Resource.make("things", {
        table: "shelf.things",
        ...everyone,
        fields: { ...fields, title: Field.generated(Field.text) }
      })
      const trial = await given(computed, { ...base, resource, values: { rank: 7 } })
      assert.strictEqual(await writes(trial, update(resource, uid, { rank: 7 })), "done")
      const told = ["OLD", 7]
      assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: told, list: told, history: told })
      assert.deepStrictEqual(await sentences(url(), resource), [])
    })
  })

  const doing = `if tg_op = 'INSERT' then insert into shelf.base select new.*; return new; end if;
    if tg_op = 'DELETE' then delete from shelf.base where uid = old.uid; return old; end if;
    update shelf.base set title = new.title, rank = new.rank, version = new.version, last_updated_at = new.last_updated_at where uid = old.uid; return new;`
  const instead = trigger("instead of insert or update or delete", doing)
  const instance =
    'Note: shelf.things has the trigger "reacts" (instead of insert or update or delete of each row): a row that it keeps back is answered as a conflict, and nothing of that write remains; uids, versions and instants are not for it to set'

  const putless =
    'shelf.things is a foreign table, or a view that triggers write, in which a PUT cannot tell whether a record is there: resource "things" must not offer both create and update'

  test("a view of two tables is written by its triggers, but for PUT", async () => {
    const joined = view("select b.* from shelf.base b join shelf.kinds k using (rank)")
    const trial = await given(
      `create table shelf.kinds (rank integer); insert into shelf.kinds values (1), (7); ${joined}; ${instead}`,
      base
    )
    const { "put new": made, "put over": over, ...told } = await acts(trial)
    assert.deepStrictEqual(told, { create: "done", update: "done", delete: "done" })
    for (const put of [made, over]) assert.match(String(put), /^defect: PostgreSQL refused a statement/u)
    assert.deepStrictEqual(await sentences(url(), Things), [putless, instance])
  })

  test("a view whose rows cannot be locked takes creates alone, as verifySchema says", async () => {
    const trial = await given(`${view("select distinct * from shelf.base")}; ${instead}`, base)
    assert.strictEqual(await writes(trial, create(Things, trial.values, other)), "done")
    const Kept = Resource.make("things", {
      table: "shelf.things",
      fields,
      access: { ...reads, update: Access.everyone, delete: Access.everyone }
    })
    assert.deepStrictEqual(await sentences(url(), Kept), [
      instance,
      'PostgreSQL refuses the update that resource "things" offers on shelf.things: FOR NO KEY UPDATE is not allowed with DISTINCT clause',
      'PostgreSQL refuses the delete that resource "things" offers on shelf.things: FOR UPDATE is not allowed with DISTINCT clause'
    ])
    const Made = Resource.make("things", {
      table: "shelf.things",
      fields,
      access: { ...reads, create: Access.everyone }
    })
    assert.deepStrictEqual(await sentences(url(), Made), [instance])
  })

  test.each([
    ["a view of distinct rows", view("select distinct * from shelf.base")],
    ["a materialized view", `${baseTable}; create materialized view shelf.things as select * from shelf.base`]
  ])("%s is read, and verifySchema says that nobody writes it", async (_, sql) => {
    const materialized = sql.includes("materialized") ? "; refresh materialized view shelf.things" : ""
    const audit = { version: false } as const
    const Read = Resource.make("things", { table: "shelf.things", fields, audit, access: reads })
    const trial = await given(sql, { ...base, resource: Things })
    await trial.direct.query(`${fresh("shelf.base")}${materialized};`)
    const told = ["old", 1]
    assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: told, list: told, history: null })
    const [fault, ...others] = await sentences(url(), Things)
    assert.deepStrictEqual(others, [])
    assert.strictEqual(
      fault,
      'shelf.things is a view in which nobody can insert or update or delete, but resource "things" offers that'
    )
    assert.deepStrictEqual(await sentences(url(), Read), [])
    assert.match(
      await writes(trial, remove(Things, uid)),
      /^defect: PostgreSQL refused a statement for resource "things"/u
    )
  })

  test.each([
    ["a materialized view", "create materialized view shelf.things as select * from shelf.base with no data"],
    [
      "a view of it",
      `create materialized view shelf.held as select * from shelf.base with no data;
      create view shelf.seen as select * from shelf.held; create view shelf.things as select * from shelf.seen`
    ]
  ])("%s that nobody has filled is told of until it is refreshed", async (_, sql) => {
    const Read = Resource.make("things", { table: "shelf.things", fields, view: true, access: reads })
    const { direct } = await given(`${baseTable}; ${sql}`)
    const name = sql.includes("shelf.held") ? "shelf.held" : "shelf.things"
    assert.deepStrictEqual(await sentences(url(), Read), [
      `The materialized view ${name} has never been refreshed: until then resource "things" cannot read shelf.things`
    ])
    await direct.query(`refresh materialized view ${name}`)
    assert.deepStrictEqual(await sentences(url(), Read), [])
  })

  test("what a view's function raises is told of a write, and is nobody's write that is refused of a read", async () => {
    const { direct, opened } = await given(
      `create function shelf.checked(title text) returns text language plpgsql as
        $$begin if title = 'old' then raise exception 'words' using errcode = '23514'; end if; return title; end$$;
      ${view("select b.* from shelf.base b where shelf.checked(b.title) is not null")}`,
      base
    )
    await direct.query(`${fresh("shelf.base")};`)
    for (const command of [get(Things, uid), list(Things)])
      assert.match(
        await toldOf(() => opened.run(command)),
        /^defect: PostgreSQL refused .*\(23514\): words$/u
      )
    assert.strictEqual(
      await toldOf(() => opened.run(update(Things, uid, { title: "x" }))),
      "ConstraintViolated -"
    )
  })
})
