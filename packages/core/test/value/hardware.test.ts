import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parseMacaddr, parseMacaddr8 } from "../../src/value/hardware.ts"

describe("parseMacaddr", () => {
  it.each([
    "08:00:2b:01:02:03",
    "08-00-2B-01-02-03",
    "08002b:010203",
    "08002b-010203",
    "0800.2b01.0203",
    "0800-2b01-0203",
    "08002b010203"
  ])("tells %s with colons, of six bytes and of eight", (text) => {
    assert.deepStrictEqual(parseMacaddr(text), Result.succeed("08:00:2b:01:02:03"))
    assert.deepStrictEqual(parseMacaddr8(text), Result.succeed("08:00:2b:ff:fe:01:02:03"))
  })

  it("keeps to one separator, and to its number of bytes", () => {
    for (const text of ["08:00-2b:01:02:03", "08:00:2b:01:02", "08:00:2b:01:02:0g", ""]) {
      assert.isTrue(Result.isFailure(parseMacaddr(text)))
      assert.isTrue(Result.isFailure(parseMacaddr8(text)))
    }
    assert.isTrue(Result.isFailure(parseMacaddr("08:00:2b:01:02:03:04:05")))
    assert.deepStrictEqual(parseMacaddr8("08002B01:02030405"), Result.succeed("08:00:2b:01:02:03:04:05"))
  })
})
