import { assert, describe, it } from "@effect/vitest"
import { ExactNumber } from "@pgcrest/core"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { toGeometry } from "../../src/value/geometry.ts"

const ring = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0]
]
const rules = (json: unknown) => {
  const cell = toGeometry(json)
  return Result.isFailure(cell) ? cell.failure.map(({ path, detail }) => [...path, detail].join(" ")) : null
}

describe("toGeometry", () => {
  it.each([
    { type: "Point", coordinates: [1, 2.5] },
    { type: "Point", coordinates: [1, 2, 3] },
    { type: "Point", coordinates: [] },
    { type: "MultiPoint", coordinates: [[1, 2]] },
    { type: "LineString", coordinates: ring },
    { type: "MultiLineString", coordinates: [ring, ring] },
    { type: "Polygon", coordinates: [ring] },
    { type: "Polygon", coordinates: [] },
    { type: "MultiPolygon", coordinates: [[ring]] },
    { type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [1, 2] }] }
  ])("takes $type", (json) => assert.deepStrictEqual(toGeometry(json), Result.succeed(json)))

  const named = (name: string) => ({ type: "name", properties: { name } })

  it.each([
    ["EPSG:3857", "EPSG:3857"],
    ["urn:ogc:def:crs:EPSG::3857", "EPSG:3857"],
    ["EPSG:4326", null],
    ["urn:ogc:def:crs:OGC:1.3:CRS84", null]
  ])("keeps the reference system %s as %s", (name, kept) => {
    const point = { type: "Point", coordinates: [1, 2] }
    const told = kept === null ? point : { ...point, crs: named(kept) }
    assert.deepStrictEqual(toGeometry({ ...point, crs: named(name) }), Result.succeed(told))
  })

  it.each([{ type: "name" }, named("EPSG:0"), named("Mars"), "EPSG:3857", []])(
    "takes no other one: %o",
    (crs) =>
      assert.deepStrictEqual(rules({ type: "Point", coordinates: [1, 2], crs }), [
        "crs must name a reference system of EPSG, such as EPSG:3857"
      ])
  )

  it("keeps no box, and no digit that a double has not", () => {
    assert.deepStrictEqual(
      toGeometry({
        type: "Point",
        crs: null,
        bbox: [],
        coordinates: [1, new ExactNumber("2.50")]
      }),
      Result.succeed({ type: "Point", coordinates: [1, 2.5] })
    )
  })

  it("says where it breaks which rule", () => {
    const position = "must be a position of two or three numbers, as many as the others have"
    assert.deepStrictEqual(rules("POINT(1 2)"), ["must be a GeoJSON geometry"])
    assert.include(rules({ type: "Circle" })?.join(), "type must be one of Point, ")
    assert.deepStrictEqual(rules({ type: "Point", coordinates: [1] }), [`coordinates ${position}`])
    assert.deepStrictEqual(rules({ type: "Point", coordinates: [1, "2"] }), [`coordinates ${position}`])
    assert.deepStrictEqual(rules({ type: "Point", coordinates: [1, new ExactNumber("1e400")] }), [
      `coordinates ${position}`
    ])
    assert.deepStrictEqual(rules({ type: "MultiPoint", coordinates: [[1, 2], [1]] }), [
      `coordinates 1 ${position}`
    ])
    assert.deepStrictEqual(rules({ type: "LineString", coordinates: [[1, 2]] }), [
      "coordinates must have at least 2 elements"
    ])
    assert.deepStrictEqual(rules({ type: "Polygon", coordinates: [[...ring, [5, 5]]] }), [
      "coordinates 0 must end where it begins"
    ])
    assert.deepStrictEqual(
      rules({ type: "GeometryCollection", geometries: [{ type: "Point", coordinates: null }] }),
      [`geometries 0 coordinates ${position}`]
    )
    assert.deepStrictEqual(rules({ type: "GeometryCollection" }), ["geometries must be an array"])
  })

  it.prop("never throws, whatever the JSON", { json: Schema.Json }, ({ json }) => {
    toGeometry(json)
    for (const type of ["Point", "LineString", "MultiPolygon"]) toGeometry({ type, coordinates: json })
    toGeometry({ type: "GeometryCollection", geometries: json })
  })
})
