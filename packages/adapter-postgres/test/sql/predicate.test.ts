import type { Predicate } from "@pgcrest/core"
import { it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Schema from "effect/Schema"
import { assert, describe, test } from "vitest"
import { of } from "../../src/sql/columns.ts"
import { makeCompile } from "../../src/compiling/compile.ts"
import { predicateSql } from "../../src/sql/predicate.ts"
import { render } from "../../src/sql/Sql.ts"
import { Parting } from "../../src/shape/Parting.ts"
import { partPredicate } from "../../src/shape/PredicateShape.ts"
import { create, get, list, replace, update, where } from "../commands.ts"
import { Books, column } from "../shelf.ts"

const asking = get(Books, "")

/** A predicate parted as a command's is, and what it is sent as. */
const sqlOf = (predicate: Predicate.Predicate) => {
  const parting = new Parting(asking, () => 1)
  const shape = partPredicate(predicate, parting)
  const { text, holes } = render(predicateSql(shape, (column) => of("b", column)))
  return { text, values: holes.map((hole) => parting.values[hole]) }
}

const both = [where("title", "eq", "Emma"), where("copies", "gt", 2)]

const examples: ReadonlyArray<readonly [Predicate.Predicate, string, ReadonlyArray<unknown>]> = [
  [where("title", "eq", "Emma"), 'b."title" = $1::text', ["Emma"]],
  [where("title", "neq", "Emma"), 'b."title" <> $1::text', ["Emma"]],
  [where("copies", "lt", 2), 'b."copies" < $1::integer', ["2"]],
  [where("copies", "lte", 2), 'b."copies" <= $1::integer', ["2"]],
  [where("copies", "gt", 2), 'b."copies" > $1::integer', ["2"]],
  [where("price", "gte", "12.345"), 'b."price" >= $1::numeric', ["12.345"]],
  [where("version", "eq", 9n), 'b."version" = $1::bigint', ["9"]],
  [
    where("created_at", "lt", "2026-11-25T08:30:00Z"),
    'b."created_at" < $1::timestamptz',
    ["2026-11-25T08:30:00Z"]
  ],
  [where("title", "eq", null), 'b."title" = $1::text', [null]],
  [
    { _tag: "Quantified", quantifier: "any", operator: "eq", column: column("copies"), values: [1, 2] },
    'b."copies" = any($1::integer[])',
    [["1", "2"]]
  ],
  [
    { _tag: "Quantified", quantifier: "any", operator: "eq", column: column("title"), values: [] },
    'b."title" = any($1::text[])',
    [[]]
  ],
  [
    {
      _tag: "Quantified",
      quantifier: "all",
      operator: "neq",
      column: column("price"),
      values: ["1.5", null]
    },
    'b."price" <> all($1::numeric[])',
    [["1.5", null]]
  ],
  [
    { _tag: "Quantified", quantifier: "any", operator: "ilike", column: column("title"), values: ["a%"] },
    'b."title" ilike any($1::text[])',
    [["a%"]]
  ],
  [{ _tag: "Is", column: column("isbn"), value: null }, 'b."isbn" is not distinct from null', []],
  [{ _tag: "Is", column: column("isbn"), value: true }, 'b."isbn" is true', []],
  [
    { _tag: "Like", column: column("title"), pattern: "Em%", insensitive: false },
    'b."title" like $1::text',
    ["Em%"]
  ],
  [
    { _tag: "Like", column: column("title"), pattern: "em%", insensitive: true },
    'b."title" ilike $1::text',
    ["em%"]
  ],
  [
    { _tag: "Match", column: column("title"), pattern: "^E", insensitive: false },
    'b."title" ~ $1::text',
    ["^E"]
  ],
  [
    { _tag: "Quantified", quantifier: "all", operator: "imatch", column: column("title"), values: ["^e"] },
    'b."title" ~* all($1::text[])',
    [["^e"]]
  ],
  [
    { _tag: "Relate", column: column("copies"), operator: "isdistinct", value: 1 },
    'b."copies" is distinct from $1::integer',
    ["1"]
  ],
  [
    { _tag: "Relate", column: column("tags"), operator: "cs", value: ["a", null] },
    'b."tags"::text[] @> $1::text[]',
    ['{"a",NULL}']
  ],
  [
    { _tag: "Relate", column: column("details"), operator: "cd", value: { a: 1 } },
    'b."details" <@ $1::jsonb',
    ['{"a":1}']
  ],
  [
    { _tag: "Quantified", quantifier: "any", operator: "eq", column: column("tags"), values: [["a"], []] },
    'b."tags"::text[] = any(select one::text[] from unnest($1::text[]) one)',
    [['{"a"}', "{}"]]
  ],
  [
    { _tag: "Search", column: column("title"), form: "plfts", language: null, text: "a" },
    '(octet_length(b."title") <= 131072 and to_tsvector(b."title") @@ plainto_tsquery($1::text))',
    ["a"]
  ],
  [
    { _tag: "Search", column: column("title"), form: "wfts", language: "english", text: "a" },
    "(octet_length(b.\"title\") <= 131072 and to_tsvector('english', b.\"title\") @@ websearch_to_tsquery('english', $1::text))",
    ["a"]
  ],
  [{ _tag: "And", predicates: both }, '(b."title" = $1::text and b."copies" > $2::integer)', ["Emma", "2"]],
  [{ _tag: "Or", predicates: both }, '(b."title" = $1::text or b."copies" > $2::integer)', ["Emma", "2"]],
  [{ _tag: "Not", predicate: where("title", "eq", "Emma") }, 'not (b."title" = $1::text)', ["Emma"]],
  [{ _tag: "Constant", value: true }, "true", []],
  [{ _tag: "Constant", value: false }, "false", []],
  [{ _tag: "Constant", value: null }, "null::boolean", []]
]

describe("a predicate as SQL", () => {
  test.each(examples.map(([predicate, text, values]) => ({ predicate, text, values })))(
    "$text",
    ({ predicate, ...sql }) => {
      assert.deepStrictEqual(sqlOf(predicate), sql)
    }
  )

  test("takes the values of another predicate of the same shape", () => {
    const asked = (title: string, other: string, copies: number): Predicate.Predicate => ({
      _tag: "Or",
      predicates: [
        { _tag: "Not", predicate: where("title", "eq", title) },
        { _tag: "And", predicates: [where("title", "eq", other), where("copies", "gt", copies)] }
      ]
    })
    const [one, another] = [sqlOf(asked("a", "Emma", 2)), sqlOf(asked("b", "c", 7))]
    assert.strictEqual(another.text, one.text)
    assert.deepStrictEqual(
      [one.values, another.values],
      [
        ["a", "Emma", "2"],
        ["b", "c", "7"]
      ]
    )
  })
})

const uid = "0198a000-0000-7000-8000-000000000001"
// Long enough never to be a part of our own text by chance, and full of what SQL is afraid of.
const hostile = Arbitrary.map(Arbitrary.schema(Schema.String), (text) => `'"; drop ${text} $1 --`)

it.prop(
  "no value of a client ever becomes part of a statement's text",
  [hostile, hostile, hostile],
  ([a, b, c]) => {
    const compile = makeCompile({ named: true })
    const filters: ReadonlyArray<Predicate.Predicate> = [
      where("title", "eq", a),
      { _tag: "Quantified", quantifier: "any", operator: "eq", column: column("title"), values: [a, b] },
      { _tag: "Like", column: column("title"), pattern: b, insensitive: true },
      { _tag: "Match", column: column("title"), pattern: b, insensitive: true },
      { _tag: "Relate", column: column("tags"), operator: "ov", value: [a, b] },
      { _tag: "Search", column: column("title"), form: "fts", language: "simple", text: c },
      {
        _tag: "Not",
        predicate: { _tag: "Or", predicates: [where("isbn", "neq", c), where("title", "lt", a)] }
      }
    ]
    const values = { title: a, isbn: b, tags: [c], details: { [a]: b }, secret: c }
    const commands = [
      create(Books, values, uid),
      replace(Books, uid, values),
      update(Books, uid, values, { match: [a, b] }),
      ...filters.map((filter) => list(Books, { filter }))
    ]
    for (const command of commands) {
      const { text } = compile(command)
      for (const hidden of [a, b, c]) assert.notInclude(text, hidden)
      assert.strictEqual(text, makeCompile({ named: true })(command).text)
    }
  }
)
