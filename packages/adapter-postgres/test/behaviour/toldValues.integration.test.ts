// @effect-diagnostics asyncFunction:off
/** Values that nobody wrote through PGCrest, and that PostgreSQL holds in more ways than JSON tells: sent back, they are no change. */
import { Field, Resource } from "@pgcrest/core"
import { randomUUID } from "node:crypto"
import * as Result from "effect/Result"
import { assert, describe, test } from "vitest"
import { get, history, update } from "../commands.ts"
import { json, servers } from "../database.ts"
import { everyone } from "../shelf.ts"

import { stage } from "./things.ts"

const audited =
  "uid uuid primary key, rank integer, version bigint not null, created_at timestamptz not null, last_updated_at timestamptz not null, creator_uid text, last_updater_uid text"
const make = (field: Field.Field) =>
  Resource.make("odd", {
    table: "shelf.odd",
    ...everyone,
    fields: { value: Field.optional(field), rank: Field.optional(Field.integer) }
  })
const types = `create domain shelf.numbers as integer[]; create type shelf.pair as (a integer, b text)`

describe.each(servers())("on %s", (_, template) => {
  const { given } = stage(template)

  test.each<readonly [type: string, field: Field.Field, literal: string, told: unknown]>([
    ["integer[]", Field.array(Field.integer), "[2:3]={1,NULL}", [1, null]],
    [
      "oid[]",
      Field.array(Field.oid),
      "[0:1][5:6]={{1,2},{3,4}}",
      [
        [1, 2],
        [3, 4]
      ]
    ],
    ["interval[]", Field.array(Field.interval), '[0:0]={"1 day"}', ["P1D"]],
    ["shelf.numbers", Field.domain("shelf.numbers", Field.array(Field.integer)), "[0:1]={1,2}", [1, 2]],
    ["jsonb", Field.jsonb(), "null", null],
    ["json", Field.json(), ' { "b" : 1.0, "a" : null } ', { b: 1, a: null }],
    ["json", Field.json(), "null", null],
    ["jsonb[]", Field.array(Field.jsonb()), '{"null",NULL,1.0}', [null, null, 1]],
    [
      "jsonb[]",
      Field.array(Field.jsonb()),
      "{{1,2},{[3],NULL}}",
      [
        [1, 2],
        [[3], null]
      ]
    ],
    ["shelf.pair", Field.text.as("shelf.pair"), "(,)", "(,)"],
    ["shelf.pair[]", Field.array(Field.text.as("shelf.pair")), '[2:2]={"(1,\\"a b\\")"}', ['(1,"a b")']],
    ["integer[]", Field.array(Field.text.as("integer")), "{1,NULL}", ["1", null]],
    ["boolean", Field.text.as("boolean"), "true", "t"],
    ["inet", Field.text.as("inet"), "10.0.0.1", "10.0.0.1"],
    ["char(3)", Field.text.as("char(3)"), "ab", "ab "],
    ["char(3)", Field.text.as("character(3)"), "abc", "abc"],
    ["bit(3)", Field.text.as("bit(3)"), "101", "101"],
    ["bit(3)[]", Field.array(Field.text.as("bit(3)")), "{101}", ["101"]],
    ["xml", Field.xml, '<?xml version="1.0" encoding="UTF-8"?><a/>', "<a/>"],
    [
      "tsrange[]",
      Field.array(Field.range("tsrange", "utc")),
      '{empty,"[2026-01-01 00:00:00,infinity)"}',
      ["empty", "[2026-01-01T00:00:00Z,infinity)"]
    ],
    ["real", Field.real, "-0", 0],
    ["double precision", Field.float, "-0", 0],
    ["json[]", Field.array(Field.json()), '{"null","{ \\"a\\" : 1 }"}', [null, { a: 1 }]]
  ])("%s %s", async (type, field, literal, told) => {
    const [Odd, uid] = [make(field), randomUUID()]
    const { opened, direct } = await given(`${types}; create table shelf.odd (${audited}, value ${type});
      insert into shelf.odd values ('${uid}', 1, 1, now(), now(), null, null, '${literal.replaceAll("'", "''")}')`)
    const text = () => direct.query("select format('%s', value) from shelf.odd")
    const before = await text()
    assert.deepInclude(json(await opened.run(get(Odd, uid)))[0], { value: told })
    const sent = told === null ? null : Result.getOrThrow(Resource.columnOf(Odd, "value").cell.fromJson(told))
    const again = await opened.run(update(Odd, uid, { value: sent }))
    assert.deepInclude(json(again)[0], { value: told, version: 1 })
    assert.deepStrictEqual(await text(), before)
    await opened.run(update(Odd, uid, { rank: 2 }))
    const [change] = json(await opened.run(history(Odd, uid)))
    assert.deepInclude(change?.["after"], { value: told, rank: 2 })
    assert.deepStrictEqual(await text(), before)
  })
})
