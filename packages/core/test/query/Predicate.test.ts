import { assert, describe, it } from "@effect/vitest"
import { type Cell, Field, Predicate, Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { among, int } from "../arbitraries.ts"

const Records = Resource.make("r", {
  fields: {
    t: Field.optional(Field.text),
    n: Field.optional(Field.integer),
    b: Field.optional(Field.boolean),
    p: Field.optional(Field.numeric(10, 2)),
    a: Field.optional(Field.array("text")),
    c: { ...Field.text, type: { kind: "char", length: 3 } },
    i: { ...Field.text, type: { kind: "citext" } }
  }
})
const column = (name: string) => Resource.columnOf(Records, name)
type Row = Readonly<Record<string, Cell>>
const judge = (predicate: Predicate.Predicate, row: Row) =>
  Predicate.evaluate(predicate, ({ name }) => row[name] ?? null)

const compare = (field: string, operator: Predicate.Comparison, value: Cell): Predicate.Predicate => ({
  _tag: "Compare",
  column: column(field),
  operator,
  value
})
const within = (field: string, ...values: ReadonlyArray<Cell>): Predicate.Predicate => ({
  _tag: "Quantified",
  quantifier: "any",
  operator: "eq",
  column: column(field),
  values
})
const is = (field: string, value: boolean | null): Predicate.Predicate => ({
  _tag: "Is",
  column: column(field),
  value
})
const like = (pattern: string, insensitive = false, field = "t"): Predicate.Predicate => ({
  _tag: "Like",
  column: column(field),
  pattern,
  insensitive
})
const match = (pattern: string, insensitive = false): Predicate.Predicate => ({
  _tag: "Match",
  column: column("t"),
  pattern,
  insensitive
})
const related = (field: string, operator: Predicate.Relating, value: Cell): Predicate.Predicate => ({
  _tag: "Relate",
  column: column(field),
  operator,
  value
})
const distinct = (value: Cell) => related("n", "isdistinct", value)
const search: Predicate.Predicate = {
  _tag: "Search",
  column: column("t"),
  form: "plfts",
  language: "english",
  text: "a"
}
const constant = (value: boolean | null): Predicate.Predicate => ({ _tag: "Constant", value })

describe("evaluate", () => {
  it.each<[string, Predicate.Predicate, Row, boolean | null]>([
    ["eq", compare("n", "eq", 1), { n: 1 }, true],
    ["neq", compare("n", "neq", 1), { n: 1 }, false],
    ["lt", compare("n", "lt", 2), { n: 1 }, true],
    ["lte", compare("n", "lte", 1), { n: 1 }, true],
    ["gt", compare("n", "gt", 1), { n: 1 }, false],
    ["gte", compare("n", "gte", 1), { n: 1 }, true],
    ["numbers by value", compare("p", "eq", "1.5"), { p: "1.50" }, true],
    ["numbers, not digits", compare("p", "gt", "9"), { p: "10.00" }, true],
    ["a null is unknown", compare("n", "neq", 1), { n: null }, null],
    ["a missing value is unknown", compare("n", "eq", 1), {}, null],
    ["an operand of null is unknown", compare("n", "eq", null), { n: 1 }, null],
    ["in", within("n", 1, 2), { n: 2 }, true],
    ["in, by value", within("p", "2"), { p: "2.00" }, true],
    ["not in", within("n", 1, 2), { n: 3 }, false],
    ["in a list with a null", within("n", 1, null), { n: 3 }, null],
    ["found in a list with a null", within("n", null, 3), { n: 3 }, true],
    ["a text that reads null is not null", within("t", null), { t: "null" }, null],
    ["in nothing, even of null", within("n"), { n: null }, false],
    ["null in", within("n", 1), { n: null }, null],
    ["is null", is("n", null), { n: null }, true],
    ["is not null", is("n", null), { n: 0 }, false],
    ["is true", is("b", true), { b: true }, true],
    ["null is false", is("b", false), { b: null }, false],
    ["like", like("a%"), { t: "abc" }, true],
    ["like minds case", like("A%"), { t: "abc" }, false],
    ["ilike does not", like("A%", true), { t: "aBc" }, true],
    ["like of citext does not", like("A%", false, "i"), { i: "aBc" }, true],
    [
      "like of char sees the blanks that fill it up",
      like("\u{1f600}", false, "c"),
      { c: "\u{1f600}" },
      false
    ],
    ["like of char with these blanks", like("\u{1f600}  ", false, "c"), { c: "\u{1f600}" }, true],
    ["like of null", like("%"), { t: null }, null],
    ["match", match("^a.c$"), { t: "abc" }, true],
    ["match minds case", match("B"), { t: "abc" }, false],
    ["imatch does not", match("B", true), { t: "abc" }, true],
    ["match of null", match("a"), { t: null }, null],
    ["isdistinct", distinct(1), { n: 2 }, true],
    ["isdistinct of an equal value", distinct(1), { n: 1 }, false],
    ["isdistinct of null", distinct(1), { n: null }, true],
    ["isdistinct from null", distinct(null), { n: 1 }, true],
    ["two nulls are not distinct", distinct(null), { n: null }, false],
    ["cs", related("a", "cs", ["x"]), { a: ["y", "x"] }, true],
    ["cd", related("a", "cd", ["x"]), { a: ["y", "x"] }, false],
    ["ov", related("a", "ov", ["x"]), { a: ["y", "x"] }, true],
    ["cs of null", related("a", "cs", []), { a: null }, null],
    ["cs of a null operand", related("a", "cs", null), { a: [] }, null],
    ["a relation that the type has not", related("n", "cs", 1), { n: 1 }, null],
    ["a search, of which a store without PostgreSQL knows nothing", search, { t: "a" }, null]
  ])("%s", (_what, predicate, row, expected) => assert.strictEqual(judge(predicate, row), expected))

  it.each(["any", "all"] as const)(
    "compares with %s of a list as its comparisons one by one",
    (quantifier) => {
      for (const operator of ["eq", "neq", "lt", "gte"] as const) {
        for (const values of [[], [1], [1, 2], [null, 2]]) {
          for (const n of [null, 0, 1, 2, 3]) {
            const parts = values.map((value) => compare("n", operator, value))
            assert.strictEqual(
              judge({ _tag: "Quantified", quantifier, column: column("n"), operator, values }, { n }),
              judge({ _tag: quantifier === "any" ? "Or" : "And", predicates: parts }, { n })
            )
          }
        }
      }
    }
  )

  it("has an And of nothing hold, and an Or of nothing not", () => {
    assert.isTrue(judge({ _tag: "And", predicates: [] }, {}))
    assert.isFalse(judge({ _tag: "Or", predicates: [] }, {}))
  })

  const tree: Arbitrary.Arbitrary<Predicate.Predicate> = treeOf(3)
  const rows = Arbitrary.map(
    Arbitrary.all([
      among<Cell>([null, 0, 1]),
      among<Cell>([null, "a", "b"]),
      among<Cell>([null, true, false])
    ] as const),
    ([n, t, b]): Row => ({ n, t, b })
  )

  it.prop(
    "agrees with SQL's truth tables",
    { predicate: tree, row: rows },
    ({ predicate, row }) => {
      assert.strictEqual(judge(predicate, row), table(predicate, row))
    },
    { arbitrary: { runs: 2000 } }
  )

  it.prop(
    "and() means what And means, also under Not",
    { predicates: Arbitrary.array(tree, { maxLength: 4 }), row: rows },
    ({ predicates, row }) => {
      const [joined, plain] = [Predicate.and(...predicates), { _tag: "And" as const, predicates }]
      assert.strictEqual(
        judge({ _tag: "Not", predicate: joined }, row),
        judge({ _tag: "Not", predicate: plain }, row)
      )
    },
    { arbitrary: { runs: 1000 } }
  )
})

describe("and", () => {
  const one = compare("n", "eq", 1)
  const two = compare("n", "lt", 2)

  it("drops what always holds, and what is left of one is itself", () => {
    assert.strictEqual(Predicate.and(), Predicate.always)
    assert.strictEqual(Predicate.and(Predicate.always, one), one)
    assert.deepStrictEqual(Predicate.and(Predicate.and(one, two), one), {
      _tag: "And",
      predicates: [one, two, one]
    })
  })

  it("never holds where one part never does; what is unknown decides nothing", () => {
    assert.isTrue(Predicate.isNever(Predicate.and(one, Predicate.never)))
    assert.deepStrictEqual(Predicate.and(one, constant(null)), {
      _tag: "And",
      predicates: [one, constant(null)]
    })
    assert.isTrue(Predicate.isNever(Predicate.and(constant(null))))
    assert.isFalse(Predicate.isNever(one))
    assert.isTrue(Predicate.isAlways(Predicate.always))
  })
})

describe("textOf", () => {
  const all: ReadonlyArray<readonly [Predicate.Predicate, string]> = [
    [constant(null), "null"],
    [compare("n", "lt", 1), "n lt 1"],
    [compare("t", "eq", null), "t eq null"],
    [compare("t", "eq", "null"), 't eq "null"'],
    [within("t", "a,b"), 't eq any("a,b")'],
    [within("t", "a", "b"), 't eq any("a","b")'],
    [is("b", null), "b is null"],
    [like("a%"), 't like "a%"'],
    [like("a%", true), 't ilike "a%"'],
    [{ _tag: "And", predicates: [compare("n", "eq", 1), is("b", true)] }, "And(n eq 1,b is true)"],
    [{ _tag: "Not", predicate: { _tag: "Or", predicates: [] } }, "not Or()"]
  ]

  it("writes what is alike alike, and all else differently", () => {
    assert.deepStrictEqual(
      all.map(([predicate]) => Predicate.textOf(predicate)),
      all.map(([, text]) => text)
    )
    assert.strictEqual(new Set(all.map(([, text]) => text)).size, all.length)
  })
})

function treeOf(depth: number): Arbitrary.Arbitrary<Predicate.Predicate> {
  const leaf = among<Predicate.Predicate>([
    constant(true),
    constant(false),
    constant(null),
    compare("n", "eq", 1),
    compare("n", "lt", 1),
    compare("t", "neq", "a"),
    within("t", "a"),
    within("n", 0, null),
    is("n", null),
    is("b", true),
    like("a")
  ])
  if (depth === 0) return leaf
  const parts = Arbitrary.array(treeOf(depth - 1), { maxLength: 3 })
  return Arbitrary.map(
    Arbitrary.all([int(0, 3), leaf, parts] as const),
    ([kind, alone, predicates]): Predicate.Predicate =>
      kind === 0
        ? alone
        : kind === 1
          ? { _tag: "And", predicates }
          : kind === 2
            ? { _tag: "Or", predicates }
            : { _tag: "Not", predicate: predicates[0] ?? alone }
  )
}

/** The tables of the SQL standard, spelt out. */
function table(predicate: Predicate.Predicate, row: Row): boolean | null {
  switch (predicate._tag) {
    case "And":
      return predicate.predicates
        .map((part) => table(part, row))
        .reduce((a, b) => (a === false || b === false ? false : a === null || b === null ? null : true), true)
    case "Or":
      return predicate.predicates
        .map((part) => table(part, row))
        .reduce((a, b) => (a === true || b === true ? true : a === null || b === null ? null : false), false)
    case "Not": {
      const inner = table(predicate.predicate, row)
      return inner === null ? null : !inner
    }
    default:
      return judge(predicate, row)
  }
}
