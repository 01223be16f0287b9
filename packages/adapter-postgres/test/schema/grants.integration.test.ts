// @effect-diagnostics asyncFunction:off
/** A role that has nothing but what `grants` prints: it does all that the api offers, and nothing else. */
import { auditSchema, ddl, grants, verifySchema } from "@pgcrest/adapter-postgres"
import { Access, Api, type AuditedCommand, Field, Resource } from "@pgcrest/core"
import { PostgresServer } from "@pgcrest/testkit/postgres"
import * as Effect from "effect/Effect"
import { afterAll, assert, beforeAll, describe, inject, test } from "vitest"
import { create, get, history, list, lock, remove, replace, update } from "../commands.ts"
import { connect, type Direct, json, type Opened, openStore, outcome } from "../database.ts"
import { everyone } from "../shelf.ts"

const read = { list: Access.everyone, get: Access.everyone }
const fields = { title: Field.text }
const Books = Resource.make("books", { table: "hall.books", ...everyone })
const Authors = Resource.make("authors", {
  table: { schema: "hall", name: "The Authors" },
  fields,
  access: { ...read, create: Access.everyone, history: Access.everyone }
})
const Drafts = Resource.make("drafts", {
  table: "hall.drafts",
  fields,
  access: { ...read, delete: Access.everyone }
})
const Rooms = Resource.make("rooms", { table: "hall.rooms", fields, access: read })
/** Counted by a sequence, to which a right on the table does not reach. */
const Tickets = Resource.make("tickets", {
  table: "hall.tickets",
  uid: "bigint",
  fields: { ...fields, place: Field.databaseDefault(Field.integer) },
  access: { ...read, create: Access.everyone, update: Access.everyone }
})
const Seats = Resource.make("seats", {
  table: "hall.seats",
  uid: null,
  key: ["room", "seat"],
  fields: { room: Field.text, seat: Field.integer },
  access: { list: Access.everyone, create: Access.everyone, delete: Access.everyone }
})
const Hall = Api.make("hall", { resources: [Books, Authors, Drafts, Rooms, Tickets, Seats] })

const serial = `create schema hall; create table hall.tickets (uid bigserial primary key, title text not null, place serial,
  version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);`
const uid = "0198a000-0000-7000-8000-000000000001"
// Roles belong to the whole server: one that no other run has.
const role = `App ${crypto.randomUUID().slice(0, 8)}`
let owner: Direct
let app: Direct
let opened: Opened
let own: string

beforeAll(async () => {
  const url = await PostgresServer.createDatabase(inject("postgres"))
  owner = await connect(url)
  await owner.query(`${auditSchema}${serial}${ddl(Hall)}`)
  await owner.query(
    `insert into hall.drafts (uid, title, version, created_at, last_updated_at) values ('${uid}', 'Sanditon', 1, now(), now())`
  )
  await owner.query(`create role "${role}" login password 'app'; ${grants(Hall, { role })}`)
  own = Object.assign(new URL(url), { username: encodeURIComponent(role), password: "app" }).href
  app = await connect(own)
  opened = await openStore({ url: own })
})
afterAll(async () => {
  await Promise.all([opened.close(), app.close()])
  await owner.query(`drop owned by "${role}"; drop role "${role}";`)
  await owner.close()
})

const done = async (command: AuditedCommand) => {
  const answer = await opened.run(command)
  assert.strictEqual(outcome(answer), "done", `${command.command._tag}: ${JSON.stringify(answer)}`)
  return json(answer)
}

describe("a role with the grants of an api", () => {
  test("does all that the rules offer", async () => {
    await done(create(Books, { title: "Emma" }, uid))
    await done(update(Books, uid, { title: "Persuasion" }))
    await done(replace(Books, uid, { title: "Emma" }))
    await done(remove(Books, uid))
    await done(replace(Books, uid, { title: "Emma" }))
    assert.lengthOf(await done(history(Books, uid)), 5)
    await done(create(Authors, { title: "Jane Austen" }, uid))
    await done(history(Authors, uid))
    await done(get(Drafts, uid))
    await done(remove(Drafts, uid))
    await done(list(Rooms, { count: "exact" }))
    await done(create(Seats, { room: "a", seat: 1 }))
    await done(remove(Seats, '["a", 1]'))
  })

  test("lets the database count", async () => {
    const [made] = await done(create(Tickets, { title: "Circle" }, null))
    assert.deepInclude(made, { uid: 1, place: 1 })
    await done(update(Tickets, "1", { title: "Stalls" }))
  })

  test("locks inside a unit what it may change", async () => {
    const answer = await opened.attempt(
      opened.store.unit((run) =>
        Effect.andThen(run(lock(Books, uid)), run(update(Books, uid, { title: "Emma" })))
      )
    )
    assert.strictEqual(outcome(answer), "done")
  })

  test("lacks nothing that verifySchema asks for", async () => {
    const faults = await Effect.runPromise(verifySchema(Hall, { url: own }))
    assert.deepStrictEqual(
      faults.filter(({ severity }) => severity === "error"),
      []
    )
  })

  test.each([
    'update hall."The Authors" set title = title',
    'delete from hall."The Authors"',
    "insert into hall.drafts (uid, title) values (gen_random_uuid(), 'x')",
    "update hall.drafts set title = title",
    "insert into hall.rooms (uid, title) values (gen_random_uuid(), 'x')",
    "update hall.rooms set uid = uid",
    "delete from hall.rooms",
    "delete from hall.tickets",
    "update hall.seats set seat = 2",
    "select setval('hall.tickets_uid_seq', 7)",
    "truncate hall.books",
    "create table hall.more (uid uuid)",
    "update audit.change set actor = 'nobody'",
    "delete from audit.change",
    "insert into audit.change (resource, uid, version, op, at, actor, tx) values ('books', 'x', 1, 'create', now(), 'x', '1')",
    "insert into audit.change_default (resource, uid, version, op, at, actor) values ('books', 'x', 1, 'create', now(), 'x')",
    "delete from audit.life",
    "update audit.life set uid = 'x'"
  ])("is refused: %s", async (text) => {
    const error: unknown = await app.query(text).catch((cause: unknown) => cause)
    assert.deepInclude(error, { code: "42501" })
  })
})
