// @effect-diagnostics asyncFunction:off
/** What the values of each column type are, asked of PostgreSQL: one text for each, their order, and what is none. */
import { type Column, type ColumnType, Field, parseExactJson, Predicate, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { afterAll, assert, beforeAll, describe, test } from "vitest"
import { type Sample, samples } from "./cellSamples.ts"
import { connect, type Direct, makeDatabase, servers } from "./database.ts"
import { everyone } from "./shelf.ts"

describe.each(servers())("on %s", (server, template) => {
  let direct: Direct
  let version: number
  let extensions: ReadonlySet<string | null | undefined>
  beforeAll(async () => {
    direct = await connect(await makeDatabase(template))
    await direct.query("set timezone to 'UTC'; set intervalstyle to 'iso_8601';")
    const [[number] = []] = await direct.query("show server_version_num")
    version = Math.floor(Number(number) / 10_000)
    const available = await direct.query("select name from pg_available_extensions where name = 'citext'")
    extensions = new Set(available.map(([name]) => name))
    if (extensions.has("citext")) await direct.query("create extension citext;")
    const missing = samples.filter(isMissing).map(({ sql }) => sql)
    if (missing.length > 0) console.log(`${server} has no ${missing.join(", ")}: their values did not run.`)
  })
  afterAll(() => direct.close())

  const isMissing = ({ since = 0, extension }: Sample) =>
    version < since || (extension !== undefined && !extensions.has(extension))

  describe.each(samples)("$sql", (sample) => {
    test("what PostgreSQL makes of a text is the cell that we make of it", async (context) => {
      context.skip(isMissing(sample), `${server} has no ${sample.sql}`)
      const { sql, type, values, told = (value: string) => `${value}::text` } = sample
      const rows = await direct.query(
        `select ${told(`v::${sql}`)} from unnest($1::text[]) with ordinality u(v, n) order by n`,
        [inputs(sample)]
      )
      for (const [at, text] of values.entries()) {
        const canonical = cellOf(type, rows[at]?.[0] ?? "")
        assert.deepStrictEqual(cellOf(type, text), canonical, text)
        const again = column(type).cell.print(Result.getOrThrow(canonical))
        assert.deepStrictEqual(column(type).cell.fromJson(parseExactJson(again)), canonical, text)
      }
    })

    test("any two values are in PostgreSQL's order", async (context) => {
      context.skip(isMissing(sample), `${server} has no ${sample.sql}`)
      const { sql, type, values, collate } = sample
      const by = `v::${sql}${collate === undefined ? "" : ` collate "${collate}"`}`
      const rows = await direct.query(
        `select dense_rank() over (order by ${by}) from unnest($1::text[]) with ordinality u(v, n) order by n`,
        [inputs(sample)]
      )
      const cells = values.map((text) => Result.getOrThrow(cellOf(type, text)))
      const { compare } = column(type).cell
      for (const [a, left] of cells.entries())
        for (const [b, right] of cells.entries()) {
          const expected = Math.sign(Number(rows[a]?.[0]) - Number(rows[b]?.[0]))
          if (Math.sign(compare(left, right)) !== expected)
            assert.fail(`${values[a]} against ${values[b]}: not ${expected}`)
        }
    })

    test("what PostgreSQL refuses is refused", async (context) => {
      context.skip(isMissing(sample), `${server} has no ${sample.sql}`)
      const { sql, type, refused, input = (text: string) => text } = sample
      await direct.query(`drop table if exists probe; create temp table probe (v ${sql});`)
      for (const text of refused) {
        const answer = await direct.query("insert into probe values ($1)", [input(text)]).then(
          () => "taken",
          () => "refused"
        )
        assert.strictEqual(answer, "refused", text)
        assert.isTrue(Result.isFailure(cellOf(type, text)), text)
      }
    })
  })

  test("only a type of PostgreSQL's own that has an order has comparisons", async () => {
    const rows = await direct.query(
      `select typname, exists (select from pg_opclass c join pg_am m on m.oid = c.opcmethod
         where c.opcdefault and m.amname = 'btree' and (c.opcintype = t.oid or exists (select from pg_cast k
           where k.castsource = t.oid and k.casttarget = c.opcintype and k.castmethod = 'b' and k.castcontext = 'i')))
       from pg_type t join pg_namespace s on s.oid = t.typnamespace
       where s.nspname = 'pg_catalog' and typtype = 'b' and typcategory <> 'A' and typname !~ '^(_|reg|pg_(node|ndist|depen|mcv|brin))'`
    )
    for (const [name = null, ordered] of rows) {
      const { parse } = column({ kind: "other", type: String(name) }).cell
      assert.strictEqual(parse !== null, ordered === "t", String(name))
    }
  })

  test.for(["de-x-icu", "sv-x-icu", "en-US-x-icu", "und-x-icu"])(
    "text is in the order of %s",
    async (name, context) => {
      const found = await direct.query("select oid from pg_collation where collname = $1", [name])
      context.skip(found.length === 0, `${server} has no ${name}`)
      const words = "a A ä Ä b B z Z zu å ö o ab aB Ab résumé resume Resume".split(" ")
      const rows = await direct.query(`select v from unnest($1::text[]) v order by v collate "${name}"`, [
        words
      ])
      const { compare } = column({ kind: "text", collation: name }).cell
      assert.deepStrictEqual(
        rows.map(([word]) => word),
        words.toSorted(compare)
      )
    }
  )

  test.each(["ab", "ab%", "ab   ", "a_", "a____"])(
    "a char is like %j where PostgreSQL finds it so",
    async (pattern) => {
      const type = { kind: "char", length: 5 } as const
      const like = { _tag: "Like", column: column(type), pattern, insensitive: false } as const
      const rows = await direct.query("select 'ab'::char(5) like $1", [pattern])
      assert.deepStrictEqual(rows, [[Predicate.evaluate(like, () => "ab") === true ? "t" : "f"]])
    }
  )
})

const columns = new Map<ColumnType, Column>()

/** A column of this type, as a declaration makes it. */
function column(type: ColumnType): Column {
  const known = columns.get(type)
  if (known !== undefined) return known
  const fields = { value: { ...Field.text, schema: Schema.Unknown, type } }
  const made = Resource.make("probes", { ...everyone, fields }).columns.get("value")
  if (made === undefined) throw new Error("a declared field has a column")
  columns.set(type, made)
  return made
}

const numbers: ReadonlySet<ColumnType["kind"]> = new Set([
  "array",
  "boolean",
  "smallint",
  "integer",
  "bigint",
  "oid",
  "numeric",
  "real",
  "float"
])

/** The cell of a text: of JSON where the type's values are no strings. */
function cellOf(type: ColumnType, text: string) {
  const isJson = numbers.has(type.kind) && /^(?:-?\d|\[|true|false)/u.test(text)
  return column(type).cell.fromJson(isJson ? parsed(text) : text)
}

function parsed(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return text
  }
}

function inputs({ values, input = (text: string) => text }: Sample): ReadonlyArray<string> {
  return values.map(input)
}
