// @effect-diagnostics asyncFunction:off
/** Tables whose triggers keep rows from being written. */
import { Access, Api, Resource } from "@pgcrest/core"
import { verifySchema } from "@pgcrest/adapter-postgres"
import * as Effect from "effect/Effect"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, test } from "vitest"
import { create, nobody, remove, replace, update } from "./commands.ts"
import { connect, type Direct, makeDatabase, type Opened, openStore, outcome, servers } from "./database.ts"
import { Books, everyone } from "./shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const other = "0198a000-0000-7000-8000-000000000002"

const keepers = `create function shelf.keep() returns trigger language plpgsql as 'begin return null; end';
create function shelf.hide() returns trigger language plpgsql as
  'begin update shelf.books set details = ''{"deleted": true}'' where uid = old.uid; return null; end';`

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let url: string
  let opened: Opened

  beforeAll(async () => {
    url = await makeDatabase(template)
    direct = await connect(url)
    await direct.query(keepers)
  })
  afterAll(() => direct.close())
  beforeEach(async () => {
    await direct.query("truncate shelf.books, audit.change, audit.life;")
    opened = await openStore({ url })
    await opened.run(create(Books, { title: "Emma" }, uid))
  })
  afterEach(async () => {
    await direct.query("drop trigger if exists keeper on shelf.books;")
    await opened.close()
  })

  const guard = (event: string, action: "keep" | "hide" = "keep") =>
    direct.query(
      `create trigger keeper before ${event} on shelf.books for each row execute function shelf.${action}();`
    )
  const state = () =>
    direct.query(
      "select (select count(*) from shelf.books where title = 'Emma' and version = 1 and details is null), (select count(*) from audit.change), (select count(*) from audit.life)"
    )

  test.each([
    ["update", "keep", update(Books, uid, { title: "x" })],
    ["update", "keep", replace(Books, uid, { title: "x" })],
    ["delete", "keep", remove(Books, uid)],
    ["delete", "hide", remove(Books, uid)],
    ["insert", "keep", create(Books, { title: "x" }, other)],
    ["insert", "keep", replace(Books, other, { title: "x" })]
  ] as const)(
    "a row that is kept before its %s (%s) is a write suppressed, and nothing of it remains",
    async (event, action, command) => {
      await guard(event, action)
      assert.strictEqual(outcome(await opened.run(command)), "WriteSuppressed")
      const unit = opened.store.unit((run) => run(command))
      assert.strictEqual(outcome(await opened.attempt(unit)), "WriteSuppressed")
      assert.deepStrictEqual(await state(), [["1", "1", "0"]])
    }
  )

  test("a create that its rule refuses is refused by the rule all the same", async () => {
    const Mine = Resource.make("books", {
      ...everyone,
      table: "shelf.headings",
      access: { ...everyone.access, become: Access.owner }
    })
    await direct.query(
      "create trigger keeper before insert on shelf.headings for each row execute function shelf.keep();"
    )
    assert.strictEqual(
      outcome(await opened.run(create(Mine, { title: "x" }, other, nobody))),
      "NewValuesRefused"
    )
    await direct.query("drop trigger keeper on shelf.headings;")
  })

  test("a row that its trigger dates back leaves a trail whose instants do not run backwards", async () => {
    await direct.query(`create function shelf.date() returns trigger language plpgsql as
        'begin new.last_updated_at = ''2020-01-01Z''; return new; end';
      create trigger keeper before update on shelf.books for each row execute function shelf.date();`)
    for (const title of ["a", "b"])
      assert.strictEqual(outcome(await opened.run(update(Books, uid, { title }))), "done")
    assert.deepStrictEqual(
      await direct.query("select version, at = '2026-11-25T08:30:00Z' from audit.change order by version"),
      [
        ["1", "t"],
        ["2", "t"],
        ["3", "t"]
      ]
    )
    await direct.query("drop trigger keeper on shelf.books; drop function shelf.date();")
  })

  test("verifySchema names the triggers of each row", async () => {
    await guard("delete")
    await direct.query(
      "create trigger follower after update on shelf.books for each row execute function shelf.keep();"
    )
    const api = Api.make("shelf", { resources: [Books] })
    const found = await Effect.runPromise(verifySchema(api, { url }))
    assert.deepStrictEqual(
      found.map(({ message }) => message),
      [
        'Note: shelf.books has the trigger "follower" (after update of each row): what it changes in the same row is missing in the answer, its tag and the trail',
        'Note: shelf.books has the trigger "keeper" (before delete of each row): a row that it keeps back is answered as a conflict, and nothing of that write remains; uids, versions and instants are not for it to set'
      ]
    )
    await direct.query("drop trigger follower on shelf.books;")
  })
})
