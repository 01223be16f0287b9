import { assert, describe, it } from "vitest"
import { wordsOf } from "../../src/request/words.ts"

describe("the words of a query", () => {
  it("are parted from what filters, and the first of each counts", () => {
    const { pairs, ...words } = wordsOf(
      [
        ["select", "a"],
        ["columns", "x"],
        ["select", "b"],
        ["limit", "1"],
        ["limit", "2"],
        ["a", "gt.1"],
        ["a", "lt.9"],
        ["on_conflict", "a"],
        ["r.order", "a"],
        ["r.order", "b"]
      ],
      10
    )
    assert.deepStrictEqual(words, { limit: "1", offset: undefined, columns: "x", onConflict: "a" })
    assert.deepStrictEqual(pairs, [
      ["select", "a"],
      ["a", "gt.1"],
      ["a", "lt.9"],
      ["r.order", "a"]
    ])
  })

  it("ask for no more rows of a relation than there may be", () => {
    const limited = (value: string) => wordsOf([["r.limit", value]], 10).pairs[0]?.[1]
    assert.strictEqual(limited("11"), "10")
    assert.strictEqual(limited("10"), "10")
    assert.strictEqual(limited("x"), "x")
  })
})
