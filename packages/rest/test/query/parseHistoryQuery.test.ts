import { changeFields } from "@pgcrest/core"
import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseHistoryQuery } from "../../src/query/parseHistoryQuery.ts"
import { limits, refusal } from "../samples.ts"
import type { Pairs } from "./read.ts"

const parsed = (pairs: Pairs) => Result.getOrThrow(parseHistoryQuery(pairs, limits))
const codes = (pairs: Pairs) => refusal(parseHistoryQuery(pairs, limits)).errors?.map(({ code }) => code)

const nothing = { filters: [], was: [], changed: null, fields: null, select: null }
const page = { limit: limits.defaultPage, offset: 0, cursor: null }

describe("the query of a history", () => {
  it("asks for a page, and for fields of each change", () => {
    assert.deepStrictEqual(parsed([["offset", "5"]]), { ...nothing, page: { ...page, offset: 5 } })
    assert.deepStrictEqual(
      parsed([
        ["select", "version,at,diff"],
        ["limit", "1"],
        ["cursor", "x"]
      ]),
      { ...nothing, page: { ...page, limit: 1, cursor: "x" }, select: ["version", "at", "diff"] }
    )
    assert.deepStrictEqual(parsed([["select", "*,diff"]]).select, [...changeFields, "diff"])
  })

  it("tells conditions on a change from those on what the record was, and from lists of fields", () => {
    const { changed, fields, filters, was } = parsed([
      ["actor", "in.(ann,bob)"],
      ["was.price", "gt.10"],
      ["changed", 'price,"odd name"'],
      ["fields", "title"],
      ["was.meta->>colour", "eq.red"]
    ])
    assert.deepStrictEqual(
      filters.map(({ parameter }) => parameter),
      ["actor"]
    )
    assert.deepStrictEqual(
      was.map(({ filter, parameter }) => [parameter, filter._tag === "Condition" && filter.field.name]),
      [
        ["was.price", "price"],
        ["was.meta->>colour", "meta"]
      ]
    )
    assert.deepStrictEqual([changed, fields], [["price", "odd name"], ["title"]])
  })

  it("refuses what changes have not, and pages that are too large", () => {
    assert.deepStrictEqual(codes([["select", "title"]]), ["unknown"])
    assert.deepStrictEqual(codes([["select", "at,at"]]), ["repeated"])
    assert.deepStrictEqual(codes([["select", "*,at"]]), ["repeated"])
    assert.deepStrictEqual(codes([["limit", "9999"]]), ["range"])
    assert.deepStrictEqual(codes([["order", "at"]]), ["unknown"])
    assert.deepStrictEqual(codes([["or", "(actor.eq.ann)"]]), ["unknown"])
    assert.deepStrictEqual(codes([["is.price", "eq.1"]]), ["unknown"])
    assert.deepStrictEqual(codes([["was.meta.price", "eq.1"]]), ["unknown"])
    assert.deepStrictEqual(codes([["changed", "a,,b"]]), ["syntax"])
    assert.deepStrictEqual(
      codes([
        ["changed", "a"],
        ["changed", "b"]
      ]),
      ["repeated"]
    )
  })
})
