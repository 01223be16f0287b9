/** The media types of answers: JSON in its forms, and the formats that a wire is handed. */
import type { Format, Read } from "./Format.ts"
import type { Offer } from "./http/negotiate.ts"

/**
 * `Json` is one record as an object and several as an array; `Array` is an array always, and `Object` the one record that
 * there is.
 */
export type Media =
  | Tagged<"Json">
  | Tagged<"Array">
  | Tagged<"Object">
  | (Tagged<"Format"> & { readonly format: Format })

interface Tagged<Tag extends string> extends Offer {
  readonly _tag: Tag
}

/** What a place can answer with, JSON first. */
export type Offers = readonly [Media, ...ReadonlyArray<Media>]

/** JSON as it is. */
export const json: Media = { _tag: "Json", type: "application/json", nulls: "kept" }

/** Where nothing else is written. */
export const jsonAlone: Offers = [json]

/** All that records are written as. */
export const offersOf = (formats: ReadonlyArray<Format>): Offers => [
  json,
  { ...json, nulls: "stripped" },
  ...formats.flatMap((format) =>
    format.types.map((type): Media => ({ _tag: "Format", type, nulls: "kept", format }))
  ),
  ...arrays.flatMap(bothNulls("Array")),
  ...objects.flatMap(bothNulls("Object"))
]

/** How a body of this media type is read, where a format that is offered does. */
export const readOf = (offers: Offers, type: string): Read | null => {
  const offer =
    type === json.type ? undefined : offers.find((one) => one._tag === "Format" && one.type === type)
  return offer?._tag === "Format" ? offer.format.read : null
}

/** As Content-Type tells it. */
export const contentType = ({ nulls, type }: Offer): string => {
  const told = nulls === "kept" ? type : `${type}; nulls=stripped`
  // Those of lines and of places have no such parameter (RFC 7946 §12).
  return /^text\/|^application\/(?:json$|vnd\.pgrst\.)/u.test(type) ? `${told}; charset=utf-8` : told
}

// Without the suffix, as PostgREST takes them too.
const arrays = ["application/vnd.pgrst.array+json", "application/vnd.pgrst.array"]
const objects = ["application/vnd.pgrst.object+json", "application/vnd.pgrst.object"]

/** Names of types that are no format's. */
export const jsonTypes: ReadonlyArray<string> = [json.type, ...arrays, ...objects]

function bothNulls(_tag: "Array" | "Object"): (type: string) => ReadonlyArray<Media> {
  return (type) => [
    { _tag, type, nulls: "kept" },
    { _tag, type, nulls: "stripped" }
  ]
}
