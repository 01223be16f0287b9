import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { matchRegex } from "../../src/value/matchRegex.ts"
import { parseRegex } from "../../src/value/parseRegex.ts"
import { renderRegex } from "../../src/value/renderRegex.ts"

const finds = (pattern: string, text: string, insensitive = false) =>
  matchRegex(Result.getOrThrow(parseRegex(pattern)), text, insensitive)
const written = (pattern: string) => renderRegex(Result.getOrThrow(parseRegex(pattern)))
const rule = (pattern: string) => Result.getOrThrow(Result.flip(parseRegex(pattern)))

describe("a regular expression", () => {
  it.each<readonly [string, string, boolean]>([
    ["b", "abc", true],
    ["^b", "abc", false],
    ["^abc$", "abc", true],
    ["c$", "abc\n", false],
    ["a.c", "a\nc", true],
    ["^.$", "\u{1f600}", true],
    ["[a-c]x", "bx", true],
    ["[^a-c]x", "bx", false],
    ["[]]", "]", true],
    ["[a-]", "-", true],
    ["a|b", "xb", true],
    ["^(a|bc)+$", "abcbca", true],
    ["^(a|bc)+$", "abcb", false],
    ["^a{2,3}$", "aaaa", false],
    ["^a{2,3}$", "aaa", true],
    ["^a{2}$", "aaa", false],
    ["^a{2,}$", "aaaaa", true],
    ["^a?$", "", true],
    ["a*", "", true],
    ["a+", "", false],
    ["a^b", "ab", false],
    ["(^a|b)c", "xbc", true],
    [String.raw`^\d\w\s$`, "7_ ", true],
    [String.raw`^\D\W\S$`, "7_ ", false],
    [String.raw`^\d$`, "\u0663", false],
    [String.raw`^[\d.]+$`, "1.5", true],
    [String.raw`\.\*\[`, ".*[", true]
  ])("%s finds something in %j: %s", (pattern, text, found) =>
    assert.strictEqual(finds(pattern, text), found)
  )

  it("minds case unless told", () => {
    assert.isFalse(finds("[a-c]D", "Bd"))
    assert.isTrue(finds("[a-c]D", "Bd", true))
    assert.isFalse(finds("[^b]", "B", true))
    assert.isFalse(finds("^[A-C]$", "d", true))
  })

  it.each([
    ["abc", "abc"],
    [String.raw`\d+\.\W`, String.raw`[0-9]+\.[^0-9A-Z_a-z]`],
    ["[]a-c^]", String.raw`[\]a-c\^]`],
    ["[a-c-e]", String.raw`[a-c\-e]`],
    ["(a)", "(a)"],
    ["(a|b)c", "(a|b)c"],
    ["(a|b)*c{0,}d{1,}e{0,1}f{2}g{1,2}", "(a|b)*c*d+e?f{2}g{1,2}"],
    [String.raw`\-\/`, "-/"]
  ])("%s is sent as %s", (pattern, sent) => {
    assert.strictEqual(written(pattern), sent)
    assert.strictEqual(written(sent), sent)
  })

  it.each([
    ["", "must have something on either side of |, and in each pair of parentheses"],
    ["a|", "must have something on either side of |, and in each pair of parentheses"],
    ["a()", "must have something on either side of |, and in each pair of parentheses"],
    ["a)", "must open each parenthesis that it closes"],
    ["(a", "must close each parenthesis that it opens"],
    ["*a", "must have a backslash before a * that stands for itself"],
    ["a**", "must have a backslash before a * that stands for itself"],
    ["a+?", "must have a backslash before a ? that stands for itself"],
    ["(?i)a", "must have a backslash before a ? that stands for itself"],
    ["a{", "must have a backslash before a { that stands for itself"],
    ["a]", "must have a backslash before a ] that stands for itself"],
    ["a{,2}", "must have a backslash before a { that stands for itself"],
    ["(a*)*", "must not repeat what has a repetition or an anchor inside"],
    ["(a|(b+))?", "must not repeat what has a repetition or an anchor inside"],
    ["^*", "must not repeat what has a repetition or an anchor inside"],
    ["(^a)+", "must not repeat what has a repetition or an anchor inside"],
    ["a{256}", "must repeat from fewer times to more, at most 255"],
    ["a{3,2}", "must repeat from fewer times to more, at most 255"],
    ["[a", "must close each bracket that it opens"],
    ["[]", "must close each bracket that it opens"],
    ["[[:alpha:]]", "must have a backslash before a [ inside of brackets"],
    ["[c-a]", "must have ranges from a lower character to a higher one"],
    [String.raw`[\d-z]`, "must have ranges from a lower character to a higher one"],
    [String.raw`[\D]`, String.raw`must have no \D, \W or \S inside of brackets`],
    [String.raw`(a)\1`, String.raw`must have \d, \w, \s, \D, \W, \S or a sign behind each backslash`],
    [String.raw`\y`, String.raw`must have \d, \w, \s, \D, \W, \S or a sign behind each backslash`],
    ["a\\", String.raw`must have \d, \w, \s, \D, \W, \S or a sign behind each backslash`],
    ["a\u0000", "must not contain the character U+0000"],
    ["a".repeat(201), "must have at most 200 characters"],
    [`${"(".repeat(11)}a${")".repeat(11)}`, "must not be nested deeper than 10 parentheses"],
    ["(abc){200}", "must stand for at most 500 characters when repetitions are written out"]
  ])("is not %j: it %s", (pattern, expected) => assert.strictEqual(rule(pattern), expected))

  it.each([
    ["(a|a)*b", "a".repeat(5000)],
    ["a*a*a*a*a*a*a*a*b", "a".repeat(2000)],
    ["(.|a|aa)*b", "a".repeat(2000)],
    ["(a{0,9}b?)c", "a".repeat(5000)]
  ])("%s soon has looked through a long text", (pattern, text) => assert.isFalse(finds(pattern, text)))

  it.prop("is read or refused, whatever the text", { text: Schema.String }, ({ text }) => {
    const regex = parseRegex(text)
    if (Result.isSuccess(regex))
      assert.strictEqual(written(renderRegex(regex.success)), renderRegex(regex.success))
  })
})
