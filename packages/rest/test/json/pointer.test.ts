import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { pointer } from "../../src/json/pointer.ts"

describe("pointer", () => {
  it("points at the whole document with no segments", () => assert.strictEqual(pointer([]), "#"))

  it("joins names and indices", () => assert.strictEqual(pointer(["a/b", 0]), "#/a~1b/0"))

  // RFC 6901 §6, and names that a fragment must encode.
  it.each([
    ["", "#/"],
    ["c%d", "#/c%25d"],
    ["e^f", "#/e%5Ef"],
    ["g|h", "#/g%7Ch"],
    ["i\\j", "#/i%5Cj"],
    ['k"l', "#/k%22l"],
    [" ", "#/%20"],
    ["m~n", "#/m~0n"],
    ["~1", "#/~01"],
    ["a#b", "#/a%23b"],
    ["é", "#/%C3%A9"],
    ["a$b=c@d", "#/a$b=c@d"],
    ["__proto__", "#/__proto__"]
  ])("spells %j as %s", (name, spelled) => assert.strictEqual(pointer([name]), spelled))

  it("tells a lone surrogate as U+FFFD instead of throwing", () => {
    assert.strictEqual(pointer(["a\ud800"]), "#/a%EF%BF%BD")
    assert.strictEqual(pointer(["\udc00b"]), "#/%EF%BF%BDb")
  })

  it.prop(
    "can be read back, and holds only characters of a fragment",
    [Schema.Array(Schema.String)],
    ([names]) => {
      const spelled = pointer(names)
      assert.match(spelled, /^#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$/)
      const read = spelled.split("/").slice(1)
      assert.deepStrictEqual(
        read.map((part) => decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~")),
        names.map((name) => name.toWellFormed())
      )
    }
  )
})
