/** Contract: operators beside the order of values, with any and all of a list, and what stands inside of JSON. */
import { assert } from "@effect/vitest"
import type { QuerySyntax } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import { create, list, removeMany } from "../asking/ask.ts"
import { batchOf } from "../asking/batches.ts"
import { type Cases, refusal } from "../asking/cases.ts"
import { asked, at, by, field, meant, textAt, where } from "../asking/resolved.ts"
import { Samples } from "../declared/resources.ts"

type Field = string | QuerySyntax.FieldSyntax

/** The labels of a batch's samples that a condition finds. */
const labels = (batch: string, ...filters: ReadonlyArray<QuerySyntax.FilterSyntax>) => {
  const query = {
    select: ["label"],
    filters: [where("batch", "eq", batch), ...filters],
    order: [by("label")]
  }
  return Effect.map(asked(Samples, query), (rows) =>
    Array.isArray(rows) ? rows.map(({ label }: { readonly label: unknown }) => label).join() : "no list"
  )
}

/** The same of samples by their labels: a value, or nothing, for one field. */
const sampled = (name: string, values: Readonly<Record<string, unknown>>) =>
  batchOf(...Object.entries(values).map(([label, value]) => ({ label, [name]: value })))

const each = (
  name: Field,
  operator: string,
  modifier: "any" | "all",
  ...texts: ReadonlyArray<string>
): QuerySyntax.ConditionSyntax => ({
  ...where(name, operator, ""),
  modifier,
  operand: { _tag: "List", texts }
})
const not = (condition: QuerySyntax.ConditionSyntax) => ({ ...condition, not: true })

/** A field, its samples by label, and what each condition finds of them, and its opposite. */
const found: ReadonlyArray<
  readonly [
    what: string,
    name: string,
    samples: Readonly<Record<string, unknown>>,
    conditions: ReadonlyArray<readonly [operator: string, operand: string, found: string, others: string]>
  ]
> = [
  [
    "values that are two, null being one",
    "small",
    { a: 1, b: 2, n: null },
    [
      ["isdistinct", "1", "b,n", "a"],
      ["isdistinct", "3", "a,b,n", ""]
    ]
  ],
  [
    "numbers that are two, however they are written",
    "loose",
    { a: "1.50", b: "1.51", n: null },
    [
      ["isdistinct", "1.5", "b,n", "a"],
      ["eq", "1.500", "a", "b"]
    ]
  ],
  [
    "arrays that hold others, or share elements with them",
    "words",
    { a: ["x", "y"], b: ["y", null], c: [["x"], ["z"]], e: [], n: null },
    [
      ["cs", "{x}", "a,c", "b,e"],
      ["cs", "{y,y,y}", "a,b", "c,e"],
      ["cs", "{}", "a,b,c,e", ""],
      ["cs", "{NULL}", "", "a,b,c,e"],
      ["cd", "{x,y,z}", "a,c,e", "b"],
      ["cd", "{}", "e", "a,b,c"],
      ["ov", "{z,y}", "a,b,c", "e"],
      ["ov", "{NULL}", "", "a,b,c,e"],
      ["eq", "{{x},{z}}", "c", "a,b,e"],
      ["eq", "{y,NULL}", "b", "a,c,e"],
      ["gt", "{x,z}", "b,c", "a,e"],
      ["isdistinct", "{}", "a,b,c,n", "e"]
    ]
  ],
  [
    "JSON that holds other JSON, or is held by it",
    "doc",
    { a: { k: 1, m: { x: [1, 2] } }, b: [1, "s", [2]], c: "s", d: 1.5, n: null },
    [
      ["cs", '{"k":1.0}', "a", "b,c,d"],
      ["cs", '{"m":{"x":[2]}}', "a", "b,c,d"],
      ["cs", '{"m":{"x":2}}', "", "a,b,c,d"],
      ["cs", "[[2],1]", "b", "a,c,d"],
      ["cs", '"s"', "b,c", "a,d"],
      ["cd", '["s",1.50,{}]', "c,d", "a,b"],
      ["cd", '{"k":1,"m":{"x":[2,1,0]},"z":null}', "a", "b,c,d"],
      ["eq", "1.50", "d", "a,b,c"],
      ["lt", "1.5", "c", "a,b,d"]
    ]
  ],
  [
    "ranges by where they lie",
    "seats",
    { a: "[1,5)", b: "[5,9)", c: "empty", d: "(,3)", n: null },
    [
      ["cs", "[2,4]", "a", "b,c,d"],
      ["cs", "empty", "a,b,c,d", ""],
      ["cs", "2", "a,d", "b,c"],
      ["cd", "[1,9]", "a,b,c", "d"],
      ["ov", "[4,5]", "a,b", "c,d"],
      ["sl", "[5,6)", "a,d", "b,c"],
      ["sr", "[2,4]", "b", "a,c,d"],
      ["nxr", "(,4]", "a,d", "b,c"],
      ["nxl", "[1,2]", "a,b", "c,d"],
      ["adj", "[5,6)", "a", "b,c,d"],
      ["adj", "[3,4]", "b,d", "a,c"]
    ]
  ],
  [
    "ranges without steps by where they lie",
    "prices",
    { a: "[0.5,1]", b: "[0.5,1)", n: null },
    [
      ["adj", "[1,2]", "b", "a"],
      ["adj", "(1,2]", "a", "b"],
      ["adj", "[0,0.5]", "", "a,b"],
      ["adj", "[0,0.5)", "a,b", ""],
      ["ov", "[1,2]", "a", "b"],
      ["cs", "1.0", "a", "b"],
      ["sl", "[1,2]", "b", "a"]
    ]
  ],
  [
    "multiranges by where they lie",
    "gaps",
    { a: "{[1,3),[5,7)}", b: "{[3,5)}", c: "{}", n: null },
    [
      ["cs", "{[2,3),[6,7)}", "a", "b,c"],
      ["cs", "{[1,2),[3,4)}", "", "a,b,c"],
      ["cs", "4", "b", "a,c"],
      ["cd", "{[1,7)}", "a,b,c", ""],
      ["ov", "{[4,6)}", "a,b", "c"],
      ["sl", "{[7,8)}", "a,b", "c"],
      ["sl", "{[3,4)}", "", "a,b,c"],
      ["sr", "{[1,3)}", "b", "a,c"],
      ["nxr", "{[0,5)}", "b", "a,c"],
      ["nxl", "{[2,3)}", "b", "a,c"],
      ["adj", "{[7,9)}", "a", "b,c"],
      ["adj", "{[3,4)}", "", "a,b,c"]
    ]
  ]
]

export const operatorCases = (it: Cases): void => {
  for (const [what, name, samples, conditions] of found)
    it.effect(`finds ${what}, and by their opposites the others; what is unknown by neither`, () =>
      Effect.gen(function* () {
        const batch = yield* sampled(name, samples)
        for (const [operator, operand, some, others] of conditions) {
          const condition = where(name, operator, operand)
          assert.strictEqual(yield* labels(batch, condition), some, `${operator} ${operand}`)
          assert.strictEqual(yield* labels(batch, not(condition)), others, `not ${operator} ${operand}`)
        }
      })
    )

  it.effect("finds texts by regular expressions, by character, whole texts by ^ and $", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(...["a1", "B2\n", "b22", "x.y", "😀"].map((label) => ({ label })))
      const match = (operator: string, pattern: string) => labels(batch, where("label", operator, pattern))
      assert.strictEqual(yield* match("match", String.raw`^[ab]\d`), "a1,b22")
      assert.strictEqual(yield* match("imatch", String.raw`^[ab]\d`), "B2\n,a1,b22")
      assert.strictEqual(yield* match("match", String.raw`\d$`), "a1,b22")
      assert.strictEqual(yield* match("match", "^.$"), "😀")
      assert.strictEqual(yield* match("match", String.raw`\.|2{2}`), "b22,x.y")
      assert.strictEqual(yield* match("match", "^B..$"), "B2\n")
      assert.strictEqual(yield* match("match", "^$"), "")
      assert.strictEqual(yield* match("match", "^[b2]*$"), "b22")
      assert.strictEqual(yield* match("match", "^c?b2"), "b22")
      assert.strictEqual(yield* match("match", String.raw`^b?[^a-z]{3,}$`), "B2\n")
      assert.strictEqual(yield* match("match", String.raw`^[b-]2{1,2}$`), "b22")
      assert.strictEqual(yield* match("match", String.raw`^[b-]2$`), "")
      assert.strictEqual(yield* match("match", String.raw`^b2{0,1}$`), "")
      assert.strictEqual(yield* match("imatch", "^X"), "x.y")
      assert.strictEqual(yield* labels(batch, not(where("label", "match", "[0-9]"))), "x.y,😀")
      assert.strictEqual(yield* labels(batch, each("label", "match", "any", "^a", "^x")), "a1,x.y")
      assert.strictEqual(yield* labels(batch, each("label", "imatch", "all", "B", "2$")), "b22")
      assert.strictEqual(yield* labels(batch, each("label", "match", "any")), "")
      assert.strictEqual(yield* labels(batch, each("label", "match", "all", "a", "b")), "")
    })
  )

  it.effect("compares with any or all of a list, empty ones too", () =>
    Effect.gen(function* () {
      const batch = yield* sampled("small", { a: 1, b: 2, n: null })
      assert.strictEqual(yield* labels(batch, each("small", "eq", "any", "1", "2")), "a,b")
      assert.strictEqual(yield* labels(batch, each("small", "gte", "all", "1", "2")), "b")
      assert.strictEqual(yield* labels(batch, each("small", "lt", "any")), "")
      assert.strictEqual(yield* labels(batch, not(each("small", "lt", "any"))), "a,b,n")
      assert.strictEqual(yield* labels(batch, each("small", "gt", "all")), "a,b,n")
      assert.strictEqual(yield* labels(batch, each("label", "like", "any", "a%", "n_")), "a")
      assert.strictEqual(yield* labels(batch, each("label", "ilike", "all", "%", "B")), "b")
    })
  )

  it.effect("compares arrays with any or all of a list of arrays", () =>
    Effect.gen(function* () {
      const batch = yield* sampled("words", { a: ["x"], b: ["x", null], c: [], n: null })
      assert.strictEqual(yield* labels(batch, each("words", "eq", "any", "{x,NULL}", "{}")), "b,c")
      assert.strictEqual(yield* labels(batch, not(each("words", "eq", "any", "{x,NULL}", "{}"))), "a")
      assert.strictEqual(yield* labels(batch, each("words", "gte", "all", "{x}", "{}")), "a,b")
      assert.strictEqual(yield* labels(batch, each("words", "eq", "any")), "")
      assert.strictEqual(yield* labels(batch, each("words", "eq", "all")), "a,b,c,n")
    })
  )

  it.effect(
    "finds, sorts and shows what stands inside of JSON; what is not there is null, as JSON's null is",
    () =>
      Effect.gen(function* () {
        const docs = {
          a: { colour: "red", size: [3, 10], on: null },
          b: { colour: "Blue", size: [20], on: true },
          c: { colour: 5, size: {} },
          d: "text",
          n: null
        }
        const batch = yield* sampled("doc", docs)
        const [colour, first] = [textAt("doc", "colour"), at("doc", "size", 0)]
        const is = (name: Field, found: string, others: string) =>
          Effect.gen(function* () {
            assert.strictEqual(yield* labels(batch, where(name, "is", "null")), found)
            assert.strictEqual(yield* labels(batch, where(name, "is", "not_null")), others)
          })
        assert.strictEqual(yield* labels(batch, where(colour, "eq", "red")), "a")
        assert.strictEqual(yield* labels(batch, where(colour, "eq", "5")), "c")
        assert.strictEqual(yield* labels(batch, not(where(colour, "eq", "5"))), "a,b")
        assert.strictEqual(yield* labels(batch, where(colour, "ilike", "b%")), "b")
        assert.strictEqual(yield* labels(batch, each(colour, "like", "any", "r%", "B%")), "a,b")
        const among = { ...where(colour, "in", ""), operand: { _tag: "List", texts: ["Blue", "5"] } } as const
        assert.strictEqual(yield* labels(batch, among), "b,c")
        assert.strictEqual(yield* labels(batch, where(at("doc", "colour"), "eq", '"red"')), "a")
        assert.strictEqual(yield* labels(batch, where(first, "gt", "3")), "b")
        assert.strictEqual(yield* labels(batch, where(at("doc", "size", -1), "gte", "10")), "a,b")
        assert.strictEqual(yield* labels(batch, where(at("doc", "size"), "cs", "[10]")), "a")
        assert.strictEqual(yield* labels(batch, where(first, "isdistinct", "3")), "b,c,d,n")
        yield* is(at("doc", "on"), "a,c,d,n", "b")
        yield* is(textAt("doc", "on"), "a,c,d,n", "b")
        yield* is(at("doc", "colour", "deeper"), "a,b,c,d,n", "")
        yield* is(at("doc", "size", "0"), "a,b,c,d,n", "")
        // To PostgreSQL's jsonb what is neither object nor array is one element.
        yield* is(at("doc", 0), "a,b,c,n", "d")
        yield* is(textAt("doc", "colour", -1), "d,n", "a,b,c")
        yield* is(at("doc", "colour", 1), "a,b,c,d,n", "")
        // Names are of members, and numbers of elements.
        yield* is(at("doc", "size", "0"), "a,b,c,d,n", "")
        yield* is(at("doc", "size", "length"), "a,b,c,d,n", "")
        yield* is(at("doc", "size", -2), "b,c,d,n", "a")
        const sorted = { relation: null, field: first, direction: "desc", nulls: "last" } as const
        const shown = yield* asked(Samples, {
          select: ["label", field(first, { as: "first" }), field(colour), field(at("doc", "size", 1, "x"))],
          filters: [where("batch", "eq", batch)],
          order: [sorted, by("label")]
        })
        const row = (label: string, first: unknown, colour: unknown) => ({ label, first, colour, x: null })
        assert.deepStrictEqual(shown, [
          row("b", 20, "Blue"),
          row("a", 3, "red"),
          row("c", null, "5"),
          row("d", null, null),
          row("n", null, null)
        ])
      })
  )

  it.effect("finds texts by the words of a search, or says that it has none", () =>
    Effect.gen(function* () {
      const batch = yield* batchOf(...["fat cats", "a fat rat", "no cat"].map((label) => ({ label })))
      const query = yield* meant(Samples, {
        filters: [where("batch", "eq", batch), where("label", "plfts", "rat")]
      })
      const removed = yield* Effect.result(removeMany(Samples, query.filter))
      if (removed._tag === "Failure") {
        const none = { _tag: "SearchUnsupported", resource: "samples" }
        assert.deepStrictEqual(yield* refusal(list(Samples, query)), none)
        return assert.deepStrictEqual(yield* refusal(removeMany(Samples, query.filter)), none)
      }
      assert.strictEqual((yield* list(Samples, query)).count, 0)
      yield* create(Samples, { batch, label: "a fat rat" })
      const search = (operator: string, text: string, language: string | null) =>
        labels(batch, { ...where("label", operator, text), modifier: language })
      assert.strictEqual(yield* search("plfts", "cat", "english"), "fat cats,no cat")
      assert.strictEqual(yield* search("plfts", "cat", "simple"), "no cat")
      assert.strictEqual(yield* search("plfts", "rat fat", "simple"), "a fat rat")
      assert.strictEqual(yield* search("phfts", "fat rat", "simple"), "a fat rat")
      assert.strictEqual(yield* search("phfts", "rat fat", "simple"), "")
      assert.strictEqual(yield* search("fts", "fat & !(rat | no)", "simple"), "fat cats")
      assert.strictEqual(yield* search("fts", "ca:*", "simple"), "fat cats,no cat")
      assert.strictEqual(yield* search("wfts", "cat -fat", "english"), "no cat")
      assert.strictEqual(yield* search("wfts", "'\"(&", "english"), "")
      assert.strictEqual(yield* search("wfts", "rat or bat", null), "a fat rat")
      const none = not({ ...where("label", "plfts", "fat"), modifier: "simple" })
      assert.strictEqual(yield* labels(batch, none), "no cat")
    })
  )
}
