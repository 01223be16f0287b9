import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseQuery } from "../../src/query/parseQuery.ts"
import { limits, refusal } from "../samples.ts"
import type { Pairs } from "./read.ts"

const small = { ...limits, terms: 10, patterns: 3 }
const taken = (pairs: Pairs) => Result.isSuccess(parseQuery(pairs, small, null))
const refused = (pairs: Pairs) => {
  const [error] = refusal(parseQuery(pairs, small, null)).errors ?? []
  return [error?.parameter, error?.code]
}
const times = (count: number, make: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => make(at)).join()

describe("how much one query asks for", () => {
  it("counts conditions, fields and steps into JSON wherever they are", () => {
    const ten: Pairs = [
      ["select", "a,b(c->d)"],
      ["order", "e->f->g"],
      ["b.or", "(h.eq.1,and(i.in.(1,2,3)))"],
      ["b.order", "j"]
    ]
    assert.isTrue(taken(ten))
    assert.deepStrictEqual(refused([...ten, ["k", "eq.1"]]), ["b.order", "too-many"])
    assert.deepStrictEqual(refused([["or", `(${times(11, (at) => `a${at}.eq.1`)})`]]), ["or", "too-many"])
    assert.deepStrictEqual(refused([["select", times(11, (at) => `a${at}`)]]), ["select", "too-many"])
    assert.deepStrictEqual(refused([[`a${"->b".repeat(10)}`, "eq.1"]])[1], "too-many")
  })

  it("counts patterns of every kind, each of a list", () => {
    assert.isTrue(taken([["a", "like(any).{b,c,d}"]]))
    assert.deepStrictEqual(refused([["a", "like(any).{b,c,d,e}"]]), ["a", "too-many"])
    assert.deepStrictEqual(refused([["a", "match(all).{b,c,d,e}"]]), ["a", "too-many"])
    assert.isTrue(taken([["a", "eq(any).{b,c,d,e}"]]))
    const three: Pairs = [
      ["a", "match.b"],
      ["or", "(c.imatch.d,not.e.ilike.f)"]
    ]
    assert.isTrue(taken(three))
    assert.deepStrictEqual(refused([...three, ["x.g", "like.h"]]), ["x.g", "too-many"])
  })
})
