// @effect-diagnostics asyncFunction:off
/** Constraints and unique indexes, asked at once or at the end: each refusal names the fields that it is about. */
import { Field, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { create, list, update, where } from "../commands.ts"
import { json, servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { acts, other, sentences, uid, writes } from "./acts.ts"
import { columns, fields, fresh, row, stage, table, Things } from "./things.ts"

const third = "0198a000-0000-7000-8000-000000000003"
const written = (told: string) => ({
  create: told,
  "put new": told,
  update: told,
  "put over": told,
  delete: "done"
})
const note = (constraint: string) =>
  `Note: shelf.things has the unique or excluding index "${constraint}", which resource "things" does not declare: a conflict with it names no field`

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)
  /** Beside the record there is another one with what the tests write. */
  const taken = { fresh: `${fresh()}; ${row("new", 7, third)}` }

  test.each([
    [
      "a unique constraint of any name",
      table("primary key (uid), constraint one unique (title)"),
      "Conflict title"
    ],
    [
      "over two fields",
      table("primary key (uid), constraint one unique (title, rank)"),
      "Conflict title rank"
    ],
    [
      "one that is asked at the end",
      table("primary key (uid), constraint one unique (title) deferrable initially deferred"),
      "Conflict title"
    ],
    [
      "an index over some rows",
      `${table()}; create unique index one on shelf.things (rank) where rank > 5`,
      "Conflict rank"
    ],
    [
      "an exclusion constraint",
      table("primary key (uid), constraint one exclude (rank with =)"),
      "Conflict rank"
    ],
    [
      "one that is asked at the end",
      table("primary key (uid), constraint one exclude (rank with =) deferrable initially deferred"),
      "Conflict rank"
    ],
    [
      "a partition's own index",
      `${table("primary key (uid)", "partition by hash (uid)")}; create table shelf.part partition of shelf.things for values with (modulus 1, remainder 0); create unique index one on shelf.part (title)`,
      "Conflict title"
    ],
    [
      "an index whose key has more beside it",
      `${table()}; create unique index one on shelf.things (rank) include (title)`,
      "Conflict rank"
    ]
  ])("%s names its fields without being declared", async (_, sql, told) => {
    assert.deepStrictEqual(await acts(await given(sql, taken)), written(told))
    assert.deepStrictEqual(await sentences(url(), Things), [])
  })

  test("an index over an expression names none, as verifySchema says", async () => {
    const sql = `${table()}; create unique index one on shelf.things (lower(title)); create unique index two on shelf.things (rank, lower(title))`
    assert.deepStrictEqual(await acts(await given(sql, taken)), written("Conflict"))
    assert.deepStrictEqual(await sentences(url(), Things), [note("one"), note("two")])
  })

  test("one that is declared by its index's name names what is declared", async () => {
    const resource = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields,
      uniques: { one: ["title"], two: ["rank"] }
    })
    const sql = `${table("primary key (uid), constraint two exclude ((rank % 5) with =)")}; create unique index one on shelf.things (lower(title))`
    assert.deepStrictEqual(await acts(await given(sql, { ...taken, resource })), written("Conflict rank"))
    assert.deepStrictEqual(
      await acts(await given("alter table shelf.things drop constraint two", { ...taken, resource })),
      written("Conflict title")
    )
    assert.deepStrictEqual(await sentences(url(), resource), [
      'shelf.things lacks the unique constraint "two" on rank that resource "things" declares'
    ])
  })

  test("a column of a name in quotes is told by its field", async () => {
    const odd = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { title: Field.column('The, "One"', Field.text) }
    })
    const sql = `create table shelf.things (${columns.replace("title", '"The, ""One"""')}, primary key (uid), constraint one unique ("The, ""One"""))`
    const seeded = fresh().replace("title", '"The, ""One"""')
    const trial = await given(sql, { resource: odd, values: { title: "old" }, fresh: seeded })
    assert.strictEqual(await writes(trial, create(odd, { title: "old" }, other)), "Conflict title")
  })

  test("the key itself names no field", async () => {
    const trial = await given(table())
    assert.strictEqual(
      await writes(trial, create(Things, { title: "new" }, "0198a000-0000-7000-8000-000000000001")),
      "Conflict"
    )
  })

  const ranks = "create table shelf.ranks (rank integer primary key)"
  const Ranked = Resource.make("things", {
    table: "shelf.things",
    ...everyone,
    fields: { ...fields, rank: Field.optional(Field.references("ranks", Field.integer)) }
  })

  test.each([
    ["by PostgreSQL's name", "things_rank_fkey", Things, ""],
    ["by PostgreSQL's name, asked at the end", "things_rank_fkey", Things, "deferrable initially deferred"],
    ["of any name, where it is declared", "ranked", Ranked, ""],
    ["of any name, asked at the end", "ranked", Ranked, "deferrable initially deferred"]
  ])("a missing reference names its field: %s", async (_, name, resource, when) => {
    const trial = await given(
      `${ranks}; ${table(`primary key (uid), constraint ${name} foreign key (rank) references shelf.ranks ${when}`)}`,
      { resource, fresh: `${fresh()}` }
    )
    assert.deepStrictEqual(await acts(trial), written("ReferenceMissing rank"))
  })

  test.each(["Of, rank", 'the "rank"', "a(b)", "x)=(y", "line\nbreak", "rank ".repeat(12)])(
    "a missing reference names its field, whatever its column is called: %j",
    async (column) => {
      const quoted = `"${column.replaceAll('"', '""')}"`
      const resource = Resource.make("things", {
        table: "shelf.things",
        ...everyone,
        fields: {
          ...fields,
          rank: Field.optional(Field.column(column, Field.references("ranks", Field.integer)))
        }
      })
      const renamed = (sql: string) => sql.replace("rank", quoted)
      const sql = renamed(table("primary key (uid)")).replace("integer", "integer references shelf.ranks")
      const trial = await given(`${ranks}; ${sql}`, { resource, fresh: renamed(fresh()) })
      assert.deepStrictEqual(await acts(trial), written("ReferenceMissing rank"))
    }
  )

  test("a check names its field, whatever its column is called", async () => {
    const resource = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { ...fields, rank: Field.column("line\nbreak", Field.integer) }
    })
    const renamed = (sql: string) => sql.replaceAll("rank", '"line\nbreak"')
    const trial = await given(renamed(table("primary key (uid), check (rank < 7)")), {
      resource,
      fresh: renamed(fresh())
    })
    assert.deepStrictEqual(await acts(trial), written("ConstraintViolated things_line\nbreak_check rank"))
  })

  test.each([
    ["one field", "(rank) references shelf.ranks (rank)", "rank"],
    ["several", "(rank, title) references shelf.ranks (rank, title)", "rank title"]
  ])("a missing reference that is not declared names %s", async (_, key, told) => {
    const trial = await given(
      `create table shelf.ranks (rank integer unique, title text, unique (rank, title)); insert into shelf.ranks values (1, 'old');
       ${table(`primary key (uid), constraint any_name foreign key ${key}`)}`
    )
    assert.deepStrictEqual(await acts(trial), written(`ReferenceMissing ${told}`))
  })

  test("what refers to a value that is not declared unique keeps it", async () => {
    const trial = await given(
      `${table("primary key (uid), unique (title)")}; create table shelf.others (told text references shelf.things (title))`,
      {
        fresh: `delete from shelf.others; ${fresh()}; insert into shelf.others select title from shelf.things`
      }
    )
    const kept = "StillReferenced"
    const made = { create: "done", "put new": "done" }
    assert.deepStrictEqual(await acts(trial), { ...made, update: kept, "put over": kept, delete: kept })
  })

  test.each(["", "deferrable initially deferred"])(
    "what is referred to stays, alone and in a unit (%s)",
    async (when) => {
      const trial = await given(
        `${table()}; create table shelf.others (thing uuid references shelf.things ${when})`,
        {
          fresh: `delete from shelf.others; ${fresh()}; insert into shelf.others select uid from shelf.things`
        }
      )
      assert.deepStrictEqual(await acts(trial), { ...written("done"), delete: "StillReferenced" })
    }
  )

  test("a check that fails in itself is a value refused, and one that says no names what its name tells", async () => {
    const failing = await given(table("primary key (uid), check (1 / (rank - 7) < 9)"))
    assert.deepStrictEqual(await acts(failing), written("ValueRefused"))
    const sql = `drop table shelf.things; ${table("primary key (uid), constraint sane check (rank < 7)")}`
    assert.deepStrictEqual(await acts(await given(sql)), written("ConstraintViolated sane"))
    const named = `drop table shelf.things; ${table("primary key (uid), check (rank < 7)")}`
    assert.deepStrictEqual(
      await acts(await given(named)),
      written("ConstraintViolated things_rank_check rank")
    )
  })

  test("an index that fails in itself is a value refused too", async () => {
    const trial = await given(`${table()}; create index one on shelf.things ((1 / (rank - 7)))`)
    assert.deepStrictEqual(await acts(trial), written("ValueRefused"))
    assert.deepStrictEqual(await sentences(url(), Things), [])
  })

  describe("a domain", () => {
    const raise = `create function shelf.sane(integer) returns boolean language plpgsql as $$begin raise 'no'; end$$`
    const typed = table().replace("rank integer", "rank shelf.rank")
    const Own = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { ...fields, rank: Field.optional(Field.text.as("shelf.rank")) }
    })
    const Said = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { ...fields, rank: Field.optional(Field.domain("shelf.rank", Field.integer)) }
    })
    const unseen = { fresh: "select 1", values: { title: "new", rank: "7" } }

    test.each([
      ["over", Things, "ConstraintViolated rank_check"],
      ["said to be of", Said, "ConstraintViolated rank_check rank"],
      ["of its own name", Own, "ConstraintViolated rank_check rank"]
    ])("that a field is %s refuses what its check does", async (_, resource, told) => {
      const trial = await given(`create domain shelf.rank as integer check (value < 7); ${typed}`, {
        resource
      })
      const values = { title: "new", rank: resource === Own ? "7" : 7 }
      assert.deepStrictEqual(await acts({ ...trial, values }), written(told))
    })

    test("over an enum is written and compared as the enum is", async () => {
      const Moody = Resource.make("things", {
        table: "shelf.things",
        ...everyone,
        fields: { ...fields, title: Field.literals(["old", "new"], "shelf.mood") }
      })
      const sql = `create type shelf.mood as enum ('old', 'new'); create domain shelf.own as shelf.mood; ${table().replace("title text", "title shelf.own")}`
      const trial = await given(sql, { resource: Moody })
      assert.deepStrictEqual(await acts(trial), { ...written("done"), delete: "done" })
      const filter = where("title", "lt", "new", Moody)
      await writes(trial, update(Moody, uid, { rank: 3 }))
      assert.lengthOf(json(await trial.opened.run(list(Moody, { filter }))), 1)
      assert.deepStrictEqual(await sentences(url(), Moody), [])
    })

    test("whose check raises refuses what a trigger that raises does", async () => {
      const sql = `${raise}; create domain shelf.rank as integer check (shelf.sane(value)); ${typed}`
      const trial = await given(sql, { ...unseen, resource: Own })
      assert.strictEqual(await writes(trial, create(Own, unseen.values, other)), "WriteRaised P0001")
    })
  })
})
