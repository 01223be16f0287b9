import { assert, describe, it } from "@effect/vitest"
import * as Arbitrary from "effect/Arbitrary"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { cellType } from "../../src/value/CellType.ts"
import type { ElementType } from "../../src/value/ColumnType.ts"
import { among, int } from "../arbitraries.ts"

const range = (of: ElementType, type: string) => cellType({ kind: "range", of, type })
const integers = range({ kind: "integer" }, "int4range")
const texts = range({ kind: "text" }, "textrange")
const instants = range({ kind: "timestamptz" }, "tstzrange")
const several = cellType({ kind: "multirange", of: { kind: "integer" }, type: "int4multirange" })
const read = ({ parse }: typeof integers, text: string) => parse?.(text) ?? Result.fail("has no comparisons")

describe("a range", () => {
  it.each([
    ["empty", "empty"],
    ["Empty", "empty"],
    ["[1,3]", "[1,4)"],
    ["(0,4)", "[1,4)"],
    ["(1,2)", "empty"],
    ["[1,1]", "[1,2)"],
    ["[1,1)", "empty"],
    ["[,]", "(,)"],
    ["[2147483647,)", "[2147483647,)"],
    [' [ "1" , 3 ) ', "[1,3)"]
  ])("of whole numbers tells %s as %s", (text, told) =>
    assert.deepStrictEqual(read(integers, text), Result.succeed(told))
  )

  it.each([
    ["[3,1]", "must not begin behind its end"],
    ["[1,2147483647]", "must end before the last value of its type"],
    ["[a,2]", "has a bound that must be a whole number from -2147483648 to 2147483647"],
    ["[1,2", "must be a range such as [1,3), with its bounds between brackets"],
    ["[1,2,3]", "must be a range such as [1,3), with its bounds between brackets"],
    ["[1,2)3", "must be a range such as [1,3), with its bounds between brackets"],
    ['["1,2)', "must be a range such as [1,3), with its bounds between brackets"],
    ["", "must be a range such as [1,3), with its bounds between brackets"]
  ])("of whole numbers refuses %j: it %s", (text, rule) =>
    assert.deepStrictEqual(read(integers, text), Result.fail(rule))
  )

  it.each([
    ['["a""b","c\\\\d")', '["a""b","c\\\\d")'],
    ["[a\\,b,c)", '["a,b",c)'],
    ['["",b)', '["",b)'],
    ['["a b","c)")', '["a b","c)")'],
    ["[a(,b)", '["a(",b)']
  ])("has quotes only where PostgreSQL has them: %s", (text, told) =>
    assert.deepStrictEqual(read(texts, text), Result.succeed(told))
  )

  it("of instants is told in UTC, whatever the session's zone that PostgreSQL told it in", () => {
    assert.deepStrictEqual(
      read(instants, '["2026-11-25 08:30:00+01","2026-11-25 09:30:00.5+01")'),
      Result.succeed("[2026-11-25T07:30:00Z,2026-11-25T08:30:00.5Z)")
    )
    assert.deepStrictEqual(
      read(instants, '["0044-03-15 12:00:00+00 BC",infinity]'),
      Result.succeed('["0044-03-15T12:00:00Z BC",infinity]')
    )
  })

  it("counts in steps only where PostgreSQL does", () => {
    const own = range({ kind: "integer" }, "shelf.floors")
    assert.deepStrictEqual(read(own, "(1,3]"), Result.succeed("(1,3]"))
    const dates = range({ kind: "date" }, "daterange")
    assert.deepStrictEqual(read(dates, "[2026-11-30,2026-11-30]"), Result.succeed("[2026-11-30,2026-12-01)"))
    assert.deepStrictEqual(read(dates, "[2026-11-30,infinity]"), Result.succeed("[2026-11-30,infinity]"))
  })

  it("orders by lower bound, then by upper, the empty one first", () => {
    const { compare } = range({ kind: "float" }, "floatrange")
    const ordered = ["empty", "(,1)", "(,1]", "(,)", "[1,2)", "[1,2]", "[1,)", "(1,2)", "[NaN,NaN]"]
    assert.deepStrictEqual(ordered.toReversed().toSorted(compare), ordered)
  })

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    for (const one of [text, `[${text}`, `[1,${text}`, `{[1,2)${text}`]) {
      read(texts, one)
      read(several, one)
      integers.compare(one, "[1,2)")
      several.compare(one, "{}")
    }
  })
})

describe("a multirange", () => {
  it.each([
    ["{}", "{}"],
    ["{empty, [1,1)}", "{}"],
    ["{[5,7),[1,3)}", "{[1,3),[5,7)}"],
    ["{[1,3),[3,5]}", "{[1,6)}"],
    ["{[1,9),[2,3)}", "{[1,9)}"],
    ["{(,1],[0,)}", "{(,)}"],
    ['{["1","3")}', "{[1,3)}"]
  ])("tells %s as %s", (text, told) => assert.deepStrictEqual(read(several, text), Result.succeed(told)))

  it.each(["{", "{[1,2)", "{[1,2),}", "{,}", "{[1,2)}x", "{[1,2) [3,4)}", "[1,2)", "", "{[2,1]}"])(
    "refuses %j",
    (text) => assert.isTrue(Result.isFailure(read(several, text)))
  )

  it("keeps two ranges apart whose common bound is in neither", () => {
    const numbers = cellType({ kind: "multirange", of: { kind: "float" }, type: "floats" })
    assert.deepStrictEqual(read(numbers, "{(1,3),(3,5)}"), Result.succeed("{(1,3),(3,5)}"))
    assert.deepStrictEqual(read(numbers, "{(1,3],(3,5)}"), Result.succeed("{(1,5)}"))
  })

  const pairs = Arbitrary.array(Arbitrary.all([int(0, 20), int(0, 6), among(["[", "("])] as const), {
    maxLength: 6
  })

  it.prop(
    "holds the values that its ranges hold, and one text for each set of them",
    { pairs },
    ({ pairs }) => {
      const all = pairs.map(([from, size, open]) => `${open}${from},${from + size}]`)
      const told = String(Result.getOrThrow(read(several, `{${all.join()}}`)))
      assert.deepStrictEqual(read(several, `{${all.toReversed().join()}}`), Result.succeed(told))
      const held = pairs.flatMap(([from, size, open]) =>
        counted(open === "[" ? from : from + 1, from + size + 1)
      )
      const parts = [...told.matchAll(/\[(\d+),(\d+)\)/gu)].flatMap(([, from, end]) =>
        counted(Number(from), Number(end))
      )
      assert.deepStrictEqual(
        parts,
        [...new Set(held)].toSorted((a, b) => a - b)
      )
    }
  )
})

function counted(from: number, end: number): ReadonlyArray<number> {
  return Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at)
}
