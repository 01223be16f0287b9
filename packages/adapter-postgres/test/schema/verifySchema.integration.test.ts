// @effect-diagnostics asyncFunction:off
import { Api, Field, Resource, StoreUnavailable } from "@pgcrest/core"
import { verifySchema } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { connect, type Direct, makeDatabase } from "../database.ts"
import { Books, Notes, unaudited } from "../shelf.ts"

let url: string
let direct: Direct
beforeAll(async () => {
  url = await makeDatabase()
  direct = await connect(url)
})
afterAll(() => direct.close())

const shelf = Api.make("shelf", { resources: [Books, Notes] })
const faults = async (api: Api.Api<unknown, unknown> = shelf) =>
  (await Effect.runPromise(verifySchema(api, { url }))).map(({ message }) => message)

/** What it says after a change of the database, which is taken back. */
const after = async (change: string, back: string) => {
  await direct.query(`${change};`)
  const found = await faults()
  await direct.query(`${back};`)
  return found
}

describe("verifySchema", () => {
  test("has nothing to say of a database that fits", async () => {
    assert.deepStrictEqual(await faults(), [])
  })

  test("notes what a trail in months lacks, once it is kept in months", async () => {
    await direct.query("select audit.make_month(date_trunc('month', now(), 'UTC'));")
    const [first = ""] = await faults()
    assert.match(
      first,
      /^Note: audit\.change has no partition for \d{4}-\d\d: the default partition will take its changes; run pgcrest maintain every day$/u
    )
    assert.lengthOf(await faults(), 1)
    await direct.query(
      "select from audit.maintain(); insert into audit.change (resource, uid, version, op, at, actor) values ('books', 'a', 1, 'delete', '2222-01-01Z', 'ann');"
    )
    assert.deepStrictEqual(await faults(), [
      "Note: audit.change_default holds changes of months that have no partition: run pgcrest maintain, and see audit.health() for what is left"
    ])
    await direct.query("truncate audit.change;")
    assert.deepStrictEqual(await faults(), [])
    await direct.query(
      "do $$ declare part regclass; begin for part in select name from audit.partition where begins is not null loop execute format('drop table %s', part); end loop; end $$;"
    )
  })

  test("tells each fault as data beside its message", async () => {
    await direct.query("alter table shelf.notes drop constraint notes_pkey, alter text drop not null;")
    const found = await Effect.runPromise(verifySchema(shelf, { url }))
    await direct.query("alter table shelf.notes add primary key (uid), alter text set not null;")
    const notes = { table: "shelf.notes", resource: "notes" }
    assert.deepStrictEqual(found, [
      {
        _tag: "NullAllowed",
        severity: "note",
        ...notes,
        column: "text",
        message: 'Note: shelf.notes.text may be null, but resource "notes" declares that it never is'
      },
      {
        _tag: "KeyMissing",
        severity: "error",
        ...notes,
        column: "uid",
        message: 'shelf.notes has no primary key or unique constraint on "uid", which resource "notes" needs'
      }
    ])
  })

  test.each([
    [
      "a column",
      "alter table shelf.books rename isbn to ean",
      "alter table shelf.books rename ean to isbn",
      [
        'shelf.books lacks the column "isbn" that resource "books" declares as text',
        'shelf.books lacks the unique constraint "books_isbn_key" on isbn that resource "books" declares'
      ]
    ],
    [
      "a table",
      "alter table shelf.notes rename to memos",
      "alter table shelf.memos rename to notes",
      ['shelf.notes is missing: resource "notes" needs that table']
    ],
    [
      "the audit trail",
      "alter schema audit rename to trail",
      "alter schema trail rename to audit",
      [
        "The schema audit is missing, and so are its tables",
        "audit.change is missing: run sql/audit.sql",
        "audit.life is missing: run sql/audit.sql",
        "audit.idempotency is missing: run sql/audit.sql"
      ]
    ],
    [
      "a column of the audit trail",
      "alter table audit.change rename request_id to asked",
      "alter table audit.change rename asked to request_id",
      ['audit.change lacks the column "request_id": run sql/audit.sql']
    ],
    [
      "the index of a partition of the trail",
      "drop index audit.change_default_version_key",
      "create unique index change_default_version_key on audit.change_default (resource, uid, version)",
      [
        "audit.change_default has no unique index on (resource, uid, version): a version could come twice in it; see sql/audit.sql"
      ]
    ],
    [
      "a unique constraint",
      "alter table shelf.books rename constraint books_isbn_key to other",
      "alter table shelf.books rename constraint other to books_isbn_key",
      ['shelf.books lacks the unique constraint "books_isbn_key" on isbn that resource "books" declares']
    ],
    [
      "a key",
      "alter table shelf.notes drop constraint notes_pkey",
      "alter table shelf.notes add primary key (uid)",
      ['shelf.notes has no primary key or unique constraint on "uid", which resource "notes" needs']
    ],
    [
      "a key that is checked at once",
      "alter table shelf.notes drop constraint notes_pkey; alter table shelf.notes add primary key (uid) deferrable",
      "alter table shelf.notes drop constraint notes_pkey; alter table shelf.notes add primary key (uid)",
      [
        'shelf.notes has only a deferrable key on "uid", and not one that is checked at once, which resource "notes" needs'
      ]
    ]
  ])("tells that %s is not there", async (_, change, back, sentences) => {
    assert.deepStrictEqual(await after(change, back), sentences)
  })

  test.each([
    [
      "copies type bigint",
      "copies type integer",
      'shelf.books.copies is bigint, but resource "books" declares it as integer'
    ],
    [
      "price type numeric(8, 1)",
      "price type numeric(10, 2)",
      'shelf.books.price is numeric(8,1), but resource "books" declares it as numeric(10,2)'
    ],
    [
      "details type json",
      "details type jsonb",
      'shelf.books.details is json, but resource "books" declares it as jsonb'
    ],
    [
      "created_at type timestamp",
      "created_at type timestamptz",
      'shelf.books.created_at is timestamp without time zone, but resource "books" declares it as timestamptz'
    ]
  ])("tells of another type: %s", async (change, back, sentence) => {
    const alter = (what: string) => `alter table shelf.books alter column ${what}`
    assert.deepStrictEqual(await after(alter(change), alter(back)), [sentence])
  })

  test("takes a type of the same family", async () => {
    const table = "alter table shelf.books alter column"
    assert.deepStrictEqual(await after(`${table} title type varchar(200)`, `${table} title type text`), [
      'Note: shelf.books.title is character varying(200) and takes less than the text that resource "books" declares: what is too long or too large is refused (422)'
    ])
    assert.deepStrictEqual(
      await after(`${table} price type numeric`, `${table} price type numeric(10, 2)`),
      []
    )
    assert.deepStrictEqual(await after(`${table} version type integer`, `${table} version type bigint`), [])
  })

  test("tells a fault from a note about null", async () => {
    const table = "alter table shelf.books alter column"
    assert.deepStrictEqual(await after(`${table} secret set not null`, `${table} secret drop not null`), [
      'shelf.books.secret is not null, but resource "books" declares it as optional'
    ])
    assert.deepStrictEqual(await after(`${table} title drop not null`, `${table} title set not null`), [
      'Note: shelf.books.title may be null, but resource "books" declares that it never is'
    ])
    assert.deepStrictEqual(
      await after(`${table} creator_uid set not null`, `${table} creator_uid drop not null`),
      ['Note: shelf.books.creator_uid is not null, so anonymous callers cannot write to resource "books"']
    )
  })

  test("tells of a column that nobody fills", async () => {
    const table = "alter table shelf.notes"
    assert.deepStrictEqual(await after(`${table} add place text not null`, `${table} drop place`), [
      'shelf.notes.place is not null without a default, and resource "notes" does not declare it: no record can be created'
    ])
    assert.deepStrictEqual(
      await after(`${table} add place text not null default 'x'`, `${table} drop place`),
      []
    )
  })

  test("notes a reference without a foreign key, and refuses one that deletes by itself", async () => {
    const table = "alter table shelf.books"
    const drop = `${table} drop constraint books_sequel_uid_fkey`
    const add = `${table} add constraint books_sequel_uid_fkey foreign key (sequel_uid) references shelf.books`
    assert.deepStrictEqual(await after(drop, add), [
      'Note: shelf.books.sequel_uid refers to "books" without a foreign key: nothing keeps what it refers to'
    ])
    const elsewhere = add.replace(/books$/u, "notes")
    assert.deepStrictEqual(await after(`${drop}; ${elsewhere}`, `${drop}; ${add}`), [
      'Note: shelf.books.sequel_uid refers to "books" without a foreign key: nothing keeps what it refers to'
    ])
    assert.deepStrictEqual(await after(`${drop}; ${add} on delete cascade`, `${drop}; ${add}`), [
      'shelf.books has the foreign key "books_sequel_uid_fkey" that changes records by itself, past the audit trail: use no action or restrict'
    ])
  })

  test("tells of a key that has several spellings", async () => {
    const Codes = Resource.make("codes", { table: "shelf.codes", uid: "text", audit: unaudited, fields: {} })
    await direct.query(
      `create collation shelf.anycase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create table shelf.codes (uid text collate shelf.anycase primary key);`
    )
    const found = await faults(Api.make("codes", { resources: [Codes] }))
    await direct.query("drop table shelf.codes; drop collation shelf.anycase;")
    assert.deepStrictEqual(found, [
      'shelf.codes.uid takes different texts for equal by its collation anycase, but what identifies a record of resource "codes" has one spelling'
    ])
  })

  test("tells of a domain that takes no null", async () => {
    const change = "create domain shelf.code as text; alter table shelf.books alter isbn type shelf.code"
    const back = "alter table shelf.books alter isbn type text; drop domain shelf.code"
    assert.deepStrictEqual(await after(change, "alter domain shelf.code set not null"), [])
    assert.deepStrictEqual(await after("select 1", back), [
      'shelf.books.isbn is not null, but resource "books" declares it as optional'
    ])
  })

  test("takes a view that is read, and tells what an enum and a database default need", async () => {
    await direct.query(
      "create view shelf.titles as select * from shelf.notes; create type shelf.mood as enum ('good'); create table shelf.days (uid uuid primary key, mood shelf.mood not null, kind shelf.mood not null, hours integer not null);"
    )
    const Titles = Resource.make("titles", { table: "shelf.titles", fields: { text: Schema.String } })
    const Days = Resource.make("days", {
      table: "shelf.days",
      audit: unaudited,
      fields: {
        mood: Field.literals(["good"], "shelf.mood"),
        kind: Field.literals(["good"]),
        hours: Field.databaseDefault(Field.integer, 24)
      }
    })
    assert.deepStrictEqual(await faults(Api.make("others", { resources: [Titles, Days] })), [
      'shelf.days.kind is shelf.mood, but resource "days" declares it as text',
      'shelf.days.hours has no default, but resource "days" leaves it to the database'
    ])
  })

  test("looks into arrays, of domains too", async () => {
    await direct.query(`create type shelf.tone as enum ('low', 'high', 'none');
      create domain shelf.code as varchar(5); create domain shelf.codes as shelf.code[];
      create table shelf.lists (uid uuid primary key, codes shelf.code[], more shelf.codes, tones shelf.tone[])`)
    const lists = (code: Field.Plain<string>, labels: ReadonlyArray<string>) => {
      const [codes, tones] = [Field.array(code), Field.array(Field.literals(labels, "shelf.tone"))]
      const fields = {
        codes: Field.optional(codes),
        more: Field.optional(codes),
        tones: Field.optional(tones)
      }
      return faults(
        Api.make("lists", {
          resources: [Resource.make("lists", { table: "shelf.lists", audit: unaudited, fields })]
        })
      )
    }
    assert.deepStrictEqual(await lists(Field.varchar(5), ["low", "high", "none"]), [])
    assert.deepStrictEqual(await lists(Field.varchar(6), ["low", "high", "loud"]), [
      'shelf.lists.codes is shelf.code[], but resource "lists" declares it as varchar(6)[]',
      'shelf.lists.more is shelf.code[], but resource "lists" declares it as varchar(6)[]',
      'shelf.lists.tones has no label "loud", which resource "lists" declares',
      'Note: shelf.lists.tones has the label "none", which resource "lists" does not declare: it is shown, and cannot be sent'
    ])
  })

  test("tells of a setting under which the store would refuse its session", async () => {
    const name = new URL(url).pathname.slice(1)
    const found = await after(
      `alter database "${name}" set extra_float_digits = 0`,
      `alter database "${name}" reset extra_float_digits`
    )
    assert.lengthOf(found, 1)
    assert.match(
      String(found[0]),
      /^The session has extra_float_digits "0", with which floats would lose digits, .*: alter role postgres in database .* set extra_float_digits = '1'$/u
    )
  })

  test("tells a role without rights what it may not use, and the rest all the same", async () => {
    // Roles belong to the whole server: one that no other run has.
    const role = `poor_${crypto.randomUUID().slice(0, 8)}`
    await direct.query(`create role ${role} login password 'poor'; alter table shelf.notes rename to memos;`)
    const own = Object.assign(new URL(url), { username: role, password: "poor" }).href
    const found = await Effect.runPromise(verifySchema(shelf, { url: own }))
    await direct.query(`alter table shelf.memos rename to notes; drop role ${role};`)
    const rights = "grant it what sql/grants.sql has, or look as another role"
    assert.deepStrictEqual(
      found.map(({ message }) => message),
      [
        `The role ${role} may not use the schema audit: ${rights}`,
        `The role ${role} may not use the schema shelf: ${rights}`,
        'shelf.notes is missing: resource "notes" needs that table'
      ]
    )
  })

  test("fails with StoreUnavailable where there is no server", async () => {
    const failure = await Effect.runPromise(
      Effect.flip(verifySchema(shelf, { url: "postgres://127.0.0.1:1/none" }))
    )
    assert.instanceOf(failure, StoreUnavailable)
  })
})
