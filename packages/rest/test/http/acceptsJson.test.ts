import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { acceptsJson } from "../../src/http/acceptsJson.ts"

describe("acceptsJson", () => {
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
    ["application/json;nulls=stripped"],
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
