// @effect-diagnostics asyncFunction:off
/** Columns whose type is near the declared one, or has fewer operators than it. */
import { type Cell, Field, Resource } from "@pgcrest/core"
import { randomUUID } from "node:crypto"
import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { create, history, list, update, where } from "../commands.ts"
import { json, outcome, servers } from "../database.ts"
import { everyone } from "../shelf.ts"
import { sentences } from "./acts.ts"
import { stage } from "./things.ts"

const audited =
  "uid uuid primary key, version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text"
const make = (fields: Resource.Fields) => Resource.make("odd", { table: "shelf.odd", ...everyone, fields })

describe.each(servers())("on %s", (_, template) => {
  const { given, url } = stage(template)

  test.each([
    ["varchar[]", Field.array("text"), ["a"], ["b", null]],
    ["varchar(5)[]", Field.array(Field.varchar(5)), ["a"], [["b"], ["c"]]],
    ["smallint[]", Field.array("integer"), [1], [2]],
    ["jsonb[]", Field.array(Field.jsonb()), [[1], [2]], [[1], [2, 3]]],
    ["point[]", Field.array(Field.text.as("point")), ["(1,2)"], ["(3,4)"]],
    ["point", Field.text.as("point"), "(1,2)", "(3,4)"]
  ])("%s takes another value, and the same again is no change", async (type, field, first, second) => {
    const [Odd, uid] = [make({ value: field }), randomUUID()]
    const { opened } = await given(`create table shelf.odd (${audited}, value ${type})`)
    assert.deepInclude(json(await opened.run(create(Odd, { value: first }, uid)))[0], { value: first })
    for (const value of [second, second])
      assert.deepInclude(json(await opened.run(update(Odd, uid, { value })))[0], { value, version: 2 })
  })

  test("a text whose collation takes two for one shows the difference all the same", async () => {
    const [Odd, uid] = [make({ value: Field.text }), randomUUID()]
    const { opened } =
      await given(`create collation shelf.ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      create table shelf.odd (${audited}, value text collate shelf.ci)`)
    await opened.run(create(Odd, { value: "ann" }, uid))
    assert.deepInclude(json(await opened.run(update(Odd, uid, { value: "ANN" })))[0], {
      value: "ANN",
      version: 2
    })
    const column = Resource.columnOf(Odd, "value")
    const filter = { _tag: "Like", column, pattern: "A%", insensitive: false } as const
    const found = outcome(await opened.run(list(Odd, { filter })))
    assert.include(["done", "OperandRefused"], found)
  })

  test("what has no order is not sorted or compared, and is nobody's 500", async () => {
    const Odd = make({ value: Field.text.as("shelf.pair") })
    const { opened } = await given(
      `create type shelf.pair as (a json, b integer); create table shelf.odd (${audited}, value shelf.pair)`
    )
    const column = Resource.columnOf(Odd, "value")
    await opened.run(create(Odd, { value: '("{}",2)' }))
    await opened.run(create(Odd, { value: '("{}",3)' }))
    const order = [{ column, of: null, direction: "asc", nulls: "last" }] as const
    for (const asked of [{ filter: where("value", "eq", "(1,2)", Odd) }, { order }])
      assert.strictEqual(outcome(await opened.run(list(Odd, asked))), "OperandRefused")
  })

  test.each<readonly [type: string, field: Field.Field, value: Cell]>([
    ["varchar(3)[]", Field.array("text"), ["a", null, "abcd"]],
    ["smallint[]", Field.array("integer"), [[1], [40_000]]],
    ["numeric(3, 1)[]", Field.array(Field.numeric()), ["100"]]
  ])(
    "an element that does not fit into %s is told with its field, and at start",
    async (type, field, value) => {
      const Odd = make({ value: Field.optional(field), other: Field.optional(field) })
      const { opened } = await given(`create table shelf.odd (${audited}, value ${type}, other ${type})`)
      const refused = await opened.run(create(Odd, { value, other: [] }))
      assert.deepInclude(Result.getOrThrow(Result.flip(refused)), { _tag: "ValueRefused", fields: ["value"] })
      for (const sentence of await sentences(url(), Odd))
        assert.match(sentence, /shelf\.odd\.(value|other) is /u)
      assert.lengthOf(await sentences(url(), Odd), 2)
    }
  )

  test("an array of json that jsonb cannot hold is kept in the trail as text", async () => {
    const [Odd, uid] = [
      make({ value: Field.array(Field.json()), rank: Field.optional(Field.integer) }),
      randomUUID()
    ]
    const { opened } = await given(`create table shelf.odd (${audited}, value json[], rank integer);
      insert into shelf.odd values ('${uid}', 1, now(), now(), null, null, array['"\\u0000"', '1']::json[])`)
    assert.strictEqual(outcome(await opened.run(update(Odd, uid, { rank: 1 }))), "done")
    const [change] = json(await opened.run(history(Odd, uid)))
    assert.deepInclude(change?.["after"], { value: '["\\u0000",1]', rank: 1 })
  })

  test("a composite of nulls is a value", async () => {
    const Odd = make({ value: Field.optional(Field.text.as("shelf.pair")) })
    const { opened } = await given(
      `create type shelf.pair as (a integer, b text); create table shelf.odd (${audited}, value shelf.pair)`
    )
    await opened.run(create(Odd, { value: "(,)" }))
    const filter = { _tag: "Is", column: Resource.columnOf(Odd, "value"), value: null } as const
    assert.lengthOf(json(await opened.run(list(Odd, { filter }))), 0)
    assert.lengthOf(json(await opened.run(list(Odd, { filter: { _tag: "Not", predicate: filter } }))), 1)
  })

  test("a hundred fields that stay as they were can be sent back", async () => {
    const names = Array.from({ length: 120 }, (_, at) => `f${at}`)
    const Odd = make(
      Object.fromEntries(names.map((name) => [name, Field.writeOnce(Field.optional(Field.integer))]))
    )
    const { opened } = await given(
      `create table shelf.odd (${audited}, ${names.map((name) => `${name} integer`).join(", ")})`
    )
    const uid = randomUUID()
    await opened.run(create(Odd, {}, uid))
    const all = Object.fromEntries(names.map((name) => [name, null]))
    assert.strictEqual(outcome(await opened.run(update(Odd, uid, all))), "done")
    assert.strictEqual(outcome(await opened.run(update(Odd, uid, { ...all, f7: 1 }))), "FieldImmutable")
  })
})
