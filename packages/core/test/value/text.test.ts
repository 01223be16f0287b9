import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { compareText, isLikePattern, like, unstorable, utf8Length } from "../../src/value/text.ts"
import { textOf } from "../arbitraries.ts"

const runs = { arbitrary: { runs: 1000 } }
const points = textOf("aAzé\u{d7ff}\u{e000}\u{ffff}\u{10000}\u{1f600}\u{10ffff}", 5)

describe("compareText", () => {
  it("orders by code point, where JavaScript orders by UTF-16 unit", () => {
    assert.isBelow(compareText("\u{ffff}", "\u{10000}"), 0)
    assert.isBelow(compareText("a", "ab"), 0)
    assert.isBelow(compareText("", "a"), 0)
    assert.isBelow(compareText("Z", "a"), 0)
    assert.strictEqual(compareText("a", "a"), 0)
  })

  it.prop(
    "agrees with a comparison of code points",
    { a: points, b: points },
    ({ a, b }) => {
      const [left, right] = [[...a], [...b]].map((text) => text.map((point) => point.codePointAt(0) ?? 0))
      const expected = comparePoints(left ?? [], right ?? [])
      assert.strictEqual(Math.sign(compareText(a, b)), expected)
      assert.strictEqual(Math.sign(compareText(b, a)) + expected, 0)
    },
    runs
  )

  it.prop(
    "agrees with the order of UTF-8 bytes",
    { a: points, b: points },
    ({ a, b }) => {
      assert.strictEqual(Math.sign(compareText(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)))
    },
    runs
  )

  it.prop(
    "is transitive",
    { a: points, b: points, c: points },
    ({ a, b, c }) => {
      if (compareText(a, b) <= 0 && compareText(b, c) <= 0) assert.isAtMost(compareText(a, c), 0)
    },
    runs
  )
})

describe("utf8Length", () => {
  it.prop(
    "counts bytes as UTF-8 has them",
    { a: points },
    ({ a }) => assert.strictEqual(utf8Length(a), Buffer.byteLength(a)),
    runs
  )
})

describe("unstorable", () => {
  it("names what PostgreSQL cannot hold", () => {
    assert.isNull(unstorable("plain \u{1f600}"))
    assert.strictEqual(unstorable("a\u0000"), "must not contain the character U+0000")
    assert.strictEqual(unstorable("a\ud800"), "must not contain half of a surrogate pair")
    assert.strictEqual(unstorable("\udc00\ud800"), "must not contain half of a surrogate pair")
  })
})

describe("like", () => {
  it.each([
    ["abc", "abc", true],
    ["abc", "ab", false],
    ["abc", "a%", true],
    ["abc", "%c", true],
    ["abc", "%b%", true],
    ["abc", "_b_", true],
    ["abc", "__", false],
    ["", "", true],
    ["", "%", true],
    ["", "%%", true],
    ["", "_", false],
    ["a%c", "a\\%c", true],
    ["abc", "a\\%c", false],
    ["a_c", "a\\_c", true],
    ["a\\c", "a\\\\c", true],
    ["abc", "\\a\\b\\c", true],
    ["\u{1f600}", "_", true],
    ["\u{1f600}", "__", false],
    ["a\nb", "a_b", true],
    ["a\nb", "a%b", true],
    ["aXbXc", "a%X%c", true],
    ["mississippi", "%iss%ip%", true],
    ["=", "%", true],
    ["%", "=", false]
  ])("says of %j like %j: %s", (text, pattern, expected) => assert.strictEqual(like(text, pattern), expected))

  it.prop(
    "agrees with a regular expression",
    { text: textOf("aab%_\\", 8), pattern: textOf("aab%%__\\", 6) },
    ({ text, pattern }) => {
      if (isLikePattern(pattern)) assert.strictEqual(like(text, pattern), toRegExp(pattern).test(text))
    },
    runs
  )

  it("ends soon for a pattern at which a backtracking matcher would despair", () => {
    assert.isFalse(like("a".repeat(5000), `${"%a".repeat(100)}%b`))
  })
})

describe("isLikePattern", () => {
  it("refuses a pattern that ends in a lone backslash", () => {
    assert.isFalse(isLikePattern("a\\"))
    assert.isTrue(isLikePattern("a\\\\"))
    assert.isFalse(isLikePattern("\\\\\\"))
    assert.isTrue(isLikePattern("\\\n"))
    assert.isTrue(isLikePattern(""))
  })

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    like(text, text)
    isLikePattern(text)
  })
})

function comparePoints(left: ReadonlyArray<number>, right: ReadonlyArray<number>): number {
  const at = left.findIndex((point, i) => point !== right[i])
  if (at < 0) return left.length < right.length ? -1 : 0
  return Math.sign((left[at] ?? -1) - (right[at] ?? -1))
}

function toRegExp(pattern: string): RegExp {
  const parts = [...pattern.matchAll(/\\([^])|([^])/gu)].map(([, escaped, plain = ""]) =>
    escaped !== undefined ? literal(escaped) : plain === "%" ? "[^]*" : plain === "_" ? "[^]" : literal(plain)
  )
  return new RegExp(`^${parts.join("")}$`, "u")
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/u, "\\$&")
}
