import type { QuerySyntax } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { limits, refusal } from "../samples.ts"
import { filterOf } from "./read.ts"

type Condition = QuerySyntax.ConditionSyntax

const text = (text: string) => ({ _tag: "Text", text }) as const
const list = (...texts: ReadonlyArray<string>) => ({ _tag: "List", texts }) as const
const patterns = (...patterns: ReadonlyArray<string>) => ({ _tag: "Patterns", patterns }) as const
const condition = (
  words: string | null,
  operand: QuerySyntax.OperandSyntax,
  modifier: string | null = null
): Condition => ({
  _tag: "Condition",
  field: { name: "a", path: [], asText: false },
  operator: words?.replace("not.", "") ?? null,
  modifier,
  operand,
  not: words?.startsWith("not.") === true
})
const parsed = (value: string, name = "a") => Result.getOrThrow(filterOf(name, value))
const coded = (value: string, name = "a") => refusal(filterOf(name, value)).errors?.[0]?.code

describe("a condition on a field", () => {
  it.each<[string, Condition]>([
    ["eq.a.b,(c)", condition("eq", text("a.b,(c)"))],
    ['not.eq."a"', condition("not.eq", text('"a"'))],
    ["eq.", condition("eq", text(""))],
    ["is.not_null", condition("is", text("not_null"))],
    ["isdistinct.1", condition("isdistinct", text("1"))],
    ["match.^a{1,2}$", condition("match", text("^a{1,2}$"))],
    ["ilike.*a%", condition("ilike", { _tag: "Pattern", pattern: "%a%" })],
    ["cs.{a,b c}", condition("cs", text("{a,b c}"))],
    ['cd.{"k":[1,2]}', condition("cd", text('{"k":[1,2]}'))],
    ["ov.[1,5)", condition("ov", text("[1,5)"))],
    ["adj.(1,5]", condition("adj", text("(1,5]"))],
    ["fts(german).wort & ort", condition("fts", text("wort & ort"), "german")],
    ["not.wfts.a -b", condition("not.wfts", text("a -b"))],
    ["neq(any).{1}", condition("neq", text("{1}"), "any")],
    ["eq(some).{1}", condition("eq", text("{1}"), "some")],
    ["1", condition(null, text("1"))],
    ["eq().1", condition(null, text("eq().1"))]
  ])("takes for its operand all that is behind the operator: %s", (value, expected) =>
    assert.deepStrictEqual(parsed(value), expected)
  )

  it.each<[string, Condition]>([
    ["eq(any).{1,2}", condition("eq", list("1", "2"), "any")],
    ['not.gte(all).{ 1 ," 2 ",a\\,b,"c\\"d"}', condition("not.gte", list("1", " 2 ", "a,b", 'c"d'), "all")],
    ["eq(any).{}", condition("eq", list(), "any")],
    ['eq(any).{"NULL",nulls}', condition("eq", list("NULL", "nulls"), "any")],
    ["match(any).{^a,b$}", condition("match", list("^a", "b$"), "any")],
    ["like(all).{a*,*b}", condition("like", patterns("a%", "%b"), "all")],
    ["ilike(any).{}", condition("ilike", patterns(), "any")]
  ])("compares with any or all of several: %s", (value, expected) =>
    assert.deepStrictEqual(parsed(value), expected)
  )

  it.each([
    "1,2",
    "{1",
    "1}",
    "{1,}",
    "{,1}",
    "{1, ,2}",
    "{{1},{2}}",
    "{1,NULL}",
    "{null}",
    '{"1}',
    '{"1"2}',
    '{a"b}',
    ""
  ])("refuses eq(any).%s, which is no list in braces", (value) =>
    assert.strictEqual(coded(`eq(any).${value}`), "syntax")
  )

  it("bounds lists and patterns, one by one", () => {
    const many = (count: number) => `{${Array.from({ length: count }, () => "1").join()}}`
    assert.isTrue(Result.isSuccess(filterOf("a", `eq(any).${many(limits.inList)}`)))
    assert.strictEqual(coded(`eq(any).${many(limits.inList + 1)}`), "too-many")
    assert.strictEqual(coded(`like(any).${many(limits.inList + 1)}`), "too-many")
    const long = "a".repeat(limits.patternLength)
    for (const value of [`match.${long}`, `imatch(any).{b,${long}}`, `ilike(all).{b,${long}}`]) {
      assert.isTrue(Result.isSuccess(filterOf("a", value)))
      assert.strictEqual(coded(value.replace("aa", "aaa")), "too-long")
    }
    const wild = "*a".repeat(limits.wildcards)
    assert.isTrue(Result.isSuccess(filterOf("a", `like(any).{b,${wild}}`)))
    assert.strictEqual(coded(`like(any).{b,${wild}*}`), "too-many")
  })

  it("tells of which field an operand is wrong, where the parameter has another name", () => {
    const told = (name: string, value: string) => refusal(filterOf(name, value)).errors?.[0]
    assert.deepStrictEqual(told("a", "in.1"), {
      parameter: "a",
      code: "syntax",
      detail: 'must be a list in parentheses, such as in.(1,2,"a,b")'
    })
    assert.include(
      told("or", "(x.in.1)")?.detail,
      'holds a condition on "x", which must be a list in parentheses'
    )
  })
})

describe("a list in parentheses", () => {
  it.each<[string, ReadonlyArray<string>]>([
    ["()", []],
    ["(1)", ["1"]],
    [" (1,2) ", ["1", "2"]],
    ["(,)", ["", ""]],
    ['("")', [""]],
    ['(1,"x,y",z"q)', ["1", "x,y", 'z"q']],
    ['(5" disk)', ['5" disk']],
    ['("a"b,c)', ['"a"b', "c"]],
    ['("x,y"z",w)', ['x,y"z', "w"]],
    ['("a\\"b","c\\\\")', ['a"b', "c\\"]],
    ['("a)",b)', ["a)", "b"]],
    ["(f(x,y),b)", ["f(x,y)", "b"]],
    ['("1)', ['"1']],
    ['("a,"b)', ['"a', '"b']],
    ["(a, b)", ["a", " b"]],
    ["(a\\,b)", ["a\\", "b"]]
  ])("is read as clients write it: %s", (value, texts) =>
    assert.deepStrictEqual(parsed(`in.${value}`), condition("in", list(...texts)))
  )

  it.each(["", "1", "(1", "1)", "(1))", "(1)2", "(f(1)", "((1)", "[1]", '("1"'])("refuses in.%s", (value) =>
    assert.strictEqual(coded(`in.${value}`), "syntax")
  )
})

describe("a condition in a tree", () => {
  const whole = (value: string) => {
    const tree = parsed(`(b.eq.1,a.${value},c.eq.2)`, "or")
    return tree._tag === "Condition" ? [] : [tree.parts.length, tree.parts[1]]
  }

  it.each<[string, Condition]>([
    ["eq.x", condition("eq", text("x"))],
    ["eq.", condition("eq", text(""))],
    ['eq."a,(b)\\"c"', condition("eq", text('a,(b)"c'))],
    ['eq."a"b', condition("eq", text('"a"b'))],
    ['eq.5" disk', condition("eq", text('5" disk'))],
    ["eq.f(x,y)", condition("eq", text("f(x,y)"))],
    ["cs.{a,b}", condition("cs", text("{a,b}"))],
    ['cs.{"a}",b}', condition("cs", text('{"a}",b}'))],
    ['cs.{"k":{"l":[1,")"]}}', condition("cs", text('{"k":{"l":[1,")"]}}'))],
    ["ov.[1,5)", condition("ov", text("[1,5)"))],
    ["ov.(,5]", condition("ov", text("(,5]"))],
    ['cs.["a","b"]', condition("cs", text('["a","b"]'))],
    ['cs."{a,b}"', condition("cs", text("{a,b}"))],
    ['not.in.(1,"x,y",z)', condition("not.in", list("1", "x,y", "z"))],
    ["in.()", condition("in", list())],
    ["eq(any).{1,2}", condition("eq", list("1", "2"), "any")],
    ['like(any)."{a*,b}"', condition("like", patterns("a%", "b"), "any")],
    ["like.[a*", condition("like", { _tag: "Pattern", pattern: "[a%" })],
    ["match.{[", condition("match", text("{["))],
    ["fts(english).a b", condition("fts", text("a b"), "english")],
    ["is.null", condition("is", text("null"))]
  ])("ends where the tree goes on: %s", (value, expected) =>
    assert.deepStrictEqual(whole(value), [3, expected])
  )

  it("takes blanks behind commas, and parentheses inside of parentheses", () => {
    const names = (filter: QuerySyntax.FilterSyntax): unknown =>
      filter._tag === "Condition" ? filter.field.name : [filter._tag, filter.not, ...filter.parts.map(names)]
    assert.deepStrictEqual(
      names(parsed('( a.eq.1, not.and (b.eq.2 ,"and".eq.3), "x.y"->z.eq.4 )', "not.or")),
      ["Or", true, "a", ["And", true, "b", "and"], "x.y"]
    )
  })

  it.each([
    "(a.eq.{1)",
    "(a.cs.[1}),b.eq.2)",
    "(a.cs.{[1},b.eq.2)",
    '(a.cs.{"1},b.eq.2)',
    "(a.ov.[1,2",
    "(a.eq.f((1)"
  ])("asks for quotes where a bracket is not closed: %s", (value) =>
    assert.include(
      refusal(filterOf("or", value)).errors?.[0]?.detail,
      'holds a condition on "a", which has a bracket that is not closed'
    )
  )

  it.each([
    "",
    "()",
    "( )",
    "(a)",
    "(a.eq.1",
    "a.eq.1",
    "(a.eq.1,)",
    "(,a.eq.1)",
    "(a.eq.1)b",
    "(and())",
    "(and(a.eq.1)",
    "(xor(a.eq.1))",
    "(not.a)",
    '("a.eq.1)'
  ])("refuses or=%s", (value) => assert.strictEqual(coded(value, "or"), "syntax"))
})
