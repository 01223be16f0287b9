import { assert, describe, it } from "vitest"
import type { OutputField } from "../../src/rows/OutputField.ts"
import { readRecords } from "../../src/rows/recordText.ts"
import { serialiser } from "../../src/rows/serialiser.ts"

/** As PostgreSQL's record_out writes a cell. */
const printed = (cell: string | null) => {
  if (cell === null) return ""
  return cell !== "" && !/[\s"\\(),]/u.test(cell) ? cell : `"${cell.replaceAll(/["\\]/gu, "$&$&")}"`
}
const recordText = (cells: ReadonlyArray<string | null>) => `(${cells.map(printed).join(",")})`

const odd = [null, "", "a", ",", ")", "(", '"', "\\", '","', '")', "a b", "é😀", '\\"', "),("]
const records = odd.flatMap((first) => odd.map((last) => [first, "x", last]))
const text = records.map(recordText).join("")

const names = ["a", "b", "c"]
const cellsAt = (places: ReadonlyArray<number>): ReadonlyArray<OutputField> =>
  places.map((at) => ({ _tag: "Cell", as: names[at] ?? "", type: { kind: "text" }, asText: false, at }))
const embedding = (places: ReadonlyArray<number>) =>
  serialiser([{ _tag: "Embed", as: "all", many: true, spread: false, fields: cellsAt(places), at: 0 }])
const objects = (places: ReadonlyArray<number>) =>
  records.map((cells) => Object.fromEntries(places.map((at) => [names[at], cells[at]])))

describe("the text of records", () => {
  it("is read cell by cell, whatever the cells hold", () =>
    assert.deepStrictEqual(readRecords(text), records))

  it.each([
    ["in the order of the cells", [0, 1, 2]],
    ["in another order", [2, 0, 1]],
    ["some of them", [0, 2]]
  ])("is told as JSON, %s", (_how, places) =>
    assert.deepStrictEqual(JSON.parse(embedding(places)([[text]])), { all: objects(places) })
  )

  it("is told of one cell, and of none", () => {
    const one = serialiser([
      { _tag: "Embed", as: "one", many: false, spread: false, fields: cellsAt([0]), at: 0 }
    ])
    for (const cell of odd)
      assert.deepStrictEqual(JSON.parse(one([[recordText([cell])]])), { one: { a: cell } })
    assert.strictEqual(one([[null]]), '{"one":null}')
    assert.strictEqual(embedding([0])([[null]]), '{"all":[]}')
  })
})
