import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { cellType } from "../../src/value/CellType.ts"
import type { ElementType } from "../../src/value/ColumnType.ts"

const array = (of: ElementType) => cellType({ kind: "array", of })
const integers = array({ kind: "integer" })
const rules = (json: unknown) => {
  const cell = integers.fromJson(json)
  return Result.isFailure(cell) ? cell.failure.map(({ path, detail }) => [...path, detail].join(" ")) : null
}

describe("an array", () => {
  it.each([
    [[[], []], []],
    [[[[]]], []],
    [[null], [null]],
    [
      [
        [1, null],
        [3, 4]
      ],
      [
        [1, null],
        [3, 4]
      ]
    ]
  ])("reads %j as %j", (json, cell) => assert.deepStrictEqual(integers.fromJson(json), Result.succeed(cell)))

  it("has one length in each dimension, and at most six", () => {
    const alike = "must have as many elements as the arrays beside it"
    assert.deepStrictEqual(rules([[1], [2, 3], [4]]), [`1 ${alike}`])
    assert.deepStrictEqual(rules([[[1]], [[1, 2]]]), [`1 ${alike}`])
    assert.deepStrictEqual(rules([[1], 2, null]), ["1 must be an array", "2 must be an array"])
    assert.isNull(rules([[[[[[1]]]]]]))
    assert.deepStrictEqual(rules([[[[[[[1]]]]]]]), ["0 0 0 0 0 0 must not be nested deeper than 6 arrays"])
    assert.deepStrictEqual(
      rules([
        [1, 2],
        [3, "4"]
      ]),
      ["1 1 must be a whole number from -2147483648 to 2147483647"]
    )
  })

  it("of JSON takes an array for an element", () => {
    const cell = [[1, [2]], {}, null]
    assert.deepStrictEqual(array({ kind: "jsonb" }).fromJson(cell), Result.succeed(cell))
  })

  it("compares elements as their type does, null behind all", () => {
    const { compare } = array({ kind: "numeric", precision: null, scale: null })
    assert.strictEqual(compare(["1.0", null], ["1.00", null]), 0)
    const ordered = [[], ["1"], ["1", "2"], [["1", "2"]], [["1"], ["2"]], ["1", null], ["10"], [null]]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compare), ordered)
  })

  it("prints each element as its type does", () => {
    assert.strictEqual(
      array({ kind: "bigint" }).print([[9007199254740993n, null]]),
      "[[9007199254740993,null]]"
    )
    assert.strictEqual(
      array({ kind: "numeric", precision: 3, scale: 2 }).print(["1.50", "NaN"]),
      '[1.50,"NaN"]'
    )
    assert.strictEqual(array({ kind: "real" }).print([Math.fround(0.1)]), "[0.1]")
  })
})
