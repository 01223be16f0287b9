// @effect-diagnostics asyncFunction:off
/** Tables without a schema, and columns, whose names are words that statements use for their own parts. */
import { type AuditedCommand, Resource } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, get, history, list, remove, replace, update } from "./commands.ts"
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
import { everyone } from "./shelf.ts"

const [one, other] = ["0198a000-0000-7000-8000-000000000001", "0198a000-0000-7000-8000-000000000002"]
const none = {
  created_at: false,
  last_updated_at: false,
  creator_uid: false,
  last_updater_uid: false
} as const

const words =
  `v w t r one record locked trail life absent made replaced written deleted logged judged image total page`.split(
    " "
  )

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let opened: Opened

  beforeAll(async () => {
    const url = await makeDatabase(template)
    direct = await connect(url)
    opened = await openStore({ url })
  })
  afterAll(() => Promise.all([opened.close(), direct.close()]))
  beforeEach(() => direct.query("truncate audit.change, audit.life;"))

  const done = async (command: AuditedCommand) => {
    const answer = await opened.run(command)
    assert.strictEqual(outcome(answer), "done", command.command._tag)
    return json(answer)
  }

  /** Everything that can be done with records of a resource whose field is a title. */
  const live = async (resource: Resource.Resource, title: string) => {
    const told = (text: string) => ({ [title]: text })
    assert.include((await done(create(resource, told("first"), one)))[0], told("first"))
    assert.include((await done(get(resource, one)))[0], told("first"))
    assert.include((await done(update(resource, one, told("second"))))[0], told("second"))
    assert.include((await done(update(resource, one, told("second"))))[0], told("second"))
    assert.include((await done(replace(resource, one, told("third"))))[0], told("third"))
    assert.include((await done(replace(resource, other, told("fourth"))))[0], told("fourth"))
    for (const count of [null, "exact"] as const)
      assert.deepStrictEqual(
        (await done(list(resource, { count }))).map((record) => record[title]),
        ["third", "fourth"]
      )
    // Another writer's change lets the next write be careful.
    await direct.query(`insert into audit.change (resource, uid, version, op, at, actor)
      select c.resource, c.uid, c.version + 1, 'update', c.at, 'else' from audit.change c where c.uid = '${one}' order by c.version desc limit 1`)
    await done(update(resource, one, told("fifth")))
    await done(remove(resource, one))
    await done(replace(resource, one, told("sixth")))
    assert.deepStrictEqual(
      (await done(history(resource, one))).map(({ operation }) => operation),
      ["create", "delete", "update", "update", "replace", "update", "create"]
    )
  }

  describe.each(words)("a table named %s", (table) => {
    afterEach(() => direct.query(`drop table public."${table}"`))

    test("that counts itself is read and written as any other", async () => {
      await direct.query(
        `create table public."${table}" (uid uuid primary key, title text not null, version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text)`
      )
      await live(Resource.make("plain", { table, ...everyone }), "title")
    })

    test("that counts nothing is read and written as any other", async () => {
      await direct.query(`create table public."${table}" (uid uuid primary key, title text not null)`)
      await live(Resource.make("plain", { table, ...everyone, audit: { ...none, version: false } }), "title")
    })
  })

  test("columns of all these names are no others", async () => {
    const names = [...words, "excluded", "operation", "version", "verdict", "immutable", "at", "tag", "op"]
    const fields = Object.fromEntries(names.map((name) => [name, Schema.String]))
    await direct.query(
      `create table public.odd (uid uuid primary key, ${names.map((name) => `"${name}" text not null`).join()})`
    )
    const Odd = Resource.make("odd", { ...everyone, fields, audit: { ...none, version: false } })
    const values = Object.fromEntries(names.map((name) => [name, `the ${name}`]))
    await done(create(Odd, values, one))
    await done(update(Odd, one, { record: "another" }))
    await done(replace(Odd, one, values))
    assert.deepStrictEqual(await done(get(Odd, one)), [{ uid: one, ...values }])
    assert.deepStrictEqual(await done(list(Odd, { count: "exact" })), [{ uid: one, ...values }])
    await done(remove(Odd, one))
    await direct.query("drop table public.odd")
  })
})
