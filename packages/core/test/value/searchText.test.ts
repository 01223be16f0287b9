import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parseSearch } from "../../src/value/searchText.ts"

const query = `must be words joined by &, | or <->, each with one ! before it or :* behind it at most, in parentheses if need be`
const ruleOf = (...asked: Parameters<typeof parseSearch>) =>
  Result.getOrThrow(Result.flip(parseSearch(...asked)))

describe("a query of text search", () => {
  it.each([
    "a",
    "a & b",
    "a|!b",
    "!(a & (b | c))",
    "fat <-> cat <2> rat",
    "sup:* & star:AB*",
    "\ta_b & c.d & e-f & né\n",
    "(a)",
    "的"
  ])("by operators is %j, as it stands", (text) =>
    assert.deepStrictEqual(parseSearch("fts", text), Result.succeed(text))
  )

  // Each is an error of to_tsquery, or could be one.
  it.each([
    "",
    " ",
    "a b",
    "a &",
    "& a",
    "a & | b",
    "a !",
    "!!a",
    "! & a",
    "(a",
    "a)",
    ")a(",
    "()",
    "a (b)",
    "(a) b",
    "'a",
    "''",
    "a <0> b",
    "a <99999> b",
    "a:X",
    ":*",
    "a\\",
    "a\u00a0b",
    `${"(".repeat(11)}a${")".repeat(11)}`
  ])("by operators is not %j", (text) => assert.strictEqual(ruleOf("fts", text), query))

  it("in words is any text", () => {
    for (const form of ["plfts", "phfts", "wfts"] as const)
      for (const text of ["", "a b", "' & ( \\", 'well-known "a b" -c or'])
        assert.deepStrictEqual(parseSearch(form, text), Result.succeed(text))
  })

  it("leaves out at most twenty words", () => {
    assert.isTrue(Result.isSuccess(parseSearch("wfts", "-a ".repeat(20))))
    assert.strictEqual(ruleOf("wfts", "-".repeat(21)), "must leave out at most 20 words with a -")
    assert.isTrue(Result.isSuccess(parseSearch("wfts", "a-b ".repeat(50))))
    assert.isTrue(Result.isSuccess(parseSearch("plfts", "-".repeat(50))))
  })

  it("has at most a thousand characters, which PostgreSQL can hold", () => {
    for (const form of ["fts", "plfts", "phfts", "wfts"] as const)
      assert.strictEqual(ruleOf(form, "a".repeat(1001)), "must have at most 1000 characters")
    assert.strictEqual(ruleOf("plfts", "a\u0000"), "must not contain the character U+0000")
  })
})
