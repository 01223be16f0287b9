// @effect-diagnostics asyncFunction:off
/** Tables of which the database supplies everything, and rows that nothing tells apart. */
import { Field, Resource } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { create, get, replace, update } from "../commands.ts"
import { json, outcome, servers } from "../database.ts"
import { everyone, unaudited } from "../shelf.ts"
import { sentences } from "./acts.ts"
import { stage } from "./things.ts"

const counted = { table: "shelf.counted", ...everyone, uid: "integer", audit: unaudited } as const
const Counted = Resource.make("counted", {
  ...counted,
  fields: { title: Field.databaseDefault(Field.text, "new"), twice: Field.generated(Field.integer) }
})
const Keys = Resource.make("keys", { ...counted, fields: {} })
const Named = Resource.make("named", {
  ...everyone,
  table: "shelf.named",
  view: true,
  uid: "integer",
  uidBy: "client",
  audit: unaudited,
  fields: { title: Field.text }
})

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test.each(["always", "by default"])(
    "a record of nothing but what the database supplies (%s) is created, and an update of nothing leaves it",
    async (when) => {
      const { opened } = await given(
        `create table shelf.counted (uid integer generated ${when} as identity primary key, title text not null default 'new',
          twice integer not null generated always as (2) stored)`
      )
      const [record = {}] = json(await opened.run(create(Counted, {}, null)))
      const uid = String(record["uid"])
      assert.deepInclude(record, { title: "new", twice: 2 })
      assert.deepStrictEqual(json(await opened.run(update(Counted, uid, {}))), [record])
      assert.strictEqual(outcome(await opened.run(replace(Counted, uid, {}))), "done")
      assert.deepStrictEqual(json(await opened.run(get(Counted, uid))), [record])
      assert.deepStrictEqual(await sentences(url(), Counted), [])
    }
  )

  test("a table of nothing but a key takes records", async () => {
    const { opened } = await given("create table shelf.counted (uid serial primary key)")
    assert.lengthOf(json(await opened.run(create(Keys, {}, null))), 1)
    assert.deepStrictEqual(await sentences(url(), Keys), [])
  })

  test("of the rows of a view that share what is taken for a key, one is the record", async () => {
    const { opened } = await given(
      "create view shelf.named as select * from (values (1, 'a'), (1, 'a'), (2, 'b')) as v (uid, title)"
    )
    assert.deepStrictEqual(json(await opened.run(get(Named, "1"))), [{ uid: 1, title: "a" }])
  })
})
