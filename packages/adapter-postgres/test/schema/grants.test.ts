// @effect-diagnostics asyncFunction:off
import { grants } from "@pgcrest/adapter-postgres"
import { Access, Api, Field, Resource, SoftDelete } from "@pgcrest/core"
import { assert, describe, expect, test } from "vitest"
import { sqlFile } from "../database.ts"
import { everyone } from "../shelf.ts"

const fields = { title: Field.text }
const read = { list: Access.everyone, get: Access.everyone }
const of = (resource: Resource.Resource, role = "app") =>
  grants(Api.make("one", { resources: [resource] }), { role })

describe("grants", () => {
  test("gives what the rules of each table ask for, and the trail", () => {
    const Books = Resource.make("books", { table: "library.books", ...everyone })
    const Authors = Resource.make("authors", {
      table: "library.authors",
      fields,
      access: { ...read, create: Access.everyone }
    })
    const Drafts = Resource.make("drafts", { fields, access: { ...read, delete: Access.owner } })
    const Notes = Resource.make("notes", { fields, access: { list: Access.everyone } })
    const api = Api.make("library", { resources: [Books, Authors, Drafts, Notes] })
    expect(grants(api, { role: "app" })).toMatchInlineSnapshot(`
      "grant usage on schema library, audit to app;
      grant select, insert, update, delete on library.books to app;
      grant select, insert on library.authors to app;
      grant select, delete, update (uid) on drafts to app;
      grant select on notes to app;
      grant select on audit.change to app;
      grant insert (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, before, after, sealed, salt, sealed_hash, format) on audit.change to app;
      grant select, insert on audit.life to app;
      grant update (version, at) on audit.life to app;
      grant select on audit.idempotency to app;
      grant insert (caller, key, request, form, resource, uids, beside, created, answer) on audit.idempotency to app;
      "
    `)
  })

  test("gives the right to delete softly kept rows for a purge alone", () => {
    const access = { ...read, delete: Access.owner, history: Access.owner }
    const [first] = of(Resource.make("books", { fields, softDelete: SoftDelete.make(), access }))
      .split("\n")
      .slice(1)
    assert.strictEqual(first, "grant select, update on books to app;")
    const purging = { ...access, purge: Access.owner }
    const [second] = of(Resource.make("books", { fields, softDelete: SoftDelete.make(), access: purging }))
      .split("\n")
      .slice(1)
    assert.strictEqual(second, "grant select, update, delete on books to app;")
    // Who refers to such a record holds it, for which PostgreSQL asks the right to update a column.
    const [third] = of(Resource.make("books", { fields, softDelete: SoftDelete.make(), access: read })).split(
      "\n"
    )
    assert.strictEqual(third, "grant select, update (uid) on books to app;")
  })

  test("has the trail's rights as grants.sql has them", async () => {
    const file = (await sqlFile("grants.sql")).replaceAll(/\n {2}on /gu, " on ").split("\n")
    const own = of(Resource.make("books", { ...everyone, trail: { refusals: true } })).split("\n")
    assert.deepStrictEqual(
      own.filter((line) => / on audit\./u.test(line)),
      file.filter((line) => /^grant .* on audit\./u.test(line))
    )
  })

  test("gives nothing of the trail to a role that writes nothing, but what a history reads", () => {
    assert.strictEqual(
      of(Resource.make("books", { fields, access: read })),
      "grant select on books to app;\n"
    )
    assert.strictEqual(
      of(Resource.make("books", { fields, access: { ...read, history: Access.everyone } })),
      "grant usage on schema audit to app;\ngrant select on books to app;\ngrant select on audit.change to app;\n"
    )
  })

  test("gives the union of what several resources do with one table", () => {
    const table = "library.books"
    const Read = Resource.make("catalogue", { table, fields, access: read })
    const Made = Resource.make("donations", { table, fields, access: { create: Access.everyone } })
    assert.include(
      grants(Api.make("library", { resources: [Read, Made] }), { role: "app" }),
      "\ngrant select, insert on library.books to app;\n"
    )
  })

  test("gives what hooks are told to do beside the rules", () => {
    const api = Api.make("library", { resources: [Resource.make("books", { fields, access: read })] })
    const told = (...acts: ReadonlyArray<"get" | "create" | "update" | "delete">) =>
      grants(api, { role: "app", hooks: { books: acts } })
        .split("\n")
        .find((line) => line.includes(" on books "))
    assert.strictEqual(told("get"), "grant select, update (uid) on books to app;")
    assert.strictEqual(told("get", "update"), "grant select, update on books to app;")
    assert.strictEqual(
      told("create", "delete"),
      "grant select, insert, delete, update (uid) on books to app;"
    )
  })

  test("lets numbers be counted, whatever names need quotes", () => {
    const Tickets = Resource.make("tickets", {
      table: { schema: "The Shop", name: "it's $$" },
      uid: "bigint",
      fields: {
        ...fields,
        place: Field.databaseDefault(Field.integer),
        rank: Field.generated(Field.smallint),
        pages: Field.integer
      },
      access: { create: Access.everyone }
    })
    expect(of(Tickets, "An App")).toMatchInlineSnapshot(`
      "grant usage on schema "The Shop", audit to "An App";
      grant select, insert on "The Shop"."it's $$" to "An App";
      do 'declare s text := pg_get_serial_sequence(''"The Shop"."it''''s $$"'', ''uid''); begin if s is not null then execute format(''grant usage on sequence %s to %I'', s, ''An App''); end if; end';
      do 'declare s text := pg_get_serial_sequence(''"The Shop"."it''''s $$"'', ''place''); begin if s is not null then execute format(''grant usage on sequence %s to %I'', s, ''An App''); end if; end';
      do 'declare s text := pg_get_serial_sequence(''"The Shop"."it''''s $$"'', ''rank''); begin if s is not null then execute format(''grant usage on sequence %s to %I'', s, ''An App''); end if; end';
      grant select on audit.change to "An App";
      grant insert (resource, uid, version, op, at, actor, on_behalf_of, issuer, request_id, client_request_id, trace_id, via, reason, metadata, before, after, sealed, salt, sealed_hash, format) on audit.change to "An App";
      grant select, insert on audit.life to "An App";
      grant update (version, at) on audit.life to "An App";
      grant select on audit.idempotency to "An App";
      grant insert (caller, key, request, form, resource, uids, beside, created, answer) on audit.idempotency to "An App";
      "
    `)
  })
})
