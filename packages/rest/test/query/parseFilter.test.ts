import { assert, describe, it } from "@effect/vitest"
import { compact, type Predicate, type QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { column, limits, refusal } from "../samples.ts"
import { filterOf, read } from "./read.ts"

const parsed = (name: string, value: string): Predicate.Predicate =>
  Result.getOrThrow(read([[name, value]])).filter
const syntaxOf = (name: string, value: string) => Result.getOrThrow(filterOf(name, value))
const refused = (name: string, value: string) => {
  const failure = refusal(read([[name, value]]))
  assert.strictEqual(failure._tag, "QueryInvalid")
  const [error] = failure.errors ?? []
  assert.strictEqual(failure.errors?.length, 1)
  return { parameter: error?.parameter, code: error?.code, detail: failure.detail, hint: failure.hint }
}
const codeOf = (name: string, value: string) => refused(name, value).code
const compare = (
  field: string,
  operator: Predicate.Comparison,
  value: never | string | number | bigint | boolean
) => ({ _tag: "Compare", column: column(field), operator, value }) as const

const among = (field: string, ...values: ReadonlyArray<string | number>) =>
  ({ _tag: "Quantified", quantifier: "any", operator: "eq", column: column(field), values }) as const

describe("comparisons", () => {
  const operands = [
    ["uid", "0198C0DE-0000-7000-8000-00000000ABCD", "0198c0de-0000-7000-8000-00000000abcd"],
    ["title", "10.5", "10.5"],
    ["title", "", ""],
    ["title", 'a,(b)"c\\', 'a,(b)"c\\'],
    ["pages", "-7", -7],
    ["sold", "9007199254740993", 9007199254740993n],
    ["price", "12345678901234567890.123", "12345678901234567890.123"],
    ["weight", "1.5e3", 1500],
    ["lent", "true", true],
    ["published", "2026-11-25", "2026-11-25"],
    ["bought_at", "2026-11-25T10:00:00.123456+02:00", "2026-11-25T08:00:00.123456Z"],
    ["cover", "soft", "soft"],
    ["shelf", "a", "a"],
    ["version", "3", 3n],
    ["creator_uid", "ann", "ann"]
  ] as const
  const operators = ["eq", "neq", "lt", "lte", "gt", "gte"] as const

  it.each(operands)(
    "reads %s's operand %j by its column's type, under every operator",
    (field, text, value) => {
      for (const operator of operators) {
        assert.deepStrictEqual(parsed(field, `${operator}.${text}`), compare(field, operator, value))
      }
    }
  )

  it.each([
    ["uid", "abc"],
    ["pages", "1.5"],
    ["pages", "2147483648"],
    ["pages", ""],
    ["sold", "9223372036854775808"],
    ["price", "twelve"],
    ["weight", "1e400"],
    ["weight", "nan"],
    ["lent", "yes"],
    ["published", "2026-02-30"],
    ["bought_at", "2026-11-25"],
    ["cover", "leather"],
    ["title", "\u0000"],
    ["title", "\ud800"]
  ])("refuses for %s the operand %j, which would fail in the database", (field, operand) =>
    assert.deepStrictEqual(
      [refused(field, `eq.${operand}`).parameter, codeOf(field, `eq.${operand}`)],
      [field, "operand"]
    )
  )

  it("refuses to compare what has no order", () =>
    assert.deepStrictEqual(
      ["eq.{}", "in.()", "in.({})", "not.in.()"].map((condition) => codeOf("raw", condition)),
      ["operator", "operator", "operator", "operator"]
    ))

  it("says how to write the + of an offset where it came as a space", () => {
    assert.include(refused("bought_at", "gt.2026-11-25T10:00:00 02:00").hint ?? "", "%2B")
    assert.include(refused("or", "(bought_at.gt.2026-11-25T10:00:00 02:00)").hint ?? "", "%2B")
    assert.isUndefined(refused("bought_at", "gt.yesterday").hint)
    assert.isUndefined(refused("pages", "gt.1 02:00").hint)
  })
})

describe("in, is, like", () => {
  it("reads a list, quotes keeping commas and parentheses together", () => {
    assert.deepStrictEqual(
      parsed("title", 'in.(a,"b,(c)","d\\"e", f,)'),
      among("title", "a", "b,(c)", 'd"e', " f", "")
    )
    assert.deepStrictEqual(parsed("pages", "in.(1,2)"), among("pages", 1, 2))
  })

  it("finds nothing in an empty list", () => assert.deepStrictEqual(parsed("pages", "in.()"), among("pages")))

  it("refuses lists that are none, too long, or of another type", () => {
    for (const list of ["1,2", "(1", "1)", "", "(1))", "(1)(2)", "(f(1)"]) {
      assert.strictEqual(codeOf("pages", `in.${list}`), "syntax")
    }
    assert.strictEqual(codeOf("pages", "in.(1,x)"), "operand")
    const ones = (length: number) => `in.(${Array.from({ length }, () => "1").join(",")})`
    assert.strictEqual(codeOf("pages", ones(limits.inList + 1)), "too-many")
    assert.strictEqual(parsed("pages", ones(limits.inList))._tag, "Quantified")
  })

  it("knows is.null for every column, truth for booleans alone", () => {
    const is = (field: string, value: boolean | null) =>
      ({ _tag: "Is", column: column(field), value }) as const
    for (const field of ["pages", "details", "genres", "shelf"]) {
      assert.deepStrictEqual(parsed(field, "is.null"), is(field, null))
      assert.deepStrictEqual(parsed(field, "is.NOT_NULL"), { _tag: "Not", predicate: is(field, null) })
    }
    assert.deepStrictEqual(parsed("lent", "is.true"), is("lent", true))
    assert.deepStrictEqual(parsed("lent", "is.False"), is("lent", false))
    assert.deepStrictEqual(parsed("lent", "is.unknown"), is("lent", null))
    for (const [field, value] of [
      ["pages", "true"],
      ["title", "unknown"],
      ["lent", "1"],
      ["lent", ""]
    ] as const) {
      assert.strictEqual(codeOf(field, `is.${value}`), "operand")
    }
  })

  it("takes * for % in a pattern, and refuses one that ends in a lone backslash", () => {
    const like = { _tag: "Like", column: column("title"), pattern: "Em%_a\\%", insensitive: false }
    assert.deepStrictEqual<unknown>(parsed("title", "like.Em*_a\\%"), like)
    assert.deepStrictEqual<unknown>(parsed("title", "ilike.Em*_a\\%"), { ...like, insensitive: true })
    assert.strictEqual(parsed("cover", "like.s*")._tag, "Like")
    assert.strictEqual(codeOf("title", "like.a\\"), "operand")
  })

  it("takes wildcards in a row for one, but leaves alone what is meant literally", () => {
    const pattern = (text: string) => parsed("title", `like.${text}`)
    assert.deepInclude(pattern("a***b%*"), { pattern: "a%b%" })
    assert.deepInclude(pattern("a\\%%%b"), { pattern: "a\\%%b" })
    assert.deepInclude(pattern("\\\\**"), { pattern: "\\\\%" })
    assert.deepInclude(pattern("_*_*_"), { pattern: "_%_%_" })
  })

  it("refuses patterns that are too long, or have too many wildcards", () => {
    const { patternLength, wildcards } = limits
    for (const operator of ["like", "ilike"]) {
      const long = `${operator}.${"a".repeat(patternLength)}`
      assert.strictEqual(parsed("title", long)._tag, "Like")
      assert.deepInclude(refused("title", `${long}a`), { parameter: "title", code: "too-long" })
      assert.include(refused("title", `${long}a`).detail, `${patternLength} characters`)
      const many = `${operator}.${"*a".repeat(wildcards)}**`
      assert.strictEqual(codeOf("title", many), "too-many")
      assert.strictEqual(parsed("title", many.slice(0, -2))._tag, "Like")
      assert.strictEqual(codeOf("or", `(title.${many},pages.eq.1)`), "too-many")
    }
  })

  it.each(["pages", "uid", "bought_at", "details", "shelf"])(
    "refuses like for %s, for which PostgreSQL has no such operator",
    (field) => assert.strictEqual(codeOf(field, "like.a*"), "operator")
  )
})

describe("not, and, or", () => {
  const condition = (field: string, text: string, not = false): QuerySyntax.FilterSyntax => ({
    _tag: "Condition",
    field: { name: field, path: [], asText: false },
    operator: "eq",
    modifier: null,
    operand: { _tag: "Text", text },
    not
  })
  const list = (field: string, texts: ReadonlyArray<string>, not = false): QuerySyntax.FilterSyntax => ({
    _tag: "Condition",
    field: { name: field, path: [], asText: false },
    operator: "in",
    modifier: null,
    operand: { _tag: "List", texts },
    not
  })
  const tree = (_tag: "And" | "Or", parts: ReadonlyArray<QuerySyntax.FilterSyntax>, not = false) =>
    ({ _tag, parts, not }) as const
  const one = compare("pages", "eq", 1)
  const not = (predicate: Predicate.Predicate) => ({ _tag: "Not", predicate }) as const

  it("negates before an operator, before a field of a tree, and before a tree", () => {
    const [yes, no] = [condition("pages", "1"), condition("pages", "1", true)]
    assert.deepStrictEqual(syntaxOf("pages", "not.eq.1"), no)
    assert.deepStrictEqual(syntaxOf("pages", "not.in.(1)"), list("pages", ["1"], true))
    assert.deepStrictEqual(syntaxOf("or", "(not.pages.eq.1,pages.not.eq.1)"), tree("Or", [no, no]))
    assert.deepStrictEqual(syntaxOf("not.and", "(pages.eq.1)"), tree("And", [yes], true))
    assert.deepStrictEqual(syntaxOf("or", "(not.pages.not.eq.1)"), tree("Or", [yes]))
  })

  it("means by not what Not means", () => {
    const same = (name: string, value: string, predicate: Predicate.Predicate) =>
      assert.deepStrictEqual(parsed(name, value), compact(predicate))
    same("pages", "not.eq.1", not(one))
    same("pages", "not.in.(1)", not(among("pages", 1)))
    same("or", "(not.pages.eq.1,pages.not.eq.1)", { _tag: "Or", predicates: [not(one), not(one)] })
    same("not.and", "(pages.eq.1)", not({ _tag: "And", predicates: [one] }))
    same("or", "(not.pages.not.eq.1)", { _tag: "Or", predicates: [not(not(one))] })
  })

  it("nests trees, with lists and quoted operands inside", () => {
    const text = '(pages.eq.1,not.and(pages.in.(1,2),title.eq."a,b)"),title.eq.f(x))'
    assert.deepStrictEqual(
      syntaxOf("or", text),
      tree("Or", [
        condition("pages", "1"),
        tree("And", [list("pages", ["1", "2"]), condition("title", "a,b)")], true),
        condition("title", "f(x)")
      ])
    )
    assert.deepStrictEqual(
      parsed("or", text),
      compact({
        _tag: "Or",
        predicates: [
          one,
          not({ _tag: "And", predicates: [among("pages", 1, 2), compare("title", "eq", "a,b)")] }),
          compare("title", "eq", "f(x)")
        ]
      })
    )
  })

  it("takes quotes outside a tree as they are", () =>
    assert.deepStrictEqual(parsed("title", 'eq."a"'), compare("title", "eq", '"a"')))

  it.each(["()", "(and())", "(pages.eq.1,)", "(pages)", "pages.eq.1", "(pages.eq.1", ""])(
    "refuses or=%s, which is no tree of conditions",
    (text) => assert.strictEqual(codeOf("or", text), "syntax")
  )

  it("refuses trees that nest deeper than the limit", () => {
    const nested = (levels: number): string => (levels === 1 ? "(pages.eq.1)" : `(or${nested(levels - 1)})`)
    assert.strictEqual(syntaxOf("or", nested(limits.filterDepth))._tag, "Or")
    assert.deepStrictEqual(parsed("or", nested(limits.filterDepth)), one)
    assert.strictEqual(codeOf("or", nested(limits.filterDepth + 1)), "too-deep")
  })

  it("answers 8,000 bytes of nothing but parentheses, commas or quotes", () => {
    for (const filler of ["(", ")", "()", ",", '"', "\\", "or(", "not.", "not.or((", "(,"]) {
      const text = filler.repeat(8000 / filler.length)
      assert.isTrue(Result.isFailure(read([["or", text]])))
      assert.isTrue(Result.isFailure(read([["or", `(${text})`]])))
      assert.isTrue(Result.isResult(read([["title", `in.(${text})`]])))
      assert.isTrue(Result.isFailure(read([[text, text]])))
    }
  })
})

describe("names", () => {
  it.each(["secret", "nothing", "__proto__", "constructor", "toString", "TITLE", '"title "', '"a,(b)"'])(
    "knows no field %s",
    (field) =>
      assert.deepStrictEqual([codeOf(field, "eq.1"), codeOf("or", `(${field}.eq.1)`)], ["unknown", "unknown"])
  )

  it.each(["", "author(*)", '"title', "title->", "title!inner", "details->>a->b"])(
    "reads no name from %j",
    (field) =>
      assert.deepStrictEqual([codeOf(field, "eq.1"), codeOf("or", `(${field}.eq.1)`)], ["unknown", "syntax"])
  )

  it("tells a hidden field apart from none in no word", () => {
    const told = (field: string, name: string, value: string) =>
      JSON.stringify(refused(name, value)).replaceAll(field, "field")
    assert.strictEqual(told("secret", "secret", "eq.1"), told("nothing", "nothing", "eq.1"))
    assert.strictEqual(told("secret", "or", "(secret.eq.1)"), told("nothing", "or", "(nothing.eq.1)"))
    assert.strictEqual(told("secret", "secret", "bad"), told("nothing", "nothing", "bad"))
  })

  it.each(["constructor.1", "__proto__.1", "nlike.1", "eq", "", "1", "not.not.eq.1", "EQ.1"])(
    "refuses the condition %j and lists the operators",
    (condition) => {
      assert.strictEqual(codeOf("title", condition), "operator")
      assert.include(
        refused("title", condition).detail,
        "eq, neq, lt, lte, gt, gte, like, ilike, match, imatch, in, is, isdistinct, " +
          "cs, cd, ov, sl, sr, nxr, nxl, adj, fts, plfts, phfts, wfts"
      )
    }
  )

  it("repeats no more of a long name than a hundred characters", () =>
    assert.isBelow(JSON.stringify(refused("x".repeat(8000), "eq.1")).length, 600))
})
