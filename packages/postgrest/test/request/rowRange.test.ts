import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseRowRange } from "../../src/request/rowRange.ts"

type Asked = Partial<Parameters<typeof parseRowRange>[0]>
const read = (asked: Asked) =>
  Result.merge(parseRowRange({ limit: undefined, offset: undefined, header: undefined, ...asked }))

const ranges: ReadonlyArray<readonly [asked: Asked, offset: number, limit: number | null]> = [
  [{}, 0, null],
  [{ limit: "10" }, 0, 10],
  [{ limit: "0" }, 0, 0],
  [{ offset: "5" }, 5, null],
  [{ header: "0-24" }, 0, 25],
  [{ header: "10-" }, 10, null],
  [{ header: "5-9", limit: "100" }, 5, 5],
  [{ header: "0-99", limit: "10", offset: "20" }, 20, 10],
  [{ header: "0-24", limit: "0" }, 0, 0],
  [{ header: "items=0-24" }, 0, null],
  [{ header: "bytes 0-24" }, 0, null],
  [{ header: "0-1,3-4" }, 0, null]
]

describe("rows asked for", () => {
  it.each(ranges)("by %j", (asked, offset, limit) =>
    assert.deepStrictEqual<unknown>(read(asked), { offset, limit })
  )

  it.each([{ limit: "-1" }, { header: "9-5" }, { header: "0-4", offset: "10" }])("are none by %j", (asked) =>
    assert.deepInclude<unknown>(read(asked), { _tag: "RangeUnsatisfiable", total: null })
  )

  it.each([{ limit: "abc" }, { limit: "" }, { offset: "-1" }, { offset: "1.5" }, { limit: "9".repeat(30) }])(
    "are not read from %j",
    (asked) => assert.deepInclude<unknown>(read(asked), { _tag: "QueryUnparsed", at: 1 })
  )
})
