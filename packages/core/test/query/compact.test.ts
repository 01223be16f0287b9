import { assert, describe, it } from "@effect/vitest"
import { type Cell, compact, Field, Predicate, Resource } from "@pgcrest/core"
import * as Arbitrary from "effect/Arbitrary"
import { among, int } from "../arbitraries.ts"

const Records = Resource.make("r", {
  fields: {
    t: Field.optional(Field.text),
    n: Field.optional(Field.integer),
    b: Field.optional(Field.boolean),
    big: Field.optional(Field.bigint)
  }
})

const column = (name: string) => Resource.columnOf(Records, name)

type P = Predicate.Predicate
const n = (operator: Predicate.Comparison, value: Cell): P => ({
  _tag: "Compare",
  column: column("n"),
  operator,
  value
})
const list = (
  quantifier: "any" | "all",
  operator: Predicate.Operator,
  field: string,
  ...values: ReadonlyArray<Cell>
): P => ({ _tag: "Quantified", quantifier, column: column(field), operator, values })
const like = (pattern: string, insensitive = false): P => ({
  _tag: "Like",
  column: column("t"),
  pattern,
  insensitive
})
const match = (pattern: string, insensitive = false): P => ({
  _tag: "Match",
  column: column("t"),
  pattern,
  insensitive
})
const distinct = (value: Cell): P => ({
  _tag: "Relate",
  column: column("n"),
  operator: "isdistinct",
  value
})
const search: P = { _tag: "Search", column: column("t"), form: "fts", language: null, text: "a" }
const is = (field: string, value: boolean | null): P => ({ _tag: "Is", column: column(field), value })
const not = (predicate: P): P => ({ _tag: "Not", predicate })
const and = (...predicates: ReadonlyArray<P>): P => ({ _tag: "And", predicates })
const or = (...predicates: ReadonlyArray<P>): P => ({ _tag: "Or", predicates })

describe("compact", () => {
  it.each<[string, P, P]>([
    ["one comparison stays", n("eq", 1), n("eq", 1)],
    ["an Or of one operator is any of a list", or(n("eq", 1), n("eq", 2)), list("any", "eq", "n", 1, 2)],
    ["an And of one operator is all of a list", and(n("gt", 1), n("gt", 2)), list("all", "gt", "n", 1, 2)],
    ["a range keeps its two ends", and(n("lt", 9), n("gt", 1)), and(n("gt", 1), n("lt", 9))],
    ["what is said twice is said once", or(n("eq", 1), or(n("eq", 1))), n("eq", 1)],
    ["lists join", or(list("any", "eq", "n", 1, 2), n("eq", 3)), list("any", "eq", "n", 1, 2, 3)],
    [
      "any of a list under And stays apart",
      and(list("any", "eq", "n", 1, 2), list("any", "eq", "n", 2, 3)),
      and(list("any", "eq", "n", 1, 2), list("any", "eq", "n", 2, 3))
    ],
    ["Not before a comparison is its opposite", not(n("lt", 1)), n("gte", 1)],
    ["Not twice is nothing", not(not(n("lt", 1))), n("lt", 1)],
    ["Not before a list turns both", not(list("any", "eq", "n", 1, null)), list("all", "neq", "n", 1, null)],
    [
      "Not before a tree goes to its leaves",
      not(or(n("eq", 1), is("b", null))),
      and(n("neq", 1), not(is("b", null)))
    ],
    ["like has no opposite", not(like("a")), not(like("a"))],
    [
      "patterns that must not match are one list",
      and(not(like("a")), not(like("b"))),
      not(list("any", "like", "t", "a", "b"))
    ],
    ["patterns go by case", or(like("a"), like("a", true)), or(like("a", true), like("a"))],
    [
      "regular expressions are lists too, and no patterns of like",
      or(match("a"), like("a"), match("b")),
      or(like("a"), list("any", "match", "t", "a", "b"))
    ],
    [
      "what is not one expression or another",
      and(not(match("a", true)), not(match("b", true))),
      not(list("any", "imatch", "t", "a", "b"))
    ],
    [
      "Not stays before what has no opposite",
      not(or(distinct(1), search)),
      and(not(distinct(1)), not(search))
    ],
    [
      "what has an operand is not said twice alike",
      or(distinct(1), distinct(2)),
      or(distinct(1), distinct(2))
    ],
    ["a list that is empty stays", list("any", "eq", "n"), list("any", "eq", "n")],
    ["an And of nothing holds", and(), Predicate.always],
    ["an Or of nothing does not", or(), Predicate.never],
    [
      "is null is said once",
      or(is("n", null), is("n", null), is("b", true)),
      or(is("b", true), is("n", null))
    ]
  ])("%s", (_what, long, short) => assert.deepStrictEqual(compact(long), short))

  it("keeps two trees of one form apart", () => {
    const pair = (value: number) => and(n("eq", value), is("b", true))
    assert.deepStrictEqual(compact(or(pair(1), pair(2))), {
      _tag: "Or",
      predicates: [and(is("b", true), n("eq", 1)), and(is("b", true), n("eq", 2))]
    })
  })

  it("takes a thousand comparisons of a bigint", () => {
    const ones = Array.from({ length: 1000 }, (_, at) => list("any", "eq", "big", BigInt(at % 500)))
    const short = compact(or(...ones))
    assert.strictEqual(short._tag === "Quantified" && short.values.length, 500)
  })

  const rows = Arbitrary.map(
    Arbitrary.all([
      among<Cell>([null, 0, 1, 2]),
      among<Cell>([null, "a", "b", "A"]),
      among<Cell>([null, true, false])
    ] as const),
    ([n, t, b]): Readonly<Record<string, Cell>> => ({ n, t, b })
  )

  it.prop(
    "means the same for every record, and is as short as it gets",
    { predicate: treeOf(4), row: rows },
    ({ predicate, row }) => {
      const judge = (predicate: P) => Predicate.evaluate(predicate, ({ name }) => row[name] ?? null)
      const short = compact(predicate)
      assert.strictEqual(judge(short), judge(predicate))
      assert.deepStrictEqual(compact(short), short)
    },
    { arbitrary: { runs: 5000 } }
  )

  function treeOf(depth: number): Arbitrary.Arbitrary<P> {
    const operand = among<Cell>([0, 1, 2, null])
    const leaf = Arbitrary.map(
      Arbitrary.all([
        int(0, 8),
        among(["eq", "neq", "lt", "lte", "gt", "gte"] as const),
        Arbitrary.array(operand, { maxLength: 3 }),
        among(["any", "all"] as const),
        among(["a", "b", "%", "A"]),
        among([true, false])
      ] as const),
      ([kind, operator, values, quantifier, pattern, flag]): P =>
        kind === 0
          ? { _tag: "Constant", value: values.length === 0 ? null : flag }
          : kind === 1
            ? is(flag ? "b" : "n", flag ? values.length > 1 : null)
            : kind === 2
              ? like(pattern, flag)
              : kind === 3
                ? list(
                    quantifier,
                    operator === "eq" ? "match" : flag ? "like" : "ilike",
                    "t",
                    pattern,
                    ...(values.length > 1 ? ["b", null] : [])
                  )
                : kind === 4
                  ? list(quantifier, operator, "n", ...values)
                  : kind === 5
                    ? match(pattern === "%" ? "." : pattern, flag)
                    : kind === 6
                      ? distinct(values[0] ?? null)
                      : n(operator, values[0] ?? 1)
    )
    if (depth === 0) return leaf
    return Arbitrary.map(
      Arbitrary.all([int(0, 3), leaf, Arbitrary.array(treeOf(depth - 1), { maxLength: 3 })] as const),
      ([kind, alone, predicates]): P =>
        kind === 0
          ? alone
          : kind === 1
            ? and(...predicates)
            : kind === 2
              ? or(...predicates)
              : not(predicates[0] ?? alone)
    )
  }
})
