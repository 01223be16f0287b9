/** GeoJSON (RFC 7946): records with a place, as maps read them. */
import * as Result from "effect/Result"
import type { Format, ShownField, Writer } from "../Format.ts"
import { memberTexts } from "../json/memberTexts.ts"

/** `application/geo+json`, a FeatureCollection, for the option `formats` of a wire or a handler; of answers with one geometry. */
export const make = (): Format => ({
  _tag: "Format",
  types: ["application/geo+json"],
  view: "geojson",
  extension: null,
  writer: (fields) => {
    const places = fields.flatMap(({ type }, at) => (type?.kind === "geometry" ? [at] : []))
    const [place, ...more] = places
    return place === undefined || more.length > 0
      ? Result.fail(`needs one field of geometry, and the answer has ${places.length}`)
      : Result.succeed(features(fields, place))
  },
  read: null
})

/** A feature's id is the uid, and its properties all else that is shown. */
function features(fields: ReadonlyArray<ShownField>, place: number): Writer {
  const uid = fields.findIndex(({ isUid }) => isUid)
  const labels = fields.map(({ name }) => `${JSON.stringify(name)}:`)
  const feature = (values: ReadonlyArray<string>) => {
    const id = uid < 0 ? "" : `"id":${values[uid] ?? "null"},`
    const rest = labels.flatMap((label, at) =>
      at === place || at === uid ? [] : [`${label}${values[at] ?? "null"}`]
    )
    return `{"type":"Feature",${id}"geometry":${values[place] ?? "null"},"properties":{${rest.join(",")}}}`
  }
  return {
    head: '{"type":"FeatureCollection","features":[',
    write: (json) => memberTexts(json).map(feature).join(","),
    between: ",",
    tail: "]}",
    broken: null
  }
}
