import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { cellType } from "../../src/value/CellType.ts"
import type { ColumnType } from "../../src/value/ColumnType.ts"
import type { Relation } from "../../src/value/Relations.ts"

const texts: ColumnType = { kind: "array", of: { kind: "text" } }
const numbers: ColumnType = { kind: "array", of: { kind: "numeric", precision: null, scale: null } }
const jsonb: ColumnType = { kind: "jsonb" }
const seats: ColumnType = { kind: "range", of: { kind: "integer" }, type: "int4range" }
const prices: ColumnType = {
  kind: "range",
  of: { kind: "numeric", precision: null, scale: null },
  type: "numrange"
}
const gaps: ColumnType = { kind: "multirange", of: { kind: "integer" }, type: "int4multirange" }

const related = (type: ColumnType, relation: Relation, [left, right]: readonly [string, string]) => {
  const { parse, relations } = cellType(type)
  const cell = (text: string) => Result.getOrThrow(parse?.(text) ?? Result.fail(text))
  return relations[relation]?.(cell(left), cell(right))
}

// As PostgreSQL 15 and 18 answer: adapter-postgres asks them the same of generated values.
describe("what one value is to another", () => {
  it.each<readonly [ColumnType, Relation, string, string, boolean]>([
    [texts, "cs", "{a,b}", "{b,a,a}", true],
    [texts, "cs", "{a,b}", "{}", true],
    [texts, "cs", "{}", "{}", true],
    [texts, "cs", "{a,NULL}", "{NULL}", false],
    [texts, "cs", "{{a,b},{c,d}}", "{d}", true],
    [texts, "cd", "{a}", "{b,a}", true],
    [texts, "cd", "{a,c}", "{b,a}", false],
    [texts, "ov", "{a,b}", "{b,c}", true],
    [texts, "ov", "{a,NULL}", "{NULL,c}", false],
    [texts, "ov", "{}", "{}", false],
    [numbers, "cs", "{1.0}", "{1.00}", true],
    [jsonb, "cs", '{"a":1,"b":2}', '{"a":1.0}', true],
    [jsonb, "cs", '{"a":{"b":1,"c":2}}', '{"a":{"b":1}}', true],
    [jsonb, "cs", '{"a":null}', '{"b":null}', false],
    [jsonb, "cs", '{"a":1}', "{}", true],
    [jsonb, "cs", "[1,[2,3],{}]", "[[3]]", true],
    [jsonb, "cs", "[1,2]", "[2,2,1]", true],
    [jsonb, "cs", "[[1]]", "[1]", false],
    [jsonb, "cs", '["a"]', '"a"', true],
    [jsonb, "cs", '"a"', '["a"]', false],
    [jsonb, "cs", '[["a"]]', '"a"', false],
    [jsonb, "cs", "[[1,2]]", "[1]", false],
    [jsonb, "cs", "1", "[]", false],
    [jsonb, "cs", "[]", "{}", false],
    [jsonb, "cd", "1", "[1,2]", true],
    [jsonb, "cd", "{}", '{"__proto__":1}', true],
    [seats, "cs", "[1,5]", "(1,5]", true],
    [seats, "cs", "[1,5)", "[1,5]", false],
    [seats, "cs", "empty", "empty", true],
    [seats, "cs", "(,)", "(,5)", true],
    [seats, "cd", "empty", "[1,2)", true],
    [seats, "ov", "[1,3)", "[3,5)", false],
    [seats, "ov", "[1,3]", "[3,5)", true],
    [seats, "ov", "empty", "(,)", false],
    [seats, "sl", "[1,3)", "[3,5)", true],
    [seats, "sl", "[1,3]", "[3,5)", false],
    [seats, "sl", "empty", "[3,5)", false],
    [seats, "sl", "(,3)", "[3,)", true],
    [seats, "sr", "[3,5)", "[1,3)", true],
    [seats, "nxr", "[1,5)", "[3,5)", true],
    [seats, "nxr", "[1,6)", "[3,5)", false],
    [seats, "nxr", "[1,)", "[3,)", true],
    [seats, "nxl", "[3,9)", "[3,5)", true],
    [seats, "nxl", "(,9)", "[3,5)", false],
    [seats, "adj", "[1,3)", "[3,5)", true],
    [seats, "adj", "[3,5)", "[1,3)", true],
    [seats, "adj", "[1,3]", "[3,5)", false],
    [seats, "adj", "[1,2]", "[4,5)", false],
    [seats, "adj", "(,3)", "(,3)", false],
    [prices, "adj", "[1,2)", "[2.0,3]", true],
    [prices, "adj", "[1,2)", "(2,3]", false],
    [prices, "sl", "[1,2)", "[2,3]", true],
    [prices, "ov", "[1,2)", "[2,3]", false],
    [gaps, "cs", "{[1,3),[5,9)}", "{[2,3),[6,8)}", true],
    [gaps, "cs", "{[1,3),[5,9)}", "{[2,6)}", false],
    [gaps, "cs", "{}", "{}", true],
    [gaps, "ov", "{[1,3),[5,9)}", "{[3,5),[8,9)}", true],
    [gaps, "ov", "{[1,3),[5,9)}", "{[3,5)}", false],
    [gaps, "sl", "{[1,3),[5,6)}", "{[6,7)}", true],
    [gaps, "sl", "{[1,3),[5,6)}", "{[4,5)}", false],
    [gaps, "sl", "{}", "{[4,5)}", false],
    [gaps, "sr", "{[6,7)}", "{[1,3),[5,6)}", true],
    [gaps, "nxr", "{[1,3),[5,6)}", "{[5,6)}", true],
    [gaps, "nxl", "{[1,3),[5,6)}", "{[2,3)}", false],
    [gaps, "nxl", "{[3,9)}", "{[2,3),[5,6)}", true],
    [gaps, "nxr", "{[1,3)}", "{[1,2),[5,6)}", true],
    [gaps, "adj", "{[1,3),[5,6)}", "{[6,7),[9,10)}", true],
    [gaps, "adj", "{[1,3),[5,6)}", "{[3,5)}", false],
    [gaps, "adj", "{}", "{}", false]
  ])("%o %s: %s, %s", (type, relation, left, right, expected) =>
    assert.strictEqual(related(type, relation, [left, right]), expected)
  )

  it("is nothing of other types", () => {
    for (const kind of ["text", "json", "inet", "integer"] as const)
      assert.deepStrictEqual(cellType({ kind }).relations, {})
    assert.deepStrictEqual(cellType({ kind: "array", of: { kind: "json" } }).relations, {})
  })
})
