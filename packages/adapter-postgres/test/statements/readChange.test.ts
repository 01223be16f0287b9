// @effect-diagnostics asyncFunction:off
import { operations, Rows } from "@pgcrest/core"
import { assert, describe, test } from "vitest"
import { readChange } from "../../src/statements/readChange.ts"
import { makeCompile } from "../../src/compiling/compile.ts"
import { history } from "../commands.ts"
import { sqlFile } from "../database.ts"
import { Books } from "../shelf.ts"

const uid = "0198a000-0000-7000-8000-000000000001"
const told = (operation: string, after: string | null = null) => [
  uid,
  "3",
  operation,
  "2026-11-25T08:30:00Z",
  "ann",
  null,
  null,
  "r-1",
  null,
  null,
  null,
  null,
  null,
  null,
  after,
  null
]

describe("a change of the trail", () => {
  test("may tell of every operation that audit.sql names, and of no other", async () => {
    const [, list = ""] = / op .* -- (.*)/u.exec(await sqlFile("audit.sql")) ?? []
    assert.deepStrictEqual(list.split(", "), [...operations])
  })

  test.each(operations)("is read as the %s that it is", (operation) => {
    assert.strictEqual(readChange(Books, told(operation)).operation, operation)
  })

  test("of a later version's operation is a defect, to who reads its history too", () => {
    const refusal = 'The trail of "books" tells of the operation "split", which this version does not know'
    assert.throws(() => readChange(Books, told("split")), refusal)
    const { read } = makeCompile({ named: true })(history(Books, uid))
    assert.throws(() => read([[...told("split"), "t"]]), refusal)
  })

  test("holds what no longer fits its column as it was stored, and is told as JSON all the same", () => {
    const images = [
      { title: 7, price: { a: [1.5] }, copies: "many", tags: "none", version: "first", created_at: true },
      { title: [], price: true, copies: 1.5, tags: { a: 1 }, version: 1.5, created_at: 5 },
      { title: null, price: null, copies: null, tags: null, version: null, created_at: null }
    ]
    for (const image of images) {
      const row = told("update", JSON.stringify(image))
      const rows = Rows.fromChanges(Books, [readChange(Books, row)], ["after"])
      assert.deepStrictEqual(JSON.parse(rows.json()), { after: image })
    }
  })

  test("keeps the digits of a number that no longer fits its column", () => {
    const stored = '{"price": 12345678901234567890.1230, "copies": 1.50}'
    const rows = Rows.fromChanges(Books, [readChange(Books, told("update", stored))], ["after"])
    assert.strictEqual(rows.json(), '{"after":{"price":12345678901234567890.1230,"copies":1.50}}')
  })
})
