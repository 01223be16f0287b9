import {
  Access,
  Api,
  authorise,
  Field,
  type QuerySyntax,
  Relation,
  resolve,
  Resource,
  stamp
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, expect, test } from "vitest"
import { makeCompile } from "../../src/compiling/compile.ts"
import { ann, instant } from "../commands.ts"

const access = { list: Access.everyone, get: Access.everyone }
const Authors = Resource.make("authors", {
  fields: { country: Field.text },
  relations: { books: Relation.many("books", "author_uid") },
  aggregates: true,
  access
})
const Books = Resource.make("books", {
  fields: {
    price: Field.numeric(10, 2),
    weight: Field.optional(Field.float),
    details: Field.optional(Field.jsonb()),
    author_uid: Field.references("authors")
  },
  relations: { author: Relation.one("authors", "author_uid") },
  aggregates: true,
  access
})
const { links } = Api.make("library", { resources: [Authors, Books] })
const bounds = { records: 10, relations: 5, levels: 3 }
const compile = makeCompile({ named: true })

const at = (name: string, ...path: ReadonlyArray<string>): QuerySyntax.FieldSyntax => ({
  name,
  path,
  asText: path.length > 0
})
const field = (name: string, ...path: ReadonlyArray<string>): QuerySyntax.ItemSyntax => ({
  _tag: "Field",
  as: null,
  field: at(name, ...path),
  cast: null
})
const computed = (aggregate: string, name: string | null = null): QuerySyntax.ItemSyntax => ({
  _tag: "Aggregate",
  as: null,
  field: name === null ? null : at(name),
  aggregate,
  cast: null
})
const relation = (
  name: string,
  items: ReadonlyArray<QuerySyntax.ItemSyntax>,
  spread: boolean
): QuerySyntax.ItemSyntax => ({ _tag: "Relation", as: null, name, hint: null, join: null, spread, items })

const listed = (resource: Resource.Resource, more: Partial<QuerySyntax.QuerySyntax>) => {
  const syntax = {
    select: null,
    filters: [],
    order: [],
    related: [],
    page: { limit: 10, offset: 5, cursor: null },
    count: null
  }
  const query = resolve(resource, { ...syntax, ...more }, { caller: ann, links, bounds })
  const permit = Result.getOrThrow(authorise(resource, "list", ann))
  const command = { _tag: "List", permit, query: Result.getOrThrow(query) } as const
  return compile(stamp(command, ann, instant, null))
}

describe("a statement of groups", () => {
  test("groups what it takes of each record, by names of its own", () => {
    const select = [field("details", "colour"), computed("count"), computed("sum", "price")]
    const order = [
      { relation: null, field: at("details", "colour"), direction: "desc", nulls: null } as const
    ]
    const { text, values } = listed(Books, { select, order })
    expect(text).toMatchInlineSnapshot(`
      "select "key 0?", count(*), sum("value 0?")
      from (select (record."details" ->> $1::text) as "key 0?", record."price" as "value 0?" from "books" as record) as grouped
      group by "key 0?"
      order by "key 0?" desc
      limit $2::bigint offset $3::bigint"
    `)
    assert.deepStrictEqual(values, ["colour", 11, 5])
  })

  test("counts groups beside them, also where all records are one", () => {
    expect(listed(Books, { select: [computed("count")], count: "exact" }).text).toMatchInlineSnapshot(`
      "select page.*, total.count
      from (
        select count(*) as count
        from (
        select count(*) from (select  from "books" as record) as grouped
        ) as counted
      ) as total
      left join (
      (select count(*), 0 as "range?", row_number() over (order by count(*)) as "rank?"
      from (select  from "books" as record) as grouped
      order by count(*)
      limit $1::bigint offset $2::bigint)
      ) as page on true
      order by page."range?", page."rank?""
    `)
  })

  test("takes fields of the one record that is spread, and the first of what is written in several ways", () => {
    const select = [relation("author", [field("country")], true), field("details"), computed("max", "price")]
    expect(listed(Books, { select }).text).toMatchInlineSnapshot(`
      "select row("key 0?")::text, (array_agg("key 1?" order by "nth?"))[1], max("value 0?")
      from (select (select "1?"."country" from "authors" as "1?" where "1?"."uid" = record."author_uid" limit 1) as "key 0?", nullif(record."details", 'null') as "key 1?", record."price" as "value 0?", row_number() over (order by record."uid") as "nth?" from "books" as record) as grouped
      group by "key 0?", "key 1?"
      order by "key 0?", "key 1?"
      limit $1::bigint offset $2::bigint"
    `)
  })

  test("adds doubles as decimals, within the bounds of their type", () => {
    expect(listed(Books, { select: [computed("sum", "weight")] }).text).toMatchInlineSnapshot(`
      "select (case when abs(sum("value 0?"::text::numeric)) < 2.4703282292062328e-324 then 0 when abs(sum("value 0?"::text::numeric)) >= 1.797693134862315807e308 and sum("value 0?"::text::numeric) <> 'NaN' then sign(sum("value 0?"::text::numeric)) * 'Infinity'::numeric else sum("value 0?"::text::numeric) end)::double precision
      from (select record."weight" as "value 0?" from "books" as record) as grouped
      order by count(*)
      limit $1::bigint offset $2::bigint"
    `)
  })

  test("stands beside a record as one text", () => {
    const select = [relation("books", [field("price"), computed("count")], false)]
    expect(listed(Authors, { select }).text).toMatchInlineSnapshot(`
      "select (select string_agg(embedded."row?", '') from (
          select row("key 0?", count(*))::text as "row?" from (select "1?"."price" as "key 0?" from "books" as "1?" where "1?"."author_uid" = record."uid") as grouped
      group by "key 0?"
          order by "key 0?"
          limit $1::bigint offset $2::bigint
        ) as embedded), record."uid", record."version"::text, record."uid"
      from "authors" as record
      order by record."uid"
      limit $3::bigint offset $4::bigint"
    `)
  })
})
