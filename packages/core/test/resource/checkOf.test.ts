import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"
import { checkOf } from "../../src/resource/checkOf.ts"
import type { Cell } from "../../src/value/ColumnType.ts"

describe("the checks of a field's schema", () => {
  it("are the schema's own, also where nothing but they is looked at", () => {
    const schemas: ReadonlyArray<Schema.Codec<unknown, unknown>> = [
      Schema.String,
      Schema.NonEmptyString.check(Schema.isMaxLength(3)),
      Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 9 })),
      Schema.Number,
      Schema.Finite,
      Schema.Boolean,
      Schema.String.check(Schema.isPattern(/^a/u), Schema.isPattern(/z$/u)),
      Schema.Literals(["a", "b"]),
      Schema.Array(Schema.String)
    ]
    const cells: ReadonlyArray<Cell> = ["", "a", "abcd", "az", 0, 1, 9, 10, 1.5, NaN, Infinity, true, ["a"]]
    for (const schema of schemas) {
      const check = checkOf(schema, { kind: "text" })
      const is = Schema.is(schema)
      for (const cell of cells) assert.strictEqual(check(cell).length === 0, is(cell), String(cell))
    }
  })

  it("each say what they find wrong", () => {
    const check = checkOf(Schema.NonEmptyString.check(Schema.isMaxLength(3)), { kind: "text" })
    assert.deepStrictEqual(check("abc"), [])
    assert.lengthOf(check(""), 1)
    assert.include(check("abcd")[0], { code: "check" })
  })
})
