// @effect-diagnostics asyncFunction:off
/** What sets a row's version, or doubles its uid, behind the trail's back. */
import * as Effect from "effect/Effect"
import { assert, describe, test } from "vitest"
import { create, remove, replace, update } from "../commands.ts"
import { outcome, servers } from "../database.ts"
import { sentences, uid } from "./acts.ts"
import { fresh, row, stage, table, Things, trigger } from "./things.ts"

const values = { title: "new", rank: 7 }
const sentence =
  'The store was too busy to answer: The trail does not take the version of a change of resource "things" (shelf.things): a trigger sets versions, or two rows have one uid, as in tables that inherit; see verifySchema: '

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test.each([
    ["puts the version back", "new.version = old.version;"],
    ["counts down", "new.version = old.version - 1;"],
    ["gives versions that are none", "new.version = 0;"],
    ["takes the version away", "new.version = null;"]
  ])("a trigger that %s lets no write pass, and the log says so", async (_, body) => {
    const { opened, direct } = await given(
      `${table().replace("version bigint not null", "version bigint")}; ${trigger("before update", `${body} return new;`)}; truncate audit.change, audit.life`
    )
    assert.strictEqual(outcome(await opened.run(create(Things, values, uid))), "done")
    for (const command of [update(Things, uid, { title: "a" }), replace(Things, uid, { title: "b" })]) {
      const failure = await Effect.runPromise(Effect.flip(opened.store.run(command)))
      assert.strictEqual(failure._tag, "StoreBusy")
      assert.include(failure.message, sentence)
    }
    assert.deepStrictEqual(await direct.query("select title, version from shelf.things"), [["new", "1"]])
    assert.strictEqual(outcome(await opened.run(remove(Things, uid))), "done")
  })

  test("a uid that a table and one that inherits from it both have is read, and not written, and the log says so", async () => {
    const { opened, direct } = await given(
      `${table()}; create table shelf.child (primary key (uid)) inherits (shelf.things)`
    )
    await direct.query(`${fresh()}; ${row("child", 2, uid, "shelf.child")};`)
    for (const command of [
      update(Things, uid, { title: "new" }),
      replace(Things, uid, values),
      remove(Things, uid)
    ]) {
      const failure = await Effect.runPromise(Effect.flip(opened.store.run(command)))
      assert.strictEqual(failure._tag, "StoreBusy")
      assert.include(failure.message, sentence)
    }
    assert.deepStrictEqual(await direct.query("select title from shelf.things order by title"), [
      ["child"],
      ["old"]
    ])
    assert.deepStrictEqual(await sentences(url(), Things), [
      'Note: shelf.things has tables that inherit from it: their rows are found by resource "things" too, and no constraint keeps their uids apart: a write of one that two have is refused, or is of both'
    ])
  })
})
