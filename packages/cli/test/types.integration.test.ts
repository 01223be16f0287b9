// @effect-diagnostics asyncFunction:off
/** What `pgcrest init` makes of each type, default and kind of column. */
import * as Effect from "effect/Effect"
import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { assert, beforeAll, test } from "vitest"
import { run } from "../src/run.ts"
import { databaseOf } from "./database.ts"
import { makeFolder } from "./folder.ts"

const schema = `
create schema extra;
create extension citext schema extra;
create type mood as enum ('sad', 'it''s ok', 'happy');
create type "Mood" as enum ('a');
create type pair as (a integer, b text);
create type spans as range (subtype = float8);
create domain email as varchar(80) not null default 'a@b' check (value like '%@%');
create domain inbox as email;
create type nothing as enum ();
create type "odd (type)" as (a integer);`

/** The column as SQL declares it, with what comes of it. */
const columns: ReadonlyArray<readonly [sql: string, field: string]> = [
  ["text not null", "Field.text"],
  ["varchar(10) not null", "Field.varchar(10)"],
  ["varchar not null", "Field.text"],
  ["char(3) not null", "Field.char(3)"],
  ["bpchar not null", 'Field.text.as("bpchar")'],
  ["extra.citext not null", "Field.citext"],
  ["name not null", 'Field.text.as("name")'],
  ['"char" not null', `Field.text.as('"char"')`],
  ["boolean not null", "Field.boolean"],
  ["smallint not null", "Field.smallint"],
  ["integer not null", "Field.integer"],
  ["bigint not null", "Field.bigint"],
  ["oid not null", "Field.oid"],
  ["real not null", "Field.real"],
  ["double precision not null", "Field.float"],
  ["numeric not null", "Field.numeric()"],
  ["numeric(10, 2) not null", "Field.numeric(10, 2)"],
  ["numeric(5) not null", "Field.numeric(5, 0)"],
  ["numeric(2, -3) not null", "Field.numeric(2, -3)"],
  ["numeric(2, 5) not null", "Field.numeric(2, 5)"],
  ["money not null", "Field.money"],
  ["date not null", "Field.date"],
  ["time(3) not null", "Field.time"],
  ["timetz not null", "Field.timetz"],
  ["timestamp not null", 'Field.timestamp("local")'],
  ["timestamptz(0) not null", "Field.timestamptz"],
  ["interval day to second not null", "Field.interval"],
  ["uuid not null", "Field.uuid"],
  ["bytea not null", "Field.bytea"],
  ["bit(8) not null", "Field.bit(8)"],
  ["bit not null", "Field.bit(1)"],
  ["bit varying not null", "Field.varbit()"],
  ["bit varying(9) not null", "Field.varbit(9)"],
  ["json not null", "Field.json()"],
  ["jsonb not null", "Field.jsonb()"],
  ["inet not null", "Field.inet"],
  ["cidr not null", "Field.cidr"],
  ["macaddr not null", "Field.macaddr"],
  ["macaddr8 not null", "Field.macaddr8"],
  ["xml not null", "Field.xml"],
  ["tsvector not null", "Field.tsvector"],
  ["point not null", 'Field.text.as("point")'],
  ["regclass not null", 'Field.text.as("regclass")'],
  ["int4range not null", 'Field.range("int4range")'],
  ["tsrange not null", 'Field.range("tsrange", "local")'],
  ["datemultirange not null", 'Field.multirange("datemultirange")'],
  ["int2vector not null", 'Field.text.as("int2vector")'],
  ["oidvector[] not null", 'Field.array(Field.text.as("oidvector"))'],
  ["spans not null", 'Field.text.as("public.spans")'],
  ["pair not null", 'Field.text.as("public.pair")'],
  ["mood not null", `Field.literals(["sad", "it's ok", "happy"], "public.mood")`],
  ['"Mood" not null', 'Field.literals(["a"], { schema: "public", name: "Mood" })'],
  ["text[] not null", "Field.array(Field.text)"],
  ["varchar(5)[][] not null", "Field.array(Field.varchar(5))"],
  ["mood[] not null", `Field.array(Field.literals(["sad", "it's ok", "happy"], "public.mood"))`],
  ["email[] not null", 'Field.text.as("public._email")'],
  ["nothing not null", 'Field.text.as("public.nothing")'],
  ['"odd (type)" not null', `Field.text.as('public."odd (type)"')`],
  ["int2vector not null", 'Field.text.as("int2vector")'],
  ["email", `Field.domain("public.email", Field.varchar(80))`],
  ["inbox not null", `Field.domain("public.inbox", Field.varchar(80))`],
  ["text", "Field.optional(Field.text)"],
  ['text collate "C" not null', 'Field.collate("C", Field.text)'],
  [`text collate "C" not null check (%c in ('a'))`, 'Field.literals(["a"])'],
  ["text default 'a'", 'Field.text.pipe(Field.optional, Field.databaseDefault("a"))'],
  ["text not null default 'it''s'", `Field.databaseDefault(Field.text, "it's")`],
  ["integer not null default -1", "Field.databaseDefault(Field.integer, -1)"],
  ["bigint not null default 10", "Field.databaseDefault(Field.bigint, 10n)"],
  ["numeric(5, 2) not null default 1.5", 'Field.databaseDefault(Field.numeric(5, 2), "1.5")'],
  [
    "mood not null default 'sad'",
    `Field.databaseDefault(Field.literals(["sad", "it's ok", "happy"], "public.mood"), "sad")`
  ],
  ["timestamptz not null default now()", "Field.databaseDefault(Field.timestamptz)"],
  ["jsonb not null default '[1, {\"a\": null}]'", "Field.databaseDefault(Field.jsonb(), [1, { a: null }])"],
  ["text[] not null default '{}'", "Field.databaseDefault(Field.array(Field.text), [])"],
  ["text[] not null default array['a']", "Field.databaseDefault(Field.array(Field.text))"],
  ["integer not null default 9999999999", "Field.databaseDefault(Field.integer)"],
  ["varchar(2) not null default 'abc'", "Field.databaseDefault(Field.varchar(2))"],
  ["numeric(5, 2) not null default 1.555", "Field.databaseDefault(Field.numeric(5, 2))"],
  [
    "integer not null default 0 check (%c > 0)",
    "Field.databaseDefault(Schema.Int.check(Schema.isGreaterThan(0)))"
  ],
  [
    "text not null default '' check (%c <> '')",
    "Field.databaseDefault(Schema.String.check(Schema.isMinLength(1)))"
  ],
  ["integer not null generated always as identity", "Field.generated(Field.integer)"],
  ["serial", "Field.generated(Field.integer)"],
  ["integer generated always as (1 + 1) stored", "Field.integer.pipe(Field.optional, Field.generated)"],
  [
    "integer not null check (%c >= 1 and %c <= 5)",
    "Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 5 }))"
  ],
  ["text not null check (char_length(%c) <= 80)", "Field.varchar(80)"],
  ["text not null check (char_length(%c) between 2 and 80)", "Schema.String.check(Schema.isMinLength(2))"],
  ["text not null check (%c in ('a', 'b'))", 'Field.literals(["a", "b"])'],
  ["text unique", 'Field.text.pipe(Field.optional, Field.unique("every_%c_key"))']
]

let fields: ReadonlyMap<string, string> = new Map()

beforeAll(async () => {
  const lines = columns.map(([sql], at) => `c${at} ${sql.replaceAll("%c", `c${at}`)}`)
  const url = await databaseOf(`${schema} create table "every" (id uuid primary key, ${lines.join(", ")})`)
  const out = await makeFolder("types")
  const words = ["init", "--from-database", url, "--out", out, "--timestamps", "local"]
  const outcome = await Effect.runPromise(run(words))
  assert.strictEqual(outcome.code, 0)
  const text = await readFile(join(out, "resources/every.ts"), "utf8")
  fields = new Map(
    [...text.matchAll(/^ {4}(c\d+): ([^]*?),?\n(?= {4}\S| {2}\})/gmu)].map(([, name = "", code = ""]) => [
      name,
      code
    ])
  )
})

test.each(columns.map(([sql, field], at) => [sql, field, `c${at}`] as const))(
  "declares %s as %s",
  (_, field, name) => {
    assert.strictEqual(fields.get(name), field.replaceAll("%c", name))
  }
)
