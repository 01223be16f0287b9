// @effect-diagnostics asyncFunction:off
/** A filter is compared in the column's own type, and so by its index: PostgreSQL's plan of the very statement says so. */
import { type Cell, Field, type Predicate, type QuerySyntax, resolve, Resource, Term } from "@pgcrest/core"
import * as Result from "effect/Result"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { makeCompile } from "../../src/compiling/compile.ts"
import { ann, list, where } from "../commands.ts"
import { connect, type Direct, makeDatabase, servers } from "../database.ts"
import { everyone } from "../shelf.ts"

interface Kind {
  /** The column's type in SQL. */
  readonly sql: string
  readonly field: Field.Field
  readonly value: Cell
  readonly extension?: string
}

const uuid = "0198a000-0000-7000-8000-000000000001"
const instant = "2026-11-25T08:30:00Z"
const kinds: ReadonlyArray<Kind> = [
  { sql: "text", field: Field.text, value: "a" },
  { sql: "varchar(20)", field: Field.varchar(20), value: "a" },
  { sql: "varchar(20)", field: Field.text, value: "a" },
  { sql: "name", field: Field.text, value: "a" },
  { sql: "char(5)", field: Field.char(5), value: "a" },
  { sql: "citext", field: Field.citext, value: "a", extension: "citext" },
  { sql: "word", field: Field.text, value: "a" },
  { sql: "word", field: Field.text.as("word"), value: "a" },
  { sql: "mood", field: Field.literals(["low", "high"], "mood"), value: "low" },
  { sql: "own_mood", field: Field.literals(["low", "high"], "mood"), value: "low" },
  { sql: "text", field: Field.literals(["low", "high"]), value: "low" },
  { sql: "uuid", field: Field.uuid, value: uuid },
  { sql: "smallint", field: Field.smallint, value: 1 },
  { sql: "smallint", field: Field.integer, value: 1 },
  { sql: "smallint", field: Field.bigint, value: 1n },
  { sql: "integer", field: Field.integer, value: 1 },
  { sql: "integer", field: Field.bigint, value: 1n },
  { sql: "count", field: Field.integer, value: 1 },
  { sql: "bigint", field: Field.bigint, value: 1n },
  { sql: "oid", field: Field.oid, value: 1 },
  { sql: "numeric(10, 2)", field: Field.numeric(10, 2), value: "1.50" },
  { sql: "numeric", field: Field.numeric(), value: "1.5" },
  { sql: "real", field: Field.real, value: 1.5 },
  { sql: "double precision", field: Field.float, value: 1.5 },
  { sql: "money", field: Field.money, value: "$1.50" },
  { sql: "date", field: Field.date, value: "2026-11-25" },
  { sql: "time", field: Field.time, value: "08:30:00" },
  { sql: "timetz", field: Field.timetz, value: "08:30:00+02" },
  { sql: "timestamp", field: Field.timestamp("utc"), value: instant },
  { sql: "timestamp(3)", field: Field.timestamp("local"), value: "2026-11-25T08:30:00" },
  { sql: "timestamptz", field: Field.timestamptz, value: instant },
  { sql: "interval", field: Field.interval, value: "P1D" },
  { sql: "inet", field: Field.inet, value: "10.0.0.1" },
  { sql: "cidr", field: Field.cidr, value: "10.0.0.0/8" },
  { sql: "macaddr", field: Field.macaddr, value: "08:00:2b:01:02:03" },
  { sql: "macaddr8", field: Field.macaddr8, value: "08:00:2b:01:02:03:04:05" },
  { sql: "bytea", field: Field.bytea, value: "AAEC" },
  { sql: "bit(3)", field: Field.bit(3), value: "101" },
  { sql: "bit varying(3)", field: Field.varbit(3), value: "101" },
  { sql: "int4range", field: Field.range("int4range"), value: "[1,10)" },
  { sql: "tstzmultirange", field: Field.multirange("tstzmultirange"), value: "{}" },
  { sql: "jsonb", field: Field.jsonb(), value: { a: 1 } },
  { sql: "text[]", field: Field.array("text"), value: ["a"] },
  { sql: "varchar(20)[]", field: Field.array(Field.varchar(20)), value: ["a"] },
  { sql: "integer[]", field: Field.array("integer"), value: [1] },
  { sql: "ltree", field: Field.ltree, value: "a.b", extension: "ltree" },
  { sql: "cube", field: Field.text.as("cube"), value: "(1)", extension: "cube" }
]

const tableOf = (sql: string) =>
  `drop table if exists public.kept; create table public.kept (uid uuid, value ${sql}, version bigint, created_at timestamptz, last_updated_at timestamptz, creator_uid text, last_updater_uid text);`

/** What a filter means. */
const meant = (
  resource: Resource.Resource,
  operator: string,
  text: string,
  modifier: string | null = null
) => {
  const filter: QuerySyntax.ConditionSyntax = {
    _tag: "Condition",
    field: { name: "value", path: [], asText: false },
    operator,
    modifier,
    operand: { _tag: "Text", text },
    not: false
  }
  const syntax: QuerySyntax.QuerySyntax = {
    filters: [{ parameter: "value", filter }],
    order: [],
    related: [],
    select: null,
    page: { limit: 1, offset: 0, cursor: null },
    count: null
  }
  const reach = { caller: ann, links: new Map(), bounds: { records: 1, relations: 1, levels: 1 } }
  return Result.getOrThrow(resolve(resource, syntax, reach)).filter
}

describe.each(servers())("on %s", (_, template) => {
  let direct: Direct
  let version: number
  let extensions: ReadonlySet<string>
  beforeAll(async () => {
    direct = await connect(await makeDatabase(template))
    const [[number] = []] = await direct.query("show server_version_num")
    version = Number(number)
    const found = await direct.query(
      "select name from pg_available_extensions where name in ('citext', 'ltree', 'cube')"
    )
    extensions = new Set(found.map(([name]) => String(name)))
    for (const name of extensions) await direct.query(`create extension ${name};`)
    await direct.query(`set enable_seqscan = off; create domain word as text; create domain count as integer check (value >= 0);
      create type mood as enum ('low', 'high'); create domain own_mood as mood;`)
  })
  afterAll(() => direct.close())

  describe.each(kinds)("$sql declared as $field.type.kind", ({ sql, field, value, extension }) => {
    test("is compared by its index", async (context) => {
      context.skip(
        extension !== undefined && !extensions.has(extension),
        `this PostgreSQL has no ${extension}`
      )
      const Kept = Resource.make("kept", { table: "public.kept", ...everyone, fields: { value: field } })
      await direct.query(`${tableOf(sql)} create index kept_value_idx on public.kept (value);`)
      const column = Resource.columnOf(Kept, "value")
      const [eq, lt] = [where("value", "eq", value, Kept), where("value", "lt", value, Kept)]
      const several = {
        _tag: "Quantified",
        quantifier: "any",
        column,
        operator: "eq",
        values: [value, value]
      } as const
      for (const filter of [eq, lt, several])
        for (const plan of await plans(filter, Kept))
          assert.match(plan, /kept_value_idx.*Index Cond: [^;]*value/u, `${plan}`)
    })
  })

  const held: ReadonlyArray<
    readonly [sql: string, field: Field.Field, method: string, operators: string, operand: string]
  > = [
    ["text[]", Field.array("text"), "gin", "cs cd ov eq", "{a}"],
    ["varchar(20)[]", Field.array(Field.varchar(20)), "gin", "cs ov", "{a}"],
    ["uuid[]", Field.array("uuid"), "gin", "cs ov", `{${uuid}}`],
    ["jsonb", Field.jsonb(), "gin", "cs", '{"a":1}'],
    ["int4range", Field.range("int4range"), "gist", "cs cd ov sl sr nxr nxl adj", "[1,3)"],
    ["tstzrange", Field.range("tstzrange"), "gist", "cs", instant],
    ["int8multirange", Field.multirange("int8multirange"), "gist", "cs cd ov sl", "{[1,3)}"],
    ["tsvector", Field.tsvector, "gin", "plfts wfts", "a"]
  ]
  test.each(held)("%s is looked through by its %s index", async (sql, field, method, operators, operand) => {
    const Kept = Resource.make("kept", { table: "public.kept", ...everyone, fields: { value: field } })
    await direct.query(`${tableOf(sql)} create index kept_value_idx on public.kept using ${method} (value);`)
    for (const operator of operators.split(" "))
      for (const plan of await plans(meant(Kept, operator, operand), Kept))
        assert.match(plan, /kept_value_idx.*Index Cond: [^;]*value/u, `${operator}: ${plan}`)
  })

  test.each<readonly [string, Field.Field, string]>([
    ["varchar(20)[]", Field.array("text"), "{a}"],
    ["name[]", Field.array("text"), "{a}"],
    ["text[]", Field.array(Field.varchar(20)), "{a}"],
    ["word[]", Field.array("text"), "{a}"],
    ["smallint[]", Field.array("integer"), "{100000}"],
    ["own_mood[]", Field.array(Field.literals(["low", "high"], "mood")), "{low}"]
  ])("%s is compared where it is declared of another type, if by no index", async (sql, field, operand) => {
    const Kept = Resource.make("kept", { table: "public.kept", ...everyone, fields: { value: field } })
    await direct.query(tableOf(sql))
    for (const operator of ["eq", "lt", "isdistinct", "cs", "cd", "ov", "in"])
      assert.isNotEmpty(await plans(meant(Kept, operator, operand), Kept))
  })

  test("a text is searched by an index of its documents", async () => {
    const Kept = Resource.make("kept", { table: "public.kept", ...everyone, fields: { value: Field.text } })
    await direct.query(
      `${tableOf("text")} create index kept_value_idx on public.kept using gin (to_tsvector('english', value));`
    )
    for (const plan of await plans(meant(Kept, "plfts", "a", "english"), Kept))
      assert.match(plan, /kept_value_idx.*Index Cond: [^;]*to_tsvector/u, plan)
  })

  test("what stands inside of JSON is compared by an index of its place", async () => {
    const Kept = Resource.make("kept", {
      table: "public.kept",
      ...everyone,
      fields: { value: Field.jsonb() }
    })
    await direct.query(`${tableOf("jsonb")} create index kept_value_idx on public.kept ((value ->> 'a'));`)
    const inside = Term.inside(Resource.columnOf(Kept, "value"), ["a"], true)
    const filter = { _tag: "Compare", column: inside, operator: "eq", value: "x" } as const
    const [told = ""] = await plans(filter, Kept)
    assert.match(told, /kept_value_idx.*Index Cond: [^;]*value/u, told)
  })

  /** The plan with these values, and, where PostgreSQL can tell, the one for any. */
  const plans = async (filter: Predicate.Predicate, resource: Resource.Resource) => {
    const { text, values } = makeCompile({ named: false })(list(resource, { filter }), "usual")
    const told = [await direct.query(`explain ${text}`, values)]
    if (version >= 160_000) told.push(await direct.query(`explain (generic_plan) ${text}`))
    return told.map((rows) => rows.flat().join("; "))
  }
})
