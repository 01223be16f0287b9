import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import { parseJson } from "../../src/json/parseJson.ts"

const value = (text: string) => Result.getOrThrow(parseJson(text, { depth: 64 }))

describe("readJsonString", () => {
  it("reads every escape", () => {
    assert.strictEqual(value('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\ude00z"'), '"\\/\b\f\n\r\té😀z')
  })

  it("keeps lone surrogates and NUL, which validation refuses with a pointer", () => {
    assert.strictEqual(value('"\\ud800"'), "\ud800")
    assert.strictEqual(value('"a\\u0000"'), "a\u0000")
  })

  it("reads a megabyte of escapes", () => {
    assert.strictEqual(value(`"${"\\n".repeat(500_000)}"`), "\n".repeat(500_000))
  })
})
