import { defaultLimits } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { areUniform, chosen, columnsOf, conflictColumns } from "../../src/request/columns.ts"
import { Books } from "../clients/api.ts"

describe("columns", () => {
  it("are named in quotes or without, and are the table's", () => {
    const read = (text: string | undefined) => Result.merge(columnsOf(Books, text, defaultLimits))
    assert.deepStrictEqual<unknown>(read('"title","pages"'), ["title", "pages"])
    assert.deepStrictEqual<unknown>(read("title"), ["title"])
    assert.isNull(read(undefined))
    assert.isNull(read(""))
    assert.deepStrictEqual<unknown>(read('"nope"'), { _tag: "ColumnUnknown", column: "nope" })
    assert.deepInclude<unknown>(read("title,"), { _tag: "QueryUnparsed", what: "columns parameter" })
  })

  it("leave out others, and what a row lacks is null or its default", () => {
    const rows = [{ a: 1, c: 3 }, { b: 2 }]
    assert.deepStrictEqual(chosen(rows, ["a", "b"], "null"), [
      { a: 1, b: null },
      { a: null, b: 2 }
    ])
    assert.deepStrictEqual(chosen(rows, ["a", "b"], "default"), [{ a: 1 }, { b: 2 }])
    assert.deepStrictEqual(chosen(rows, null, "null"), rows)
  })

  it("are the same in all rows, where none are named", () => {
    assert.isTrue(areUniform([]))
    assert.isTrue(
      areUniform([
        { a: 1, b: 2 },
        { b: 1, a: 2 }
      ])
    )
    assert.isFalse(areUniform([{ a: 1 }, { b: 1 }]))
    assert.isFalse(areUniform([{ a: 1 }, { a: 1, b: 1 }]))
  })

  it("tell rows apart where they are the key or unique", () => {
    const read = (text: string | undefined) =>
      Result.match(conflictColumns(Books, text, defaultLimits), {
        onFailure: ({ _tag }) => _tag,
        onSuccess: (columns) => columns.map(({ name }) => name).join()
      })
    assert.strictEqual(read(undefined), "id")
    assert.strictEqual(read("isbn"), "isbn")
    assert.strictEqual(read("title"), "ConflictTargetUnknown")
    assert.strictEqual(read("isbn,title"), "ConflictTargetUnknown")
    assert.strictEqual(read("nope"), "ColumnUnknown")
  })
})
