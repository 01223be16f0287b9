// @effect-diagnostics asyncFunction:off
/** Rows that stay when they are deleted: beside what psql does to them, and as verify finds them. */
import { ddl, outOfBand, verifySchema, verifyTrail } from "@pgcrest/adapter-postgres"
import { Access, Api, type AuditedCommand, Field, Resource, SoftDelete } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, history, purge, remove, removeMany, replace, update } from "./commands.ts"
import {
  connect,
  type Direct,
  json,
  makeDatabase,
  type Opened,
  openStore,
  outcome,
  servers
} from "./database.ts"
import { everyone, unaudited } from "./shelf.ts"

const [uid, other] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]
const kept = {
  fields: { title: Field.unique(Field.text) },
  softDelete: SoftDelete.make(),
  access: { ...everyone.access, restore: Access.everyone, purge: Access.everyone }
} as const
const Albums = Resource.make("albums", { table: "shelf.albums", ...kept })
const Bare = Resource.make("bare", { table: "shelf.bare", ...kept, audit: unaudited })
const kinds = [[Albums], [Bare]] as const
const api = Api.make("shelf", { resources: [Albums, Bare] })

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let opened: Opened
  let url: string

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(ddl(api) + outOfBand(api))
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query("truncate shelf.albums, shelf.bare; truncate audit.change, audit.life;")
    opened = await openStore({ url, connections: 2 })
  })
  afterEach(() => opened.close())

  const run = async (command: AuditedCommand) => outcome(await opened.run(command))
  const trail = () =>
    direct.query("select uid, version, op, actor, after is null from audit.change order by uid, version")
  const faults = () => Effect.runPromise(Stream.runCollect(verifyTrail(api, { url })))

  test("has the tables that it asks for, and tells of a unique constraint over all rows", async () => {
    assert.deepStrictEqual(await Effect.runPromise(verifySchema(api, { url })), [])
    const full =
      "drop index shelf.albums_title_key; create unique index albums_title_key on shelf.albums (title);"
    await direct.query(full)
    const [fault] = await Effect.runPromise(verifySchema(api, { url }))
    assert.deepInclude(fault, { _tag: "UniqueOfDeleted", constraint: "albums_title_key" })
    await direct.query(`drop index shelf.albums_title_key; ${ddl(api)}`)
  })

  test.each(kinds)("records a delete of ours once, by one record and by many", async (resource) => {
    for (const [id, title] of [
      [uid, "a"],
      [other, "b"]
    ] as const)
      await run(create(resource, { title }, id))
    assert.strictEqual(await run(remove(resource, uid)), "done")
    assert.strictEqual(await run(removeMany(resource)), "done")
    assert.deepStrictEqual(await trail(), [
      [uid, "1", "create", "ann", "f"],
      [uid, "2", "delete", "ann", "t"],
      [other, "1", "create", "ann", "f"],
      [other, "2", "delete", "ann", "t"]
    ])
    assert.deepStrictEqual(
      await direct.query(`select count(*) from shelf.${resource.name} where deleted_at is not null`),
      [["2"]]
    )
    assert.deepStrictEqual(await faults(), [])
  })

  test.each(kinds)(
    "records what psql marks as a delete, and as a create what it brings back",
    async (resource) => {
      const table = `shelf.${resource.name}`
      await run(create(resource, { title: "a" }, uid))
      await direct.query(`update ${table} set deleted_at = now()`)
      assert.strictEqual(await run(update(resource, uid, { title: "b" })), "RecordNotFound")
      assert.deepStrictEqual(await faults(), [])
      // Of what is deleted nothing more is told, whatever is written to it.
      await direct.query(`update ${table} set title = 'c'`)
      await direct.query(`update ${table} set deleted_at = null`)
      const told = (await trail()).map(([, , op, actor]) => [op, String(actor).slice(0, 3)])
      assert.deepStrictEqual(told, [
        ["create", "ann"],
        ["delete", "db:"],
        ["create", "db:"]
      ])
      assert.strictEqual(await run(update(resource, uid, { title: "b" })), "done")
      assert.deepStrictEqual(await faults(), [])
    }
  )

  test.each(kinds)("leaves no change where psql removes what was deleted", async (resource) => {
    await run(create(resource, { title: "a" }, uid))
    await run(remove(resource, uid))
    await direct.query(`delete from shelf.${resource.name} where deleted_at < now() + interval '1 day'`)
    assert.deepStrictEqual(
      (await trail()).map(([, version]) => version),
      ["1", "2"]
    )
    assert.deepStrictEqual(await faults(), [])
  })

  test.each(kinds)(
    "what was deleted is no fault once its changes are forgotten: a note, until it is purged",
    async (resource) => {
      const { name } = resource
      await run(create(resource, { title: "a" }, uid))
      await run(remove(resource, uid))
      await direct.query("update audit.change set at = at - interval '1 year'")
      await direct.query(`call audit.retain('${name}', 'P1M')`)
      assert.deepStrictEqual(await trail(), [])
      const told = (await faults()).map(({ _tag, severity }) => [_tag, severity])
      assert.deepStrictEqual(told, [["HistoryGone", "note"]])
      assert.deepStrictEqual(json(await opened.run(history(resource, uid))), [])
      assert.strictEqual(await run(purge(resource, uid)), "done")
      assert.deepStrictEqual(await direct.query(`select * from shelf.${name}`), [])
      assert.deepStrictEqual(await faults(), [])
      // It goes on counting.
      assert.strictEqual(await run(replace(resource, uid, { title: "a" })), "done")
      assert.deepStrictEqual(await faults(), [])
    }
  )

  test.each(kinds)("a row that psql makes as a deleted one was never a record", async (resource) => {
    const { name } = resource
    await direct.query(`insert into shelf.${name} (uid, title, deleted_at) values ('${uid}', 'a', now())`)
    assert.deepStrictEqual(await trail(), [])
    assert.deepStrictEqual(await faults(), [])
    await direct.query(`update shelf.${name} set deleted_at = null`)
    assert.deepStrictEqual(
      (await trail()).map(([, , op]) => op),
      ["create"]
    )
    assert.deepStrictEqual(await faults(), [])
  })
})
