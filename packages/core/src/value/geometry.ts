/** Columns of PostGIS's geometry: GeoJSON (RFC 7946 §3.1). */
import * as Result from "effect/Result"
import type { Fault } from "../failures.ts"
import type { Cell } from "./ColumnType.ts"
import { mostFaults, ofType, within } from "./faults.ts"
import { equalJson, type FromJson, isObject, withDoubles } from "./jsonCell.ts"
import { digitsOf } from "./numberCell.ts"

interface Geometry {
  readonly type: unknown
  readonly coordinates?: unknown
  readonly geometries?: ReadonlyArray<Cell>
}

interface ReferenceSystem {
  readonly type: "name"
  readonly properties: { readonly name: string }
}

const notOfEpsg = "must name a reference system of EPSG, such as EPSG:3857"
const usual = /^(?:EPSG:4326|urn:ogc:def:crs:(?:EPSG:[\d.]*:4326|OGC:[\d.]*:CRS84))$/u
const ofEpsg = /^(?:EPSG|urn:ogc:def:crs:EPSG:[\d.]*):([1-9]\d{0,5})$/u

// A geometry inside a collection, inside of others.
const mostDeep = 50
const position = "must be a position of two or three numbers, as many as the others have"

/**
 * One of the seven geometries. Of other members only a reference system is kept, by its number of EPSG, as PostGIS tells it
 * where it is not the one of RFC 7946; on another's coordinates nothing would be true.
 */
export const toGeometry: FromJson = (json) => {
  const [geometry, crs] = [geometryOf(json, 0), isObject(json) ? referenceSystemOf(json["crs"]) : null]
  if (crs === undefined) return Result.fail(within("crs", ofType(notOfEpsg)))
  if (crs === null || Result.isFailure(geometry)) return geometry
  return Result.map(geometry, ({ type, ...rest }) => ({ type, crs, ...rest }))
}

/** Null for the usual one, undefined for what is none that PostGIS would know. */
function referenceSystemOf(json: unknown): ReferenceSystem | null | undefined {
  if (json === undefined || json === null) return null
  const properties = isObject(json) && json["type"] === "name" ? json["properties"] : null
  const name = isObject(properties) ? String(properties["name"]) : ""
  if (usual.test(name)) return null
  const [, number] = ofEpsg.exec(name) ?? []
  return number === undefined ? undefined : { type: "name", properties: { name: `EPSG:${number}` } }
}

function geometryOf(json: unknown, depth: number): Result.Result<Geometry, ReadonlyArray<Fault>> {
  if (!isObject(json)) return Result.fail(ofType("must be a GeoJSON geometry"))
  const { type, coordinates, geometries } = json
  if (type === "GeometryCollection") return collectionOf(geometries, depth)
  const faultsOf = typeof type === "string" ? shapes.get(type) : undefined
  if (faultsOf === undefined) {
    return Result.fail(
      within("type", ofType(`must be one of ${[...shapes.keys()].join(", ")}, GeometryCollection`))
    )
  }
  const faults = faultsOf(coordinates, lengthOf(coordinates))
  return faults.length === 0
    ? Result.succeed({ type, coordinates: withDoubles(coordinates) })
    : Result.fail(within("coordinates", faults).slice(0, mostFaults))
}

function collectionOf(json: unknown, depth: number): Result.Result<Geometry, ReadonlyArray<Fault>> {
  if (!Array.isArray(json)) return Result.fail(within("geometries", ofType("must be an array")))
  if (depth >= mostDeep) return Result.fail(ofType(`must not be nested deeper than ${mostDeep} collections`))
  const geometries: Array<Cell> = []
  const faults: Array<Fault> = []
  for (const [at, item] of json.entries()) {
    const geometry = geometryOf(item, depth + 1)
    if (Result.isSuccess(geometry)) geometries.push(geometry.success)
    else faults.push(...within("geometries", within(at, geometry.failure)))
    if (faults.length >= mostFaults) break
  }
  return faults.length === 0
    ? Result.succeed({ type: "GeometryCollection", geometries })
    : Result.fail(faults.slice(0, mostFaults))
}

/** What is wrong with coordinates whose positions have so many numbers. */
type Shape = (json: unknown, size: number) => ReadonlyArray<Fault>

const point: Shape = (json, size) => {
  const fits = Array.isArray(json) && json.length === size && (size === 2 || size === 3)
  return fits && json.every(isDouble) ? [] : ofType(position)
}
const line = listOf(point, 2)
const ring: Shape = (json, size) => {
  const faults = listOf(point, 4)(json, size)
  if (faults.length > 0 || !Array.isArray(json)) return faults
  const closed = equalJson(json.at(0), json.at(-1))
  return closed ? [] : ofType("must end where it begins")
}
const polygon = listOf(ring, 1)

/** Each can also be empty. */
const shapes: ReadonlyMap<string, Shape> = new Map([
  ["Point", orEmpty(point)],
  ["MultiPoint", listOf(point, 0)],
  ["LineString", orEmpty(line)],
  ["MultiLineString", listOf(line, 0)],
  ["Polygon", orEmpty(polygon)],
  ["MultiPolygon", listOf(polygon, 0)]
])

function orEmpty(shape: Shape): Shape {
  return (json, size) => (Array.isArray(json) && json.length === 0 ? [] : shape(json, size))
}

function listOf(shape: Shape, fewest: number): Shape {
  return (json, size) => {
    if (!Array.isArray(json)) return ofType("must be an array")
    if (json.length < fewest) return ofType(`must have at least ${fewest} elements`)
    const faults: Array<Fault> = []
    for (const [at, item] of json.entries()) {
      faults.push(...within(at, shape(item, size)))
      if (faults.length >= mostFaults) break
    }
    return faults
  }
}

function isDouble(json: unknown): boolean {
  return typeof json !== "bigint" && Number.isFinite(Number(digitsOf(json) ?? NaN))
}

/** How many numbers the first position has. */
function lengthOf(json: unknown): number {
  let part = json
  while (Array.isArray(part) && Array.isArray(part[0])) part = part[0]
  return Array.isArray(part) ? part.length : 0
}
