import { type ColumnType, Field, operatorWords, type QuerySyntax, Resource } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { meaningOf } from "../../src/resolve/operators.ts"
import { Books } from "../books.ts"
import { list, text } from "./syntax.ts"

const column = (name: string) => Resource.columnOf(Books, name)
const meaning = (field: string, operator: string, operand: QuerySyntax.OperandSyntax) =>
  Result.getOrThrow(meaningOf(column(field), { operator, operand, modifier: null }))
const faultOf = (field: string, operator: string | null, operand: QuerySyntax.OperandSyntax) =>
  Result.getOrThrow(Result.flip(meaningOf(column(field), { operator, operand, modifier: null })))

describe("meaningOf", () => {
  it.each(["eq", "neq", "lt", "lte", "gt", "gte"])(
    "compares by %s with a value of the column's type",
    (operator) =>
      assert.deepStrictEqual<unknown>(meaning("pages", operator, text("7")), {
        _tag: "Compare",
        column: column("pages"),
        operator,
        value: 7
      })
  )

  it("reads in as any of a list, the empty one too", () => {
    const among = { _tag: "Quantified", quantifier: "any", operator: "eq", column: column("pages") } as const
    assert.deepStrictEqual(meaning("pages", "in", list("1", "2")), { ...among, values: [1, 2] })
    assert.deepStrictEqual(meaning("pages", "in", list()), { ...among, values: [] })
  })

  it("reads is as null for every column", () => {
    for (const field of ["pages", "details", "genres"]) {
      const isNull = { _tag: "Is", column: column(field), value: null } as const
      assert.deepStrictEqual(meaning(field, "is", text("NULL")), isNull)
      assert.deepStrictEqual(meaning(field, "is", text("not_null")), { _tag: "Not", predicate: isNull })
      assert.strictEqual(faultOf(field, "is", text("true"))._tag, "OperandInvalid")
    }
  })

  it("takes a pattern as it stands", () => {
    const like = { _tag: "Like", column: column("title"), pattern: "a%_*" } as const
    const pattern = { _tag: "Pattern", pattern: "a%_*" } as const
    assert.deepStrictEqual(meaning("title", "like", pattern), { ...like, insensitive: false })
    assert.deepStrictEqual(meaning("title", "ilike", pattern), { ...like, insensitive: true })
  })

  it.each<[boolean, ColumnType]>([
    [true, { kind: "char", length: 3 }],
    [true, { kind: "citext" }],
    [true, { kind: "enum", labels: ["a"], type: null }],
    [false, { kind: "enum", labels: ["a"], type: "state" }],
    [false, { kind: "bytea" }],
    [false, { kind: "other", type: "tsvector" }]
  ])("offers like: %s, for %o", (offered, type) => {
    const resource = Resource.make("r", { fields: { value: { ...Field.text, type } } })
    const read = meaningOf(Resource.columnOf(resource, "value"), {
      operator: "like",
      operand: text("a%"),
      modifier: null
    })
    assert.strictEqual(Result.isSuccess(read), offered)
  })

  it("tells which item of a list is no value, and what an operand of the wrong form reads as", () => {
    assert.deepInclude(faultOf("pages", "in", list("1", "x", "y")), { _tag: "OperandInvalid", operand: "x" })
    assert.deepInclude(faultOf("pages", "eq", list("1", "2")), { _tag: "OperandInvalid", operand: "(1,2)" })
  })

  it.each(["constructor", "__proto__", "toString", "EQ", "", null])("knows no operator %j", (operator) =>
    assert.deepStrictEqual(faultOf("title", operator, text("1")), {
      _tag: "OperatorUnknown",
      field: "title",
      operator
    })
  )

  it("has a word for each operator", () => {
    assert.strictEqual(
      operatorWords.join(),
      "eq,neq,lt,lte,gt,gte,like,ilike,match,imatch,in,is,isdistinct,cs,cd,ov,sl,sr,nxr,nxl,adj,fts,plfts,phfts,wfts"
    )
    for (const word of operatorWords)
      assert.isTrue(
        Result.isResult(meaningOf(column("title"), { operator: word, operand: text("null"), modifier: null }))
      )
  })
})
