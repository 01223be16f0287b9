// @effect-diagnostics asyncFunction:off
/** What the database computes, calls or asks outside while it answers, and what is told where that fails. */
import { Access, Field, Resource } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { randomUUID } from "node:crypto"
import { tmpdir } from "node:os"
import { afterEach, assert, describe, test } from "vitest"
import { create, get, list, remove } from "../commands.ts"
import { type Opened, openStore, servers } from "../database.ts"
import { acts, other, toldOf, uid } from "./acts.ts"
import { baseTable, columns, fields, fresh, stage, table, Things, trigger } from "./things.ts"

const writing = (told: string) => ({
  create: told,
  "put new": told,
  update: told,
  "put over": told,
  delete: "done"
})
const zero = { values: { title: "new", rank: 0 } }
const gone = `${tmpdir()}/${randomUUID()}.csv`

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test.each([
    ["generated column", table("share integer generated always as (7 / rank) stored, primary key (uid)")],
    ["expression of an index", `${table()}; create index on shelf.things ((7 / rank))`],
    ["check", table("primary key (uid), check (7 / rank > 0)")],
    [
      "domain's check",
      `create domain shelf.share as integer check (7 / value > 0); ${table()}; alter table shelf.things alter column rank type shelf.share`
    ]
  ])("a value of which a %s cannot be computed is refused", async (_, sql) => {
    assert.deepStrictEqual(await acts(await given(sql, zero)), writing("ValueRefused"))
  })

  test.each([
    ["divides by nothing", "new.rank = 7 / new.rank;", "22012"],
    ["reads a text as a number", "new.rank = new.title::integer;", "22P02"],
    [
      "finds no row that it needs",
      "select t.rank into strict new.rank from shelf.things t where t.title = 'none';",
      "P0002"
    ],
    ["asserts", "assert new.rank > 0;", "P0004"],
    ["has no case", "case new.rank when 5 then null; end case;", "20000"],
    ["meets more rows than one", "new.rank = (select generate_series(1, 2));", "21000"]
  ])("a trigger that %s refuses the write, and the log has why", async (_, body, code) => {
    const trial = await given(
      `${table()}; ${trigger("before insert or update", `${body} return new;`)}`,
      zero
    )
    assert.deepStrictEqual(await acts(trial), writing(`WriteRaised ${code}`))
    const failure = await Effect.runPromise(
      Effect.flip(trial.opened.store.run(create(Things, zero.values, other)))
    )
    assert.strictEqual(
      failure._tag === "WriteRaised" && failure.cause instanceof Error && Reflect.get(failure.cause, "code"),
      code
    )
  })

  test.each([
    ["calls what is not there", "before insert or update", "perform shelf.nothing(); return new;", "42883"],
    ["returns nothing", "before insert or update", "null;", "2F005"],
    [
      "never ends",
      "after insert or update",
      "update shelf.things set rank = rank + 1 where uid = new.uid; return null;",
      "54001"
    ]
  ])("a trigger that %s is a mistake in the database, told to the log", async (_, when, body, code) => {
    const told = await acts(await given(`${table()}; ${trigger(when, body)}`))
    for (const [act, text] of Object.entries({ ...told, delete: undefined }))
      if (text !== undefined)
        assert.match(
          String(text),
          new RegExp(`^defect: PostgreSQL refused a statement for resource "things" \\(${code}\\): `, "u"),
          act
        )
  })

  test("a view that cannot be computed of a row is no mistake of who reads or deletes that", async () => {
    const shown = columns.replace(/ (?:uuid|text|integer|bigint|timestamptz)(?: not null)?/gu, "")
    const Shares = Resource.make("things", {
      table: "shelf.things",
      fields: { ...fields, share: Field.generated(Field.integer) },
      access: { get: Access.everyone, list: Access.everyone, delete: Access.everyone }
    })
    const { opened, direct } = await given(
      `${baseTable}; create view shelf.things as select ${shown}, 7 / (rank - 1) as share from shelf.base`
    )
    await direct.query(`${fresh("shelf.base")};`)
    for (const command of [get(Shares, uid), list(Shares), remove(Shares, uid)])
      assert.strictEqual(
        await toldOf(() => opened.run(command)),
        'defect: PostgreSQL refused a statement for resource "things" (22012): division by zero'
      )
  })

  describe("what the database asks outside", () => {
    const files =
      "create extension if not exists file_fdw schema public; drop server if exists files cascade; create server files foreign data wrapper file_fdw"
    const servers =
      "create extension if not exists postgres_fdw schema public; drop server if exists away cascade; create server away foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1'); create user mapping for public server away options (user 'nobody', password 'none')"
    const outside = (name: string, server: string) =>
      `create foreign table shelf.${name} (${columns}) server ${server}`
    const Read = Resource.make("things", {
      table: "shelf.things",
      fields,
      access: { list: Access.everyone, get: Access.everyone }
    })

    test.each([
      ["a file that is gone", files, `files options (filename '${gone}', format 'csv')`, "58P01"],
      ["a server that is down", servers, "away", "08001"]
    ])(
      "%s: unavailable, nothing was written, and the log names table and cause",
      async (_, sql, server, code) => {
        const { opened } = await given(`${sql}; ${outside("things", server)}`)
        const failures = await Promise.all(
          [get(Read, uid), list(Read)].map((command) =>
            Effect.runPromise(Effect.flip(opened.store.run(command)))
          )
        )
        for (const failure of failures) {
          assert.deepInclude(failure, { _tag: "StoreUnavailable", outcomeUnknown: false })
          assert.include(
            failure.message,
            `The store cannot be reached: PostgreSQL cannot reach what it asks outside for resource "things" (shelf.things) (${code}): `
          )
        }
        const { direct } = await given(
          `drop foreign table shelf.things; ${outside("away", server)}; ${table()}; ${trigger("before insert or update", "perform from shelf.away; return new;")}`
        )
        const trial = { direct, opened, resource: Things, fresh: fresh(), values: { title: "new" } }
        assert.deepStrictEqual(await acts(trial), writing("StoreUnavailable"))
        const failure = await Effect.runPromise(
          Effect.flip(opened.store.run(create(Things, { title: "x" }, other)))
        )
        assert.deepInclude(failure, { _tag: "StoreUnavailable", outcomeUnknown: false })
      }
    )
  })

  describe("a function that the role may not call", () => {
    let undo: () => Promise<unknown> = () => Promise.resolve()
    let own: Opened | undefined
    afterEach(async () => {
      await own?.close()
      await undo()
    })
    const denied =
      "create function shelf.ours(integer) returns integer language sql immutable as 'select $1'; revoke execute on function shelf.ours from public"

    test.each([
      ["check", table("primary key (uid), check (shelf.ours(rank) > 0)")],
      ["default", table().replace("rank integer", "rank integer, number integer default shelf.ours(1)")],
      ["trigger", `${table()}; ${trigger("before insert or update", "perform shelf.ours(1); return new;")}`],
      [
        "generated column",
        table("made integer generated always as (shelf.ours(rank)) stored, primary key (uid)")
      ],
      ["index", `${table()}; create index on shelf.things (shelf.ours(rank))`]
    ])("in a %s is told to the log", async (_, sql) => {
      const role = `poor_${randomUUID().slice(0, 8)}`
      const { direct } = await given(
        `create role ${role} login password 'poor'; ${denied}; ${sql}; ${fresh()}; grant usage on schema shelf, audit to ${role}; grant all on all tables in schema shelf, audit to ${role}`
      )
      undo = () => direct.query(`drop owned by ${role}; drop role ${role};`)
      const as = Object.assign(new URL(url()), { username: role, password: "poor" }).href
      own = await openStore({ url: as })
      const opened = own
      assert.strictEqual(
        await toldOf(() => opened.run(create(Things, { title: "new", rank: 7 }, other))),
        'defect: The database role may not do what resource "things" needs; see sql/grants.sql: permission denied for function ours'
      )
    })
  })
})
