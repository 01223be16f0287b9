import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseNames } from "../../src/query/parseNames.ts"
import { limits, refusal } from "../samples.ts"

const parse = (text: string) => parseNames({ parameter: "columns", text }, limits)

describe("parseNames", () => {
  it("reads names parted by commas, in quotes or not", () =>
    assert.deepStrictEqual(parse('title, "isbn","a,b"'), Result.succeed(["title", "isbn", "a,b"])))

  it.each(["", "a,", "a b,(", '"a', "a.b", "a->b"])("refuses %j", (text) =>
    assert.deepInclude(refusal(parse(text)).errors?.[0], { parameter: "columns", code: "syntax" })
  )

  it("bounds how many there are", () =>
    assert.deepInclude(refusal(parse("a,".repeat(limits.terms) + "a")).errors?.[0], { code: "too-many" }))
})
