import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parseBits } from "../../src/value/bits.ts"

describe("parseBits", () => {
  it("counts the bits where the type has a length", () => {
    const [fixed, varying, any] = [
      { length: 2, varying: false },
      { length: 2, varying: true },
      { length: null, varying: true }
    ] as const
    assert.deepStrictEqual(parseBits("10", fixed), Result.succeed("10"))
    assert.deepStrictEqual(parseBits("1", fixed), Result.fail("must have 2 bits"))
    assert.deepStrictEqual(parseBits("", varying), Result.succeed(""))
    assert.deepStrictEqual(parseBits("101", varying), Result.fail("must have at most 2 bits"))
    assert.deepStrictEqual(parseBits("10101", any), Result.succeed("10101"))
    assert.deepStrictEqual(parseBits("12", any), Result.fail("must be zeros and ones"))
  })
})
