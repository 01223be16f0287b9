// @effect-diagnostics asyncFunction:off
/** Reads as of a moment, of what PostgreSQL alone has: columns that changed their type, writers in the midst, and how far it reaches. */
import {
  authorise,
  type Command,
  Field,
  Predicate,
  Projection,
  type Query,
  Resource,
  stamp
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { ann, create, list, update } from "./commands.ts"
import {
  type Answer,
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers
} from "./database.ts"
import { everyone } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"
const [first, later] = ["2026-11-25T08:30:00Z", "2026-11-25T09:30:00Z"]

const fields = {
  title: Field.optional(Field.text),
  size: Field.optional(Field.text),
  gone: Field.optional(Field.text)
}
const Before = Resource.make("things", { table: "shelf.things", fields, access: everyone.access })
/** The same table later: a column of another type, one more, one less. */
const After = Resource.make("things", {
  table: "shelf.things",
  fields: {
    title: Field.optional(Field.text),
    size: Field.optional(Field.integer),
    added: Field.optional(Field.array("text"))
  },
  access: everyone.access
})

const asOf = (at: string): Query.AsOf => ({ moment: { _tag: "Instant", at }, snapshot: null })
const getThen = (resource: Resource.Resource, of: string, at: string) => {
  const permit = Result.getOrThrow(authorise(resource, "get", ann))
  const command: Command.Get = {
    _tag: "Get",
    permit,
    uid: of,
    projection: Projection.whole(resource),
    asOf: asOf(at)
  }
  return stamp(command, ann, later, null)
}

/** All that differs since then. */
const differing = (resource: Resource.Resource, since: string, until: string | null = null) => {
  const query: Query.Comparison = {
    filter: Predicate.always,
    order: [],
    page: { _tag: "Offset", limit: 100, offset: 0 },
    projection: Projection.of(["title", "size"].map((name) => Resource.columnOf(resource, name))),
    count: null,
    since: asOf(since).moment,
    ...(until === null ? {} : { asOf: asOf(until) })
  }
  const permit = Result.getOrThrow(authorise(resource, "list", ann))
  return stamp({ _tag: "Compare", permit, query }, ann, later, null)
}
const told = (answer: Answer) => json(answer).map(({ after, before, change }) => [change, before, after])

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened
  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query(`drop table if exists shelf.things; truncate audit.change, audit.life;
      create table shelf.things (uid uuid primary key, title text, size text, gone text, version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text);`)
    opened = await openStore({ url })
  })
  afterEach(() => opened.close())

  const retyped = async () => {
    await opened.run(create(Before, { title: "a", size: "12", gone: "x" }, uid))
    await opened.run(create(Before, { title: "b", size: "large", gone: "x" }, other))
    await opened.run(update(Before, uid, { title: "A" }, { at: later }))
    await opened.run(update(Before, other, { title: "B" }, { at: later }))
    await direct.query(`alter table shelf.things drop column gone, add column added text[],
      alter column size type integer using case when size ~ '^[0-9]+$' then size::integer end;`)
  }

  test("what was added since is null, what has gone is absent, and what does not fit its column any more is null", async () => {
    await retyped()
    const [was] = json(await opened.run(getThen(After, uid, first)))
    assert.deepInclude(was, { title: "a", size: 12, added: null, version: 1 })
    assert.notProperty(was, "gone")
    const [unfit] = json(await opened.run(getThen(After, other, first)))
    assert.deepInclude(unfit, { title: "b", size: null, added: null })
    const all = await opened.run(list(After, { order: [], asOf: asOf(first) }))
    assert.deepStrictEqual(
      json(all).map(({ title, size }) => [title, size]),
      [
        ["a", 12],
        ["b", null]
      ]
    )
  })

  const readApart = [
    ["bytes", Field.bytea, "bytea", ["YWI=", "YWJj"], ""],
    ["pairs", Field.hstore, "hstore", [], "hstore"],
    ["a place", Field.geometry, "geometry", [], "postgis"],
    ["another's type", Field.text.as("geometry"), "geometry", [], "postgis"],
    ["many documents", Field.array(Field.jsonb()), "jsonb[]", [], ""]
  ] as const
  test.for(readApart)(
    "a text is null where its column has become %s, unless it fits",
    async ([, field, type, fit, extension], context) => {
      const available = await direct.query(`select name from pg_available_extensions`)
      context.skip(extension !== "" && !available.flat().includes(extension), `no ${extension} here`)
      const texts = ["large", "{", '{"type":"Nowhere"}', "[1]", "YWI", ...fit]
      const uids = texts.map((_, at) => `0198a000-0000-7000-8000-00000000001${at}`)
      for (const [at, size] of texts.entries())
        await opened.run(create(Before, { title: `${at}`, size }, uids[at] ?? ""))
      await direct.query(`${extension === "" ? "" : `create extension if not exists ${extension};`}
        alter table shelf.things alter column size type ${type} using null;
        update shelf.things set version = 2, last_updated_at = '${later}';`)
      const Today = Resource.make("things", {
        table: "shelf.things",
        fields: { title: Field.optional(Field.text), size: Field.optional(field) },
        access: everyone.access
      })
      const was = json(await opened.run(list(Today, { order: [], asOf: asOf(first) })))
      const expected = texts.map((text, at) => [
        `${at}`,
        (fit as ReadonlyArray<string>).includes(text) ? text : null
      ])
      assert.deepStrictEqual(was.map(({ size, title }) => [title, size]).toSorted(), expected)
      assert.lengthOf(told(await opened.run(differing(Today, first))), fit.length)
    }
  )

  test("what differs is told by the columns of today too, and by today's key", async () => {
    await retyped()
    assert.deepStrictEqual(told(await opened.run(differing(After, first))), [
      ["changed", { title: "a", size: 12 }, { title: "A", size: 12 }],
      ["changed", { title: "b", size: null }, { title: "B", size: null }]
    ])
    await direct.query(`insert into audit.life values ('things', 'a key of another time', 2, '${later}')`)
    assert.strictEqual(told(await opened.run(differing(After, first))).length, 2)
  })

  test("inside of a unit too, where an error would end it", async () => {
    await retyped()
    const answer = await opened.attempt(opened.store.unit((run) => run(getThen(After, other, first))))
    assert.deepInclude(json(answer)[0], { title: "b", size: null })
  })

  test("more records that changed since than are looked up are a failure, and say so", async () => {
    await opened.run(create(Before, { title: "a" }, uid))
    await direct.query(`insert into shelf.things (uid, version, created_at, last_updated_at)
      select gen_random_uuid(), 1, '${later}', '${later}' from generate_series(1, 50001);`)
    assert.strictEqual(outcome(await opened.run(getThen(Before, uid, first))), "MomentOutOfReach")
    assert.strictEqual(outcome(await opened.run(getThen(Before, uid, later))), "done")
    const differs = await opened.run(differing(Before, first))
    assert.strictEqual(outcome(differs), "MomentOutOfReach")
    assert.deepInclude(Result.isFailure(differs) ? differs.failure : {}, {
      reason: "crowded",
      moment: "since"
    })
    assert.strictEqual(outcome(await opened.run(differing(Before, later))), "done")
  })
})
