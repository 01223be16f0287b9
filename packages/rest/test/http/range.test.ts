import { assert, describe, it } from "vitest"
import { parseRange } from "../../src/http/range.ts"

describe("parseRange", () => {
  it.each([
    ["items=0-24", { first: 0, last: 24 }],
    ["0-24", { first: 0, last: 24 }],
    ["ITEMS = 5-5", { first: 5, last: 5 }],
    [" 10- ", { first: 10, last: null }],
    ["0-9999999999999999", { first: 0, last: 999_999_999_999_999 }],
    ["items=99999999999999999999-", { first: 999_999_999_999_999, last: null }]
  ])("reads %j", (line, range) => assert.deepStrictEqual(parseRange([line]), range))

  it.each(["bytes=0-9", "items=0-1,5-6", "items=-5", "items=9-3", "items=a-b", "", "items=0"])(
    "takes %j for no part of ours",
    (line) => assert.isNull(parseRange([line]))
  )

  it("takes several lines, and none, for no part", () => {
    assert.isNull(parseRange(["0-1", "2-3"]))
    assert.isNull(parseRange(undefined))
  })
})
