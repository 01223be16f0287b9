import { assert, describe, it } from "@effect/vitest"
import * as GeoJson from "../../src/formats/GeoJson.ts"
import * as Result from "effect/Result"
import type { ShownField } from "../../src/Format.ts"
import { whole } from "../../src/response/Representation.ts"

const field = (name: string, kind: "geometry" | "text" | null = "text"): ShownField => ({
  name,
  type: kind === null ? null : { kind },
  isUid: name === "uid"
})
const place = field("place", "geometry")
const { writer } = GeoJson.make()
const point = '{"type":"Point","coordinates":[4.50,52]}'

describe("what is written as GeoJSON", () => {
  it("is a feature for each record: its uid, its place, and all else as properties", () => {
    const made = Result.getOrThrow(writer([field("uid"), field("name"), place, field("owner", null)]))
    assert.strictEqual(
      whole(
        made,
        `{"uid":7,"name":"A","place":${point},"owner":{"name":"x"}},{"uid":8,"name":null,"place":null,"owner":null}`
      ),
      `{"type":"FeatureCollection","features":[` +
        `{"type":"Feature","id":7,"geometry":${point},"properties":{"name":"A","owner":{"name":"x"}}},` +
        `{"type":"Feature","id":8,"geometry":null,"properties":{"name":null,"owner":null}}]}`
    )
    assert.strictEqual(whole(made, ""), '{"type":"FeatureCollection","features":[]}')
  })

  it("has no id where the uid is not shown", () => {
    const made = Result.getOrThrow(writer([place]))
    assert.strictEqual(
      whole(made, `{"place":${point}}`),
      `{"type":"FeatureCollection","features":[{"type":"Feature","geometry":${point},"properties":{}}]}`
    )
  })

  it.each([
    ["no geometry", [field("name")], 0],
    ["two geometries", [place, field("area", "geometry")], 2],
    ["a geometry of a related record alone", [field("place", null)], 0]
  ])("is not of %s", (_what, fields, count) => {
    assert.include(Result.getOrThrow(Result.flip(writer(fields))), `the answer has ${count}`)
  })

  it("is not read", () => assert.isNull(GeoJson.make().read))
})
