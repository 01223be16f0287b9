import { assert, describe, it } from "@effect/vitest"
import { Predicate, Projection } from "@pgcrest/core"
import * as Result from "effect/Result"
import { Books, column, limits, refusal, showing } from "../samples.ts"
import { type Pairs, read as resultOf } from "./read.ts"

const read = (pairs: Pairs) => Result.getOrThrow(resultOf(pairs))
const refused = (pairs: Pairs) => {
  const failure = refusal(resultOf(pairs))
  const [error] = failure.errors ?? []
  return [failure._tag, error?.parameter, error?.code]
}

describe("parseQuery", () => {
  it("asks for the first page of everything when nothing is said", () =>
    assert.deepInclude(read([]), {
      filter: Predicate.always,
      order: [],
      page: { _tag: "Offset", limit: limits.defaultPage, offset: 0 },
      projection: Projection.whole(Books),
      count: null
    }))

  it("refuses more patterns than one query may have, wherever they stand", () => {
    const patterns = (count: number, operator = "ilike") =>
      Array.from({ length: count }, (_, at) => `title.${operator}.*${at}*`).join()
    const some = limits.patterns - 1
    assert.strictEqual(read([["or", `(${patterns(limits.patterns)})`]]).filter._tag, "Quantified")
    assert.deepStrictEqual(refused([["or", `(${patterns(limits.patterns + 1)})`]]), [
      "QueryInvalid",
      "or",
      "too-many"
    ])
    const spread = [
      ["or", `(pages.eq.1,and(${patterns(some, "not.like")}))`],
      ["title", "like.a*"]
    ] as const
    assert.strictEqual(read(spread).filter._tag, "And")
    assert.deepStrictEqual(refused([...spread, ["cover", "not.like.s*"]]), [
      "QueryInvalid",
      "cover",
      "too-many"
    ])
  })

  it("joins filters by AND, a field's own too", () => {
    const compare = (operator: Predicate.Comparison, value: number) =>
      ({ _tag: "Compare", column: column("pages"), operator, value }) as const
    assert.deepStrictEqual(read([["pages", "gt.1"]]).filter, compare("gt", 1))
    assert.deepStrictEqual(
      read([
        ["pages", "gt.1"],
        ["limit", "5"],
        ["pages", "lt.9"]
      ]).filter,
      { _tag: "And", predicates: [compare("gt", 1), compare("lt", 9)] }
    )
  })

  it("makes one condition on a list of many that differ in their operands, however they are written", () => {
    const among: Predicate.Predicate = {
      _tag: "Quantified",
      quantifier: "any",
      column: column("pages"),
      operator: "eq",
      values: [1, 2, 3]
    }
    for (const or of [
      "(pages.eq.1,pages.eq.2,pages.eq.3)",
      "(pages.in.(1,2),or(pages.eq.3,pages.eq.1))",
      "(not.pages.not.in.(1),not.and(pages.neq.2,pages.not.eq.3))"
    ])
      assert.deepStrictEqual(read([["or", or]]).filter, among)
    assert.deepStrictEqual(read(["1", "2", "3"].map((value) => ["pages", `gt.${value}`] as const)).filter, {
      ...among,
      quantifier: "all",
      operator: "gt"
    })
  })

  it.each([
    ["limit", "0", 0],
    ["limit", "1000", 1000],
    ["limit", "007", 7],
    ["offset", "999999999999999", 999_999_999_999_999]
  ] as const)("takes %s=%s", (name, text, value) =>
    assert.deepInclude(read([[name, text]]).page, { [name]: value })
  )

  it.each([
    ["limit", "1001"],
    ["limit", "-1"],
    ["limit", "1.0"],
    ["limit", "1e2"],
    ["limit", ""],
    ["limit", " 1"],
    ["limit", "٣"],
    ["offset", "-1"],
    ["offset", "1000000000000000"],
    ["offset", "x"]
  ])("refuses %s=%s", (name, text) =>
    assert.deepStrictEqual(refused([[name, text]]), ["QueryInvalid", name, "range"])
  )

  it.each(["select", "order", "limit", "offset", "cursor"])("refuses a second %s", (name) =>
    assert.deepStrictEqual(
      refused([
        [name, ""],
        [name, ""]
      ]),
      ["QueryInvalid", name, "repeated"]
    )
  )

  it("selects fields in the order in which they are named, and all for *", () => {
    const shown = (text: string) => read([["select", text]]).projection
    assert.deepStrictEqual(shown("title,uid,details"), showing("title", "uid", "details"))
    assert.strictEqual(shown("*"), Projection.whole(Books))
    assert.strictEqual(shown(""), Projection.whole(Books))
    assert.deepStrictEqual(shown(' title, "uid" '), showing("title", "uid"))
  })

  it.each(["secret", "nothing", "constructor", "__proto__", "toString", "author(*)"])(
    "knows nothing for select=%s",
    (text) => assert.deepStrictEqual(refused([["select", text]]), ["QueryInvalid", "select", "unknown"])
  )

  it("takes select=count for an aggregate, and never for a function of the row", () => {
    assert.deepStrictEqual(refused([["select", "count"]]), ["QueryInvalid", "select", "aggregate"])
  })

  it("refuses a field that is selected or ordered by twice", () => {
    assert.deepStrictEqual(refused([["select", "title,uid,title"]])[2], "repeated")
    assert.deepStrictEqual(refused([["order", "title.asc,title.desc"]])[2], "repeated")
  })

  it("orders ascending with nulls last, descending with nulls first, unless told", () => {
    assert.deepStrictEqual(
      read([["order", "title,pages.desc,price.nullsfirst,sold.desc.nullslast,lent.asc"]]).order,
      [
        { column: column("title"), of: null, direction: "asc", nulls: "last" },
        { column: column("pages"), of: null, direction: "desc", nulls: "first" },
        { column: column("price"), of: null, direction: "asc", nulls: "first" },
        { column: column("sold"), of: null, direction: "desc", nulls: "last" },
        { column: column("lent"), of: null, direction: "asc", nulls: "last" }
      ]
    )
    assert.deepStrictEqual(read([["order", ""]]).order, [])
  })

  it.each(["title.up", "title.nullsfirst.desc", "title,", "title;drop"])("refuses order=%s", (text) =>
    assert.deepStrictEqual(refused([["order", text]]), ["QueryInvalid", "order", "syntax"])
  )

  it.each(["secret", "nothing", "constructor", "__proto__", "Title", "sortOrder.desc", "title desc"])(
    "knows no field for order=%s",
    (text) => assert.deepStrictEqual(refused([["order", text]]), ["QueryInvalid", "order", "unknown"])
  )

  it("has no order for a type without one", () =>
    assert.deepStrictEqual(refused([["order", "raw"]]), ["QueryInvalid", "order", "unfit"]))

  it.each([
    ["or", "(title.eq.a,pages.eq.x)", 'holds a condition on "pages", which must be a whole number'],
    ["and", "(pages.eq.1,or(raw.eq.1))", 'holds a condition on "raw", which is of type json'],
    ["or", "(pages.like.1)", 'holds a condition on "pages", which has like and ilike for text only'],
    ["or", "(title.nlike.a)", 'holds a condition on "title", which must be operator.value'],
    ["or", "(pages.in.1)", 'holds a condition on "pages", which must be a list in parentheses'],
    ["pages", "eq.x", '"pages" must be a whole number'],
    ["order", "secret", '"order" names "secret", which is no field of "books"'],
    ["order", "raw.desc", 'names "raw", which is of type json and has no order']
  ])("names field and rule in what is wrong with %s=%s", (name, value, told) => {
    const failure = Result.getOrThrow(Result.flip(resultOf([[name, value]])))
    assert.include("detail" in failure ? failure.detail : "", told)
  })

  it.each(["columns", "on_conflict", "as_of", "constructor", "x", ""])(
    "refuses the unknown parameter %j",
    (name) => assert.deepStrictEqual(refused([[name, "eq.1"]]), ["QueryInvalid", name, "unknown"])
  )

  it("repeats no more than a part of what a client wrote", () => {
    const long = "x".repeat(500)
    for (const [name, value] of [
      ["select", `${long}(*)`],
      ["select", `title::${long}`],
      ["select", `title.${long}()`],
      ["order", long],
      ["order", `${long}(title)`],
      ["or", `(${long}.eq.1)`],
      [`${long}.title`, "eq.1"],
      [long, "eq.1"]
    ] as const)
      assert.isBelow(JSON.stringify(refusal(resultOf([[name, value]]))).length, 600, `${name}=${value}`)
  })

  it("counts when asked", () => assert.strictEqual(Result.getOrThrow(resultOf([], "capped")).count, "capped"))
})
