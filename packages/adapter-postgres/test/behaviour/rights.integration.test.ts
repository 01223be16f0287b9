// @effect-diagnostics asyncFunction:off
/** What the role lacks in the middle of a table, behind a view, or of a sequence: verifySchema says what would be a 500. */
import { Field, Resource } from "@pgcrest/core"
import { randomUUID } from "node:crypto"
import { afterEach, assert, describe, test } from "vitest"
import { create, get, update } from "../commands.ts"
import { openStore, servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { other, sentences, toldOf, uid } from "./acts.ts"
import { baseTable, fields, fresh, stage, table, Things } from "./things.ts"

const own = "uid, title, version, created_at, last_updated_at, creator_uid, last_updater_uid"
const refused = (detail: string, acts: string) =>
  acts
    .split(" ")
    .map((act) => `PostgreSQL refuses the ${act} that resource "things" offers on shelf.things: ${detail}`)

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)
  let undo: () => Promise<unknown> = () => Promise.resolve()
  afterEach(() => undo())

  /** The database as a role with these grants sees it. */
  const poor = async (sql: string, grants: string): Promise<string> => {
    const role = `poor_${randomUUID().slice(0, 8)}`
    const trial =
      await given(`create role ${role} login password 'poor'; grant usage on schema shelf, audit to ${role}; grant all on all tables in schema audit to ${role};
      ${sql}; ${grants.replaceAll("app", role)}`)
    undo = () => trial.direct.query(`drop owned by ${role}; drop role ${role};`)
    return Object.assign(new URL(url()), { username: role, password: "poor" }).href
  }

  /** What it is told of the resource, and by each command. */
  const asked = async (sql: string, grants: string, resource: Resource.Resource = Things) => {
    const as = await poor(sql, grants)
    const opened = await openStore({ url: as })
    const values = { title: "new" }
    const told = []
    for (const command of [
      get(resource, uid),
      create(resource, values, other),
      update(resource, uid, values)
    ])
      told.push((await toldOf(() => opened.run(command))).replace(/:.*/u, ""))
    await opened.close()
    return { told, said: await sentences(as, resource) }
  }

  test("a column that it may not see", async () => {
    const { told, said } = await asked(
      `${table()}; ${fresh()}`,
      `grant insert, update, delete on shelf.things to app; grant select (${own}) on shelf.things to app`
    )
    assert.deepStrictEqual(told, ["defect", "defect", "defect"])
    assert.deepStrictEqual(
      said,
      refused("permission denied for table things", "list get create replace update delete")
    )
  })

  test("a column that it may not write", async () => {
    const { told, said } = await asked(
      `${table()}; ${fresh()}`,
      `grant select, delete on shelf.things to app; grant insert (${own}), update (${own}) on shelf.things to app`
    )
    assert.deepStrictEqual(told, ["done", "defect", "done"])
    assert.deepStrictEqual(said, refused("permission denied for table things", "create replace update"))
  })

  test.each([
    ["date", "date", Field.date],
    ["enum", "shelf.size", Field.literals(["small", "large"], "shelf.size")],
    ["numeric", "numeric(4,2)", Field.numeric(4, 2)],
    ["char", "char(2)", Field.char(2)]
  ])("a column that it may not write, of records whose uid is %s", async (_, type, key) => {
    const resource = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields,
      uid: key,
      uidBy: "client"
    })
    const as = await poor(
      `create type shelf.size as enum ('small', 'large'); ${table().replace("uuid", type)}`,
      `grant select, delete on shelf.things to app; grant insert (${own}), update (${own}) on shelf.things to app`
    )
    const told = refused("permission denied for table things", "replace update")
    assert.deepStrictEqual(await sentences(as, resource), told)
  })

  test("a table under a view, on which its owner lacks the rights", async () => {
    const owner = `owner_${randomUUID().slice(0, 8)}`
    const { told, said } = await asked(
      `${baseTable}; create role ${owner}; create view shelf.things as select * from shelf.base; grant create on schema shelf to ${owner}; alter view shelf.things owner to ${owner}`,
      "grant all on shelf.things to app"
    )
    const dropRole = undo
    undo = () => dropRole().then(() => given(`drop owned by ${owner}; drop role ${owner}`))
    assert.deepStrictEqual(told, ["defect", "defect", "defect"])
    assert.deepStrictEqual(
      said,
      refused("permission denied for table base", "list get create replace update delete history")
    )
  })

  describe("a sequence", () => {
    const numbered = (type: string) =>
      `${table().replace("rank integer", `rank integer, number ${type}`)}; ${fresh()}`
    const Numbered = Resource.make("things", {
      table: "shelf.things",
      ...everyone,
      fields: { ...fields, number: Field.generated(Field.integer) }
    })
    const all = "grant all on all tables in schema shelf to app"
    const sentence =
      'The role may not use the sequence shelf.things_number_seq, by which shelf.things.number is numbered, as resource "things" needs it; see sql/grants.sql'

    test.each([Things, Numbered])("that it may not use", async (resource) => {
      const { told, said } = await asked(numbered("serial"), all, resource)
      assert.deepStrictEqual(told, ["done", "defect", "done"])
      assert.deepStrictEqual(said, [sentence])
    })

    test.each([
      ["that it may use", "serial", `${all}; grant usage on all sequences in schema shelf to app`],
      ["of an identity, which needs no right", "integer generated always as identity", all]
    ])("%s", async (_, type, grants) => {
      const { told, said } = await asked(numbered(type), grants, Numbered)
      assert.deepStrictEqual([told, said], [["done", "done", "done"], []])
    })
  })
})
