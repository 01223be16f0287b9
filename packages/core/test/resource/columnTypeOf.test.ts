import { Field } from "@pgcrest/core"
import * as Schema from "effect/Schema"
import { assert, describe, it } from "vitest"

describe("the column type of a plain schema", () => {
  it.each([
    [Schema.String, "text"],
    [Schema.NonEmptyString.check(Schema.isMaxLength(3)), "text"],
    [Schema.String.pipe(Schema.brand("Isbn")), "text"],
    [Schema.Boolean, "boolean"],
    [Schema.BigInt, "bigint"],
    [Schema.Int, "integer"],
    [Schema.Int.check(Schema.isGreaterThan(0)), "integer"],
    [Schema.Number.check(Schema.isInt32()), "integer"],
    [Schema.Finite, "float"],
    [Schema.Number, "float"],
    [Schema.Struct({ a: Schema.String }), "jsonb"],
    [Schema.Record(Schema.String, Schema.Int), "jsonb"]
  ])("%# is %s", (schema, kind) => assert.strictEqual(Field.from(schema).type.kind, kind))

  it("takes literals as the labels of an enum", () => {
    assert.deepStrictEqual(Field.from(Schema.Literals(["a", "b"])).type, {
      kind: "enum",
      labels: ["a", "b"],
      type: null
    })
    assert.deepStrictEqual(Field.from(Schema.Literal("a")).type, { kind: "enum", labels: ["a"], type: null })
  })

  it.each([
    [Schema.NullOr(Schema.String), "Union"],
    [Schema.Union([Schema.String, Schema.Int]), "Union"],
    [Schema.Literals([1, 2]), "Union"],
    [Schema.Literal(1), "Literal"],
    [Schema.Array(Schema.String), "Arrays"],
    [Schema.Date, "Declaration"],
    [Schema.Null, "Null"]
  ])("%# of kind %s tells none, and the message says what to do", (schema, kind) =>
    assert.throws(
      () => Field.from(schema),
      `A field has a schema of kind ${kind}, which tells no column type: use Field.optional, Field.jsonb(schema) or another Field.`
    )
  )
})
