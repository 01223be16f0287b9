import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { bodyType, parseMediaType } from "../../src/http/mediaType.ts"

const refusal = (contentType: string) => Result.getOrThrow(Result.flip(bodyType(contentType)))

describe("parseMediaType", () => {
  it("lower-cases type, subtype and parameter names, and keeps values", () => {
    assert.deepStrictEqual(parseMediaType('Application/JSON; Charset="UTF-8" ;Profile=A'), {
      type: "application",
      subtype: "json",
      parameters: new Map([
        ["charset", "UTF-8"],
        ["profile", "A"]
      ])
    })
  })

  it("keeps semicolons and escapes inside quotes, and the first of a parameter", () => {
    assert.deepStrictEqual(parseMediaType('a/b;x="1;\\"2\\"";x=3;')?.parameters, new Map([["x", '1;"2"']]))
  })

  it.each([
    "",
    "json",
    "/json",
    "application/",
    "a/b/c",
    "a b/c",
    ";a/b",
    "a/b;x",
    "a/b;x=",
    'a/b;x="1',
    "a/b;=1",
    "a/b, c/d"
  ])("refuses %j", (text) => assert.isNull(parseMediaType(text)))

  it.prop("never throws, whatever the text", [Schema.String], ([text]) => {
    parseMediaType(text)
    parseMediaType(`a/b;${text}`)
  })
})

describe("bodyType", () => {
  it.each([
    ["application/json", "application/json"],
    ["APPLICATION/Json", "application/json"],
    ['application/json; Charset="UTF-8"', "application/json"],
    ["application/json;charset=utf-8", "application/json"],
    ["application/json; profile=x", "application/json"],
    ["application/merge-patch+json", "application/merge-patch+json"],
    ["application/json-patch+json; charset=utf-8", "application/json-patch+json"]
  ] as const)("takes %s for %s", (contentType, type) => {
    assert.deepStrictEqual(bodyType(contentType), Result.succeed(type))
  })

  it("refuses another charset, and names it", () => {
    assert.deepStrictEqual(refusal("application/json; charset=latin1"), {
      _tag: "UnsupportedMediaType",
      reason: "charset",
      detail: "Bodies are read in UTF-8 only, not in latin1"
    })
  })

  it.each(["text/plain", "text/json", "application/*+json", "application/hal+json", "*/*"])(
    "refuses %s",
    (contentType) => {
      assert.strictEqual(refusal(contentType).reason, "type")
    }
  )

  it("refuses what is no media type", () => assert.strictEqual(refusal("json").reason, "malformed"))
})
