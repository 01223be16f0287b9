import * as Result from "effect/Result"
import { assert, describe, it } from "vitest"
import { parseNoQuery } from "../../src/query/onlyWords.ts"
import { refusal } from "../samples.ts"

describe("parseNoQuery", () => {
  it("lets a write be asked for nothing", () => {
    assert.isTrue(Result.isSuccess(parseNoQuery([])))
    assert.deepStrictEqual(refusal(parseNoQuery([["select", "title"]])).errors, [
      { parameter: "select", code: "unknown", detail: "is not taken at this address" }
    ])
  })
})
