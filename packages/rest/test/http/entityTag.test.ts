import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { parseEntityTags, renderEntityTag, versionOf } from "../../src/http/entityTag.ts"

const tags = (...lines: ReadonlyArray<string>) => Result.getOrThrow(parseEntityTags(lines))
const detail = (...lines: ReadonlyArray<string>) =>
  Result.getOrThrow(Result.flip(parseEntityTags(lines))).detail

describe("parseEntityTags", () => {
  it("reads * alone", () => {
    assert.strictEqual(tags("*"), "*")
    assert.strictEqual(tags(" * "), "*")
  })

  it("reads a strong and a weak tag", () => {
    assert.deepStrictEqual(tags('"3"'), [{ weak: false, opaque: "3" }])
    assert.deepStrictEqual(tags('W/"3-x"'), [{ weak: true, opaque: "3-x" }])
  })

  it("takes commas inside a tag for part of it", () => {
    assert.deepStrictEqual(tags('"a,b", "3"'), [
      { weak: false, opaque: "a,b" },
      { weak: false, opaque: "3" }
    ])
  })

  it("knows no escapes: a backslash ends no differently", () => {
    assert.deepStrictEqual(tags('"a\\"'), [{ weak: false, opaque: "a\\" }])
  })

  it("takes an empty tag, punctuation, and characters beyond ASCII", () => {
    assert.deepStrictEqual(tags('"","!#[]~","é"'), [
      { weak: false, opaque: "" },
      { weak: false, opaque: "!#[]~" },
      { weak: false, opaque: "é" }
    ])
  })

  it("joins lines, and passes over empty elements", () => {
    assert.deepStrictEqual(tags('"1"', "", ' ,, W/"2"\t, '), [
      { weak: false, opaque: "1" },
      { weak: true, opaque: "2" }
    ])
    assert.deepStrictEqual(tags(""), [])
  })

  it("names the rule for a tag without quotes", () => {
    assert.strictEqual(
      detail("3"),
      'an entity tag stands in double quotes without spaces, as "3" or W/"3", commas part several, * stands alone (RFC 9110 §8.8.3); found 3 at position 1'
    )
    assert.match(detail('"1", abc'), /found abc at position 6$/)
  })

  it.each([
    '"3',
    '3"',
    'w/"3"',
    'W/ "3"',
    "W/3",
    '"a b"',
    '"a\u007f"',
    '"1" "2"',
    '"1"2',
    '*, "1"',
    '"1", *',
    "*,*"
  ])("refuses %s", (line) => assert.isTrue(Result.isFailure(parseEntityTags([line]))))

  it("echoes at most 40 characters", () => assert.isBelow(detail("x".repeat(5000)).length, 220))

  const Opaque = Schema.String.check(Schema.isPattern(/^[\x21\x23-\x7e\x80-\xff]*$/))
  it.prop(
    "reads back any list of tags",
    [Schema.Array(Schema.Struct({ weak: Schema.Boolean, opaque: Opaque }))],
    ([list]) => {
      const text = list.map(({ opaque, weak }) => `${weak ? "W/" : ""}"${opaque}"`).join(" , ")
      assert.deepStrictEqual(tags(text), list)
    }
  )

  it.prop("never throws, whatever the lines", [Schema.Array(Schema.String)], ([lines]) => {
    assert.include(["Success", "Failure"], parseEntityTags(lines)._tag)
  })
})

describe("renderEntityTag", () => {
  it("joins version and view", () => assert.strictEqual(renderEntityTag("3", "k9x"), '"3-k9x"'))
})

describe("versionOf", () => {
  it.each([
    ["3-k9x", "3"],
    ["3", "3"],
    ["3-k9x-gzip", "3"],
    ["-5-k9x-gzip", "-5"],
    ["-5", "-5"],
    ["-", "-"],
    ["", ""]
  ])("finds the version of %j", (opaque, version) => assert.strictEqual(versionOf(opaque), version))
})
