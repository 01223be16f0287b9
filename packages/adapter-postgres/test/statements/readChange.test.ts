// @effect-diagnostics asyncFunction:off
import { operations } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { changeJson, readChange } from "../../src/statements/readChange.ts"
import { sqlFile } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const told = (operation: string) => [uid, "3", operation, "2026-11-25T08:30:00Z", "ann", null, null]

describe("a change of the trail", () => {
  test("may tell of every operation that audit.sql lets in, and of no other", async () => {
    const [, list = ""] = /check \(op in \((.*?)\)\)/u.exec(await sqlFile("audit.sql")) ?? []
    assert.deepStrictEqual(
      list.split(", ").map((literal) => literal.slice(1, -1)),
      [...operations]
    )
  })

  test.each(operations)("is read as the %s that it is", (operation) => {
    assert.strictEqual(readChange(Books, told(operation)).operation, operation)
  })

  test("of a later version's operation is told as it is, and is a defect to who reads its values", () => {
    assert.include(changeJson("books", null, told("split")), '"operation":"split"')
    assert.throws(
      () => readChange(Books, told("split")),
      'The trail of "books" tells of the operation "split", which this version does not know'
    )
  })
})
