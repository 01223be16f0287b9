/** Every operator, for every group of types: what it means, or why it means nothing. */
import {
  type Column,
  Field,
  Predicate,
  type QueryFault,
  type QuerySyntax,
  Resource,
  Term
} from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { meaningOf } from "../../src/resolve/operators.ts"
import { list, text } from "./syntax.ts"

const fields = {
  word: Field.matchable(Field.text),
  plain: Field.text,
  folded: Field.citext,
  count: Field.integer,
  words: Field.array("text"),
  raws: Field.array(Field.json()),
  doc: Field.jsonb(),
  raw: Field.json(),
  seats: Field.range("int4range"),
  period: Field.range("tstzrange"),
  gaps: Field.multirange("int8multirange"),
  address: Field.inet,
  vector: Field.text.as("tsvector"),
  spot: Field.text.as("point")
}
const All = Resource.make("all", { fields })
type Name = keyof typeof fields

const column = (name: string): Column => Resource.columnOf(All, name)
const asked = (
  name: Name,
  operator: string,
  operand: string | QuerySyntax.OperandSyntax,
  modifier: string | null = null
) =>
  meaningOf(column(name), {
    operator,
    modifier,
    operand: typeof operand === "string" ? text(operand) : operand
  })
const meaning = (...given: Parameters<typeof asked>) => Predicate.textOf(Result.getOrThrow(asked(...given)))
const fault = (...given: Parameters<typeof asked>): QueryFault =>
  Result.getOrThrow(Result.flip(asked(...given)))

describe("an operator", () => {
  it.each<readonly [Name, string, string, string]>([
    ["count", "isdistinct", "7", "count isdistinct 7"],
    ["words", "eq", "{a,NULL}", 'words eq ["a",null]'],
    ["words", "cs", '{a,"b c"}', 'words cs ["a","b c"]'],
    ["words", "cd", "{}", "words cd []"],
    ["words", "ov", '{"a\\"b"}', 'words ov ["a\\"b"]'],
    ["doc", "cs", '{"k":1}', 'doc cs {"k":1}'],
    ["doc", "cd", '["a"]', 'doc cd ["a"]'],
    ["doc", "eq", "1.0", "doc eq 1.0"],
    ["seats", "cs", "[1,2]", 'seats cs "[1,3)"'],
    ["seats", "cs", "5", 'seats cs "[5,6)"'],
    ["seats", "sl", "(1,)", 'seats sl "[2,)"'],
    ["period", "cs", "2026-01-01T00:00:00Z", 'period cs "[2026-01-01T00:00:00Z,2026-01-01T00:00:00Z]"'],
    ["gaps", "cs", "5", 'gaps cs "{[5,6)}"'],
    ["gaps", "adj", "{[1,2]}", 'gaps adj "{[1,3)}"'],
    ["word", "match", "^a\\d+", 'word match "^a[0-9]+"'],
    ["word", "imatch", "a|b", 'word imatch "a|b"'],
    ["plain", "fts", "a & !b", 'plain fts() "a & !b"'],
    ["folded", "plfts", "a b", 'folded plfts() "a b"'],
    ["vector", "wfts", 'a -"b', 'vector wfts() "a -\\"b"']
  ])("means something: %s=%s.%s", (name, operator, operand, expected) =>
    assert.strictEqual(meaning(name, operator, operand), expected)
  )

  const names = Object.keys(fields).filter((name): name is Name => name in fields)
  const operands: Readonly<Record<string, string>> = {
    words: "{a}",
    doc: "1",
    seats: "[1,2)",
    period: "empty",
    gaps: "{}",
    count: "1",
    address: "10.0.0.1"
  }
  it.each<readonly [string, string]>([
    ["like ilike", "word plain folded"],
    ["match imatch", "word plain"],
    ["eq lt in isdistinct", "word plain folded count words doc seats period gaps address vector"],
    ["cs cd", "words doc seats period gaps"],
    ["ov", "words seats period gaps"],
    ["sl sr nxr nxl adj", "seats period gaps"],
    ["fts plfts phfts wfts", "word plain folded vector"]
  ])("%s is for %s alone", (operators, fit) => {
    for (const operator of operators.split(" "))
      for (const name of names) {
        const read = asked(name, operator, operator === "in" ? list() : (operands[name] ?? "a"))
        const isUnfit = Result.isFailure(read) && read.failure._tag === "OperatorUnfit"
        assert.strictEqual(!isUnfit, fit.split(" ").includes(name), `${name}=${operator}`)
      }
  })

  it("looks for regular expressions where the field is declared for them alone", () => {
    assert.deepStrictEqual(fault("plain", "match", "a"), {
      _tag: "MatchUndeclared",
      field: "plain",
      operator: "match"
    })
    const inside = Term.inside(column("doc"), ["a"], true)
    const read = meaningOf(inside, { operator: "imatch", modifier: null, operand: text("a") })
    assert.deepInclude(Result.getOrThrow(Result.flip(read)), { _tag: "MatchUndeclared" })
  })

  it.each<readonly [Name, string, string, string]>([
    ["count", "isdistinct", "null", "must be a whole number from -2147483648 to 2147483647"],
    ["words", "cs", "a", 'must be an array such as {a,"b c",NULL}'],
    ["doc", "cs", "{k:1}", 'must be JSON, such as 5, true or "text"'],
    ["seats", "cs", "x", "must be a range such as [1,3), with its bounds between brackets"],
    ["seats", "ov", "5", "must be a range such as [1,3), with its bounds between brackets"],
    [
      "word",
      "match",
      "a**",
      "must have a backslash before a * that stands for itself, as a regular expression"
    ],
    [
      "plain",
      "fts",
      "a &",
      "must be words joined by &, | or <->, each with one ! before it or :* behind it at most, in parentheses if need be"
    ]
  ])("tells why %s=%s.%s means nothing", (name, operator, operand, rule) =>
    assert.deepInclude(fault(name, operator, operand), { _tag: "OperandInvalid", field: name, operand, rule })
  )
})

describe("a modifier", () => {
  it("asks for any or all of a list, the empty one too", () => {
    assert.strictEqual(meaning("count", "gt", list("1", "2"), "any"), "count gt any(1,2)")
    assert.strictEqual(meaning("count", "eq", list(), "all"), "count eq all()")
    assert.strictEqual(meaning("words", "eq", list("{a}", "{}"), "any"), 'words eq any(["a"],[])')
    assert.strictEqual(meaning("word", "imatch", list("a\\d"), "all"), 'word imatch all("a[0-9]")')
    const patterns = { _tag: "Patterns", patterns: ["a%", "%b"] } as const
    assert.strictEqual(meaning("plain", "like", patterns, "all"), 'plain like all("a%","%b")')
  })

  it("is a language of PostgreSQL's own for a search", () => {
    assert.strictEqual(meaning("vector", "phfts", "a b", "english"), 'vector phfts(english) "a b"')
    for (const language of ["estonian", "any", "English", "english'; drop", ""])
      assert.deepStrictEqual(fault("plain", "wfts", "a", language), {
        _tag: "LanguageUnknown",
        field: "plain",
        language
      })
  })

  it.each([
    ["neq", "any"],
    ["in", "any"],
    ["is", "all"],
    ["cs", "any"],
    ["isdistinct", "all"],
    ["eq", "some"],
    ["eq", "ANY"],
    ["like", "english"]
  ])("is nothing that %s takes as (%s)", (operator, modifier) =>
    assert.deepStrictEqual(fault("words", operator, list("{a}"), modifier), {
      _tag: "ModifierUnfit",
      field: "words",
      operator,
      modifier
    })
  )

  it("asks for a list", () =>
    assert.deepInclude(fault("count", "eq", "1", "any"), {
      _tag: "OperandInvalid",
      rule: "must be a list such as {a,b}"
    }))
})

describe("Field.matchable", () => {
  it("is for text alone", () => {
    assert.throws(() => Field.matchable(Field.integer), /has no regular expressions/u)
    assert.isTrue(column("word").matchable)
    assert.isFalse(column("plain").matchable)
  })
})
