import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseHistoryQuery } from "../../src/query/parseHistoryQuery.ts"
import { limits, refusal } from "../samples.ts"
import type { Pairs } from "./read.ts"

const parsed = (pairs: Pairs) => Result.getOrThrow(parseHistoryQuery(pairs, limits))
const codes = (pairs: Pairs) => refusal(parseHistoryQuery(pairs, limits)).errors?.map(({ code }) => code)

describe("the query of a history", () => {
  it("asks for a page, and for fields of each change", () => {
    assert.deepStrictEqual(parsed([["offset", "5"]]), {
      page: { _tag: "Offset", limit: limits.defaultPage, offset: 5 },
      select: null
    })
    assert.deepStrictEqual(
      parsed([
        ["select", "version,at"],
        ["limit", "1"]
      ]),
      { page: { _tag: "Offset", limit: 1, offset: 0 }, select: ["version", "at"] }
    )
  })

  it("refuses what changes have not, and pages that are too large", () => {
    assert.deepStrictEqual(codes([["select", "title"]]), ["unknown"])
    assert.deepStrictEqual(codes([["select", "at,at"]]), ["repeated"])
    assert.deepStrictEqual(codes([["limit", "9999"]]), ["range"])
    assert.deepStrictEqual(codes([["cursor", "x"]]), ["unknown"])
  })
})
