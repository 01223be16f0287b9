import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { parsePrefer } from "../../src/http/prefer.ts"

describe("parsePrefer", () => {
  it("prefers nothing without a header", () => assert.deepStrictEqual(parsePrefer([]), { unknown: [] }))

  it("joins lines and commas", () => {
    assert.deepStrictEqual(parsePrefer(["return=minimal, handling=strict", "count=exact"]), {
      return: "minimal",
      handling: "strict",
      count: "exact",
      unknown: []
    })
  })

  it("takes the first of a name", () => {
    assert.deepStrictEqual(parsePrefer(["return=minimal, return=representation"]), {
      return: "minimal",
      unknown: []
    })
    assert.deepStrictEqual(parsePrefer(["return=minimal", "RETURN=representation"]), {
      return: "minimal",
      unknown: []
    })
  })

  it("takes the first of a name even where its value is unknown", () => {
    assert.deepStrictEqual(parsePrefer(["return=foo, return=minimal"]), { unknown: ["return=foo"] })
  })

  it("reads names in any case, values as they are", () => {
    assert.deepStrictEqual(parsePrefer(["Return=Minimal, HANDLING=lenient"]), {
      handling: "lenient",
      unknown: ["return=Minimal"]
    })
  })

  it("reads quoted values, white space around =, and leaves parameters aside", () => {
    assert.deepStrictEqual(parsePrefer(['return = "representation" ; foo="a;b,c"; bar']), {
      return: "representation",
      unknown: []
    })
  })

  it("keeps commas and escapes inside quotes", () => {
    assert.deepStrictEqual(parsePrefer(['foo="a, \\"b\\"", return=minimal']), {
      return: "minimal",
      unknown: ['foo=a, "b"']
    })
  })

  it.each(["exact", "planned", "estimated", "capped"])("counts as %s", (count) =>
    assert.deepStrictEqual<unknown>(parsePrefer([`count=${count}`]), { count, unknown: [] })
  )
  it("reads what is wished of writes of many", () => {
    assert.deepStrictEqual(
      parsePrefer(["resolution=merge-duplicates, missing=default", "max-affected=10, return=headers-only"]),
      {
        resolution: "merge-duplicates",
        missing: "default",
        maxAffected: 10,
        return: "headers-only",
        unknown: []
      }
    )
    const wrong = ["resolution=merge", "missing=null", "max-affected=-1"]
    assert.deepStrictEqual(parsePrefer(wrong), { unknown: wrong })
    assert.deepStrictEqual(parsePrefer(["max-affected=1e3"]), { unknown: ["max-affected=1e3"] })
  })

  it("reads how a transaction is to end", () => {
    assert.deepStrictEqual(parsePrefer(["tx=commit, tx=rollback"]), { tx: "commit", unknown: [] })
    assert.deepStrictEqual(parsePrefer(["TX=rollback"]), { tx: "rollback", unknown: [] })
    assert.deepStrictEqual(parsePrefer(["tx=undo"]), { unknown: ["tx=undo"] })
  })

  it("counts what we do not do as unknown", () => {
    assert.deepStrictEqual(parsePrefer(["foo, respond-async, wait=10, count=few, return"]), {
      unknown: ["foo", "respond-async", "wait=10", "count=few", "return"]
    })
  })

  it("counts what is malformed as unknown, as it was sent", () => {
    assert.deepStrictEqual(parsePrefer(["return=, a b, ;x, ,"]), { unknown: ["return=", "a b", ";x"] })
  })

  it("lets an open quote swallow its own line only", () => {
    assert.deepStrictEqual(parsePrefer(['foo="a, return=minimal', "handling=strict"]), {
      handling: "strict",
      unknown: ['foo="a, return=minimal']
    })
  })

  it("is not fooled by names of Object.prototype", () => {
    assert.deepStrictEqual(parsePrefer(["constructor, __proto__=minimal"]), {
      unknown: ["constructor", "__proto__=minimal"]
    })
  })

  it.prop("never throws, whatever the lines", [Schema.Array(Schema.String)], ([lines]) => {
    assert.isArray(parsePrefer(lines).unknown)
  })
})
