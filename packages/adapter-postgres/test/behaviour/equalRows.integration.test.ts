// @effect-diagnostics asyncFunction:off
/** Tables without a key of their own, whose rows may be equal in what identifies them and belong to different people. */
import { Access, Field, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { ann, bob, create, list, remove } from "../commands.ts"
import { json, outcome, servers } from "../database.ts"
import { stage } from "./things.ts"

const Pairs = Resource.make("pairs", {
  table: "shelf.pairs",
  uid: null,
  key: ["a", "b"],
  fields: { a: Field.integer, b: Field.varchar(5) },
  audit: { version: false, created_at: false, last_updated_at: false, last_updater_uid: false },
  access: { list: Access.owner, create: Access.signedIn, delete: Access.owner }
})
const one = { a: 1, b: "x" }
const uid = '[1, "x"]'

describe.each(servers())("on %s", (_, template) => {
  const { given } = stage(template)
  const sql = "create table shelf.pairs (a integer not null, b varchar(5) not null, creator_uid text)"

  test("a delete takes one of those that its caller may delete, and leaves the others", async () => {
    const { opened, direct } = await given(sql)
    for (const caller of [bob, ann, ann]) await opened.run(create(Pairs, one, uid, caller))
    assert.strictEqual(outcome(await opened.run(remove(Pairs, uid, { caller: ann }))), "done")
    assert.deepStrictEqual(await direct.query("select creator_uid from shelf.pairs order by 1"), [
      ["ann"],
      ["bob"]
    ])
    assert.strictEqual(outcome(await opened.run(remove(Pairs, uid, { caller: ann }))), "done")
    assert.strictEqual(outcome(await opened.run(remove(Pairs, uid, { caller: ann }))), "RecordNotFound")
    assert.lengthOf(json(await opened.run(list(Pairs, {}, bob))), 1)
    const trail = await direct.query("select op from audit.change where uid = $1 order by version", [uid])
    assert.deepStrictEqual(trail.flat(), ["create", "create", "create", "delete", "delete"])
  })

  test("a trigger that changes what identifies a row keeps it back", async () => {
    const { opened, direct } = await given(`${sql};
      create function shelf.loud() returns trigger language plpgsql as $$begin new.b = upper(new.b); return new; end$$;
      create trigger loud before insert on shelf.pairs for each row execute function shelf.loud()`)
    assert.strictEqual(outcome(await opened.run(create(Pairs, one, uid))), "WriteSuppressed")
    assert.deepStrictEqual(await direct.query("select from shelf.pairs"), [])
  })
})
