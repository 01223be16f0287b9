// @effect-diagnostics asyncFunction:off
/** Partitioned and inherited tables, and foreign ones. */
import { Access, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { create, update } from "../commands.ts"
import { servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { acts, all, other, sentences, shown, uid, writes } from "./acts.ts"
import { baseTable, columns, fields, fresh, stage, table, Things } from "./things.ts"

const { get, list, update: updating, create: creating } = everyone.access
/** Without PUT, which is create and update together. */
const Kept = Resource.make("things", {
  table: "shelf.things",
  fields,
  access: { get, list, update: updating, delete: Access.everyone, history: Access.everyone }
})
const Made = Resource.make("things", {
  table: "shelf.things",
  fields,
  access: { get, list, create: creating, delete: Access.everyone, history: Access.everyone }
})

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  describe("a partitioned table", () => {
    test("is as a table where its key is the uid", async () => {
      const sql = `${table("primary key (uid)", "partition by hash (uid)")}; create table shelf.part partition of shelf.things for values with (modulus 1, remainder 0)`
      assert.deepStrictEqual(await acts(await given(sql)), all("done"))
      assert.deepStrictEqual(await sentences(url(), Things), [])
    })

    const byRank = `${table("unique (uid, rank)", "partition by list (rank)")}; create table shelf.one partition of shelf.things for values in (1)`

    test("by another column has no key of the uid alone, as verifySchema says", async () => {
      const trial = await given(byRank)
      assert.deepStrictEqual(await sentences(url(), Things), [
        'shelf.things has no primary key or unique constraint on "uid", which resource "things" needs'
      ])
      assert.strictEqual(
        await writes({ ...trial, resource: Kept }, update(Kept, uid, { title: "new" })),
        "done"
      )
    })

    test("without a partition for the values refuses them as a constraint does", async () => {
      const trial = await given(byRank)
      assert.strictEqual(await writes(trial, create(Things, trial.values, other)), "ConstraintViolated -")
      assert.strictEqual(await writes(trial, update(Things, uid, { rank: 2 })), "ConstraintViolated -")
    })

    test("moves a row whose partition the values are of", async () => {
      const trial = await given(`${byRank}; create table shelf.rest partition of shelf.things default`)
      assert.strictEqual(await writes(trial, update(Things, uid, { rank: 2 })), "done")
      const told = ["old", 2]
      assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: told, list: told, history: told })
      assert.deepStrictEqual(await trial.direct.query("select tableoid::regclass from shelf.things"), [
        ["shelf.rest"]
      ])
    })
  })

  test("rows of tables that inherit are found and written where they are, as verifySchema says", async () => {
    const trial = await given(
      `${table()}; create table shelf.kid (primary key (uid)) inherits (shelf.things)`,
      {
        fresh: `delete from shelf.things; ${fresh("shelf.kid")}`
      }
    )
    assert.strictEqual(await writes(trial, update(Things, uid, { rank: 2 })), "done")
    assert.deepStrictEqual(await trial.direct.query("select count(*) from only shelf.things"), [["0"]])
    assert.deepStrictEqual(await sentences(url(), Things), [
      'Note: shelf.things has tables that inherit from it: their rows are found by resource "things" too, and no constraint keeps their uids apart: a write of one that two have is refused, or is of both'
    ])
  })

  describe("a foreign table", () => {
    const foreign = () => {
      const { hostname, port, pathname, username, password } = new URL(url())
      return `${baseTable}; create extension postgres_fdw schema shelf;
        create server itself foreign data wrapper postgres_fdw options (host '${hostname}', port '${port}', dbname '${pathname.slice(1)}');
        create user mapping for current_user server itself options (user '${username}', password '${password}');
        create foreign table shelf.things (${columns}) server itself options (schema_name 'shelf', table_name 'base')`
    }
    const base = { base: "shelf.base", fresh: fresh("shelf.base") }

    test("is read and written, but for PUT, as verifySchema says", async (context) => {
      const found = await given("select 1").then(({ direct }) =>
        direct.query("select from pg_available_extensions where name = 'postgres_fdw'")
      )
      context.skip(found.length === 0, "this PostgreSQL has no postgres_fdw")
      const trial = await given(foreign(), base)
      const { "put new": made, "put over": over, ...told } = await acts(trial)
      assert.deepStrictEqual(told, { create: "done", update: "done", delete: "done" })
      for (const put of [made, over]) assert.match(String(put), /^defect: PostgreSQL refused a statement/u)
      await writes(trial, update(Things, uid, { title: "new" }))
      const now = ["new", 1]
      assert.deepStrictEqual(await shown(trial, ["title", "rank"]), { get: now, list: now, history: now })
      assert.deepStrictEqual(await sentences(url(), Things), [
        'shelf.things is a foreign table, or a view that triggers write, in which a PUT cannot tell whether a record is there: resource "things" must not offer both create and update'
      ])
      for (const resource of [Kept, Made]) assert.deepStrictEqual(await sentences(url(), resource), [])
    })

    test("whose server does not answer is told in a sentence", async (context) => {
      const found = await given("select 1").then(({ direct }) =>
        direct.query("select from pg_available_extensions where name = 'postgres_fdw'")
      )
      context.skip(found.length === 0, "this PostgreSQL has no postgres_fdw")
      const trial = await given(foreign(), base)
      await trial.direct.query("alter server itself options (set port '1')")
      assert.match(await writes(trial, update(Things, uid, { title: "new" })), /^StoreUnavailable/u)
      assert.deepStrictEqual(await sentences(url(), Kept), [])
    })
  })
})
