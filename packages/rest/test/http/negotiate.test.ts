import { assert, describe, it } from "@effect/vitest"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import type { Format } from "../../src/Format.ts"
import { negotiate } from "../../src/http/negotiate.ts"
import { jsonAlone, offersOf } from "../../src/Media.ts"

const acceptsJson = (lines: ReadonlyArray<string>) => negotiate(lines, jsonAlone) !== null

describe("negotiate, where there is JSON alone", () => {
  it.each([
    [],
    [""],
    ["*/*"],
    ["application/*"],
    ["application/json"],
    ["Application/JSON;Q=0.5"],
    ["text/html", "*/*;q=0.1"],
    ["text/html, */*;q=0.1"],
    ["application/json;profile=x"],
    ["application/json;charset=latin1"],
    ['application/json;profile="a,b;q=0"'],
    ["*/*;q=0, application/json"],
    ["application/*;q=0, application/json;q=0.001"],
    ["application/json;profile=x;q=0, application/json"],
    ["application/json;profile=x;q=0, */*"]
  ])("gives JSON for Accept %j", (...lines) => assert.isTrue(acceptsJson(lines)))

  it.each([
    ["text/html"],
    ["image/png"],
    ["text/csv", "text/html"],
    ["application/json;q=0"],
    ["application/json;q=0.000, */*"],
    ["application/json;q=0, text/csv"],
    ["application/*;q=0, */*"],
    ["*/*;q=0"],
    ["application/*+json"],
    ["application/hal+json"],
    ["application/json;nulls=stripped"],
    ["application/vnd.api+json"]
  ])("refuses JSON for Accept %j", (...lines) => assert.isFalse(acceptsJson(lines)))

  it.each([
    ["text/html, image/gif, image/jpeg, *; q=.2"],
    ["json"],
    ["text/html;q=high"],
    ["text/html;q=2"],
    ["text/html;level"]
  ])("leaves a malformed Accept aside: %j", (line) => assert.isTrue(acceptsJson([line])))

  it.prop("never throws, whatever the lines", [Schema.Array(Schema.String)], ([lines]) => {
    assert.isBoolean(acceptsJson(lines))
  })
})

const format = (...types: Format["types"]): Format => ({
  _tag: "Format",
  types,
  view: types.join(),
  extension: null,
  writer: () => Result.fail("is not written"),
  read: null
})
const offers = offersOf([format("text/csv"), format("application/x-ndjson", "application/jsonl")])

describe("negotiate", () => {
  it.each<[ReadonlyArray<string>, string | null]>([
    [["text/csv"], "text/csv"],
    [["TEXT/CSV; charset=utf-8"], "text/csv"],
    [["text/*"], "text/csv"],
    [["text/html, text/csv;q=0.1"], "text/csv"],
    [["text/csv;q=0.5, application/json"], "application/json"],
    [["text/csv, application/json"], "application/json"],
    [["text/csv, */*"], "text/csv"],
    [["*/*, text/csv;q=0.9"], "application/json"],
    [["application/json;q=0, text/csv"], "text/csv"],
    [["application/*;q=0, */*"], "text/csv"],
    [["application/json;q=0, */*"], "text/csv"],
    [["text/csv;q=0, text/*"], null],
    [["application/jsonl"], "application/jsonl"],
    [["application/x-ndjson"], "application/x-ndjson"],
    [["application/vnd.pgrst.object+json"], "application/vnd.pgrst.object+json"],
    [["application/vnd.pgrst.object"], "application/vnd.pgrst.object"],
    [["application/vnd.pgrst.array+json;q=0.1, image/png"], "application/vnd.pgrst.array+json"],
    [["text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"], "application/json"],
    [["application/geo+json"], null],
    [["application/json;nulls=stripped"], "application/json stripped"],
    [["application/vnd.pgrst.object+json;nulls=stripped"], "application/vnd.pgrst.object+json stripped"],
    [["application/json;nulls=stripped;q=0.5, application/json"], "application/json"],
    [["application/json;nulls=stripped;q=0, */*"], "application/json"],
    [["text/csv;nulls=stripped"], null]
  ])("of Accept %j gives %s", (lines, expected) => {
    const media = negotiate(lines, offers)
    const told = media === null ? null : media.type + (media.nulls === "stripped" ? " stripped" : "")
    assert.strictEqual(told, expected)
  })
})
