// @effect-diagnostics asyncFunction:off
/** Tables at PostgreSQL's limits, in circles, and those that go while they are served; servers that take no writes. */
import { Field, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { create, get, history, list, remove, replace, update } from "../commands.ts"
import { json, openStore, outcome, servers } from "../database.ts"
import { everyone, unaudited } from "../shelf.ts"
import { acts, all, other, sentences, shown, toldOf, uid, writes } from "./acts.ts"
import { fields, stage, table, Things } from "./things.ts"

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test("names of 63 bytes with quotes and points in them are names as any", async () => {
    const name = (first: string) => `${first}".'";--$$ $1 ä%`.padEnd(62, "x")
    const quoted = (first: string) => `"${name(first).replaceAll('"', '""')}"`
    const Odd = Resource.make("odd", {
      table: { schema: name("s"), name: name("t") },
      ...everyone,
      audit: { ...unaudited, uid: { name: "uid", column: name("u") } },
      fields: { title: Field.column(name("c"), Field.unique(Field.text, name("k"))) }
    })
    const into = `${quoted("s")}.${quoted("t")}`
    assert.strictEqual(new TextEncoder().encode(name("t")).length, 63)
    const trial = await given(
      `create schema ${quoted("s")}; create table ${into} (${quoted("u")} uuid primary key, ${quoted("c")} text not null, constraint ${quoted("k")} unique (${quoted("c")}))`,
      {
        resource: Odd,
        values: { title: "new" },
        base: into,
        fresh: `delete from ${into}; insert into ${into} values ('${uid}', 'old')`
      }
    )
    assert.deepStrictEqual(await acts(trial), all("done"))
    assert.strictEqual(await writes(trial, create(Odd, { title: "old" }, other)), "Conflict title")
    await writes(trial, update(Odd, uid, { title: "new" }))
    assert.deepStrictEqual(await shown(trial, ["title"]), { get: ["new"], list: ["new"], history: ["new"] })
    assert.deepStrictEqual(await sentences(url(), Odd), [])
    await trial.direct.query(`drop schema ${quoted("s")} cascade;`)
  })

  test("1,590 columns are columns as any", async () => {
    const names = Array.from({ length: 1589 }, (_, at) => `f${at}`)
    const Wide = Resource.make("wide", {
      table: "shelf.wide",
      ...everyone,
      audit: unaudited,
      fields: Object.fromEntries(names.map((one) => [one, Field.optional(Field.smallint)]))
    })
    const values = Object.fromEntries(names.map((one, at) => [one, at]))
    const trial = await given(
      `create table shelf.wide (uid uuid primary key, ${names.map((one) => `${one} smallint`).join()})`,
      { resource: Wide, values, fresh: `delete from shelf.wide; insert into shelf.wide values ('${uid}')` }
    )
    assert.deepStrictEqual(await acts({ ...trial, base: "(select uid from shelf.wide)" }), all("done"))
    assert.strictEqual(outcome(await trial.opened.run(replace(Wide, uid, values))), "done")
    assert.deepStrictEqual(json(await trial.opened.run(get(Wide, uid))), [{ uid, ...values }])
    assert.deepStrictEqual(await sentences(url(), Wide), [])
  })

  test.each(["", "deferrable initially deferred"])(
    "records that refer to each other in a circle are written in steps (%s)",
    async (when) => {
      const Left = Resource.make("left", {
        table: "shelf.left",
        ...everyone,
        audit: unaudited,
        fields: { right: Field.optional(Field.references("right")) }
      })
      const Right = Resource.make("right", {
        table: "shelf.right",
        ...everyone,
        audit: unaudited,
        fields: { left: Field.references("left") }
      })
      const { opened } = await given(`create table shelf.left (uid uuid primary key, "right" uuid);
      create table shelf.right (uid uuid primary key, "left" uuid not null references shelf.left ${when});
      alter table shelf.left add foreign key ("right") references shelf.right ${when}`)
      const told = []
      for (const command of [
        create(Right, { left: uid }, other),
        create(Left, { right: null }, uid),
        create(Right, { left: uid }, other),
        update(Left, uid, { right: other }),
        remove(Left, uid),
        remove(Right, other),
        update(Left, uid, { right: null }),
        remove(Right, other),
        remove(Left, uid)
      ])
        told.push(await toldOf(() => opened.run(command)))
      assert.deepStrictEqual(told, [
        "ReferenceMissing left",
        "done",
        "done",
        "done",
        "StillReferenced",
        "StillReferenced",
        "done",
        "done",
        "done"
      ])
      assert.deepStrictEqual(await sentences(url(), Left, Right), [])
    }
  )

  test("a table or column that goes while it is served is told in a sentence, and served again once it is back", async () => {
    const trial = await given(table())
    const { direct, opened } = trial
    const gone = async (change: string, back: string) => {
      assert.strictEqual(await writes(trial, update(Things, uid, { title: "new" })), "done")
      await direct.query(`${change};`)
      const told = [get(Things, uid), list(Things), update(Things, uid, { title: "x" })].map((command) =>
        toldOf(() => opened.run(command))
      )
      const all = await Promise.all(told)
      await direct.query(`${back};`)
      assert.strictEqual(await writes(trial, update(Things, uid, { title: "new" })), "done")
      return [...new Set(all)]
    }
    assert.deepStrictEqual(
      await gone("alter table shelf.things rename to others", "alter table shelf.others rename to things"),
      [
        'defect: The database lacks a table that resource "things" needs (shelf.things, audit.change, audit.life, audit.idempotency and audit.refusal of sql/audit.sql, or one that a trigger of theirs asks for): relation "shelf.things" does not exist'
      ]
    )
    const [told, ...others] = await gone(
      "alter table shelf.things rename title to named",
      "alter table shelf.things rename named to title"
    )
    assert.match(
      String(told),
      /^defect: The table shelf.things lacks a column that resource "things" declares: column .*title.* does not exist$/u
    )
    assert.isAtMost(others.length, 1)
    assert.match(
      (await gone("alter schema shelf rename to away", "alter schema away rename to shelf")).join(),
      /^defect: .* lacks a table/u
    )
  })

  test("a uid whose column becomes another type while it is served is no mistake of the client's", async () => {
    const { direct, opened } = await given(table())
    await direct.query("alter table shelf.things alter column uid type text")
    for (const command of [get(Things, uid), history(Things, uid), update(Things, uid, { title: "x" })])
      assert.match(
        await toldOf(() => opened.run(command)),
        /^defect: PostgreSQL refused a statement for resource "things" \(42883\)/u
      )
    await direct.query("alter table shelf.things alter column uid type uuid using uid::uuid")
    assert.strictEqual(await toldOf(() => opened.run(get(Things, uid))), "RecordNotFound")
  })

  test("a server that takes no writes is read; a write is unavailable, leaves nothing and passes once it takes them", async () => {
    const trial = await given(table())
    const database = new URL(url()).pathname.slice(1)
    const { list, get: got } = everyone.access
    const Read = Resource.make("things", { table: "shelf.things", fields, access: { list, get: got } })
    await writes(trial, update(Things, uid, { title: "new" }))
    await trial.direct.query(`alter database "${database}" set default_transaction_read_only = on;`)
    const opened = await openStore({ url: url() })
    const [told, inside] = [
      await toldOf(() => opened.run(update(Things, uid, { title: "x" }))),
      await toldOf(() => opened.attempt(opened.store.unit((run) => run(update(Things, uid, { title: "x" })))))
    ]
    const read = json(await opened.run(get(Things, uid)))
    const [said, ofReads] = [await sentences(url(), Things), await sentences(url(), Read)]
    await trial.direct.query("set default_transaction_read_only = off;")
    await trial.direct.query(`alter database "${database}" reset default_transaction_read_only;`)
    assert.deepStrictEqual([told, inside], ["StoreUnavailable", "StoreUnavailable"])
    assert.strictEqual(read[0]?.["title"], "new")
    assert.deepStrictEqual(said, [
      "The server takes no writes: it is a replica, or its transactions are read-only by default"
    ])
    assert.deepStrictEqual(ofReads, [])
    const later = await opened.run(update(Things, uid, { title: "later" }))
    assert.isTrue(Result.isSuccess(later))
    await opened.close()
  })
})
