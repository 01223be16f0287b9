/** What an answer is written as (RFC 9110 §12.5.1): the media types of PostgREST's tables. */
import { type Format, listElements, parseMediaType } from "@pgcrest/rest"

/** JSON, of which nulls may be left out: an array of rows, or one row alone. */
export interface Json {
  readonly _tag: "Rows" | "Row"
  readonly nulls: "kept" | "stripped"
}

/** JSON, or a format that the wire is handed, under the type by which it was asked for. */
export type Media = Json | { readonly _tag: "Format"; readonly type: string; readonly format: Format }

type Formats = ReadonlyArray<Format>

/** The first of the types asked for that there is, the most wanted first; null where there is none of them. */
export const parseAccept = (lines: ReadonlyArray<string>, formats: Formats): Media | null => {
  if (lines.length === 0) return rows
  const asked = listElements(lines).flatMap((element) => {
    const { q, media } = rangeOf(element, formats)
    return q > 0 ? [{ q, media }] : []
  })
  const [first = null] = asked.toSorted((left, right) => right.q - left.q).flatMap(({ media }) => media ?? [])
  return first
}

/** As Content-Type tells it. */
export const contentType = (media: Media): string => {
  switch (media._tag) {
    case "Rows":
      return media.nulls === "kept"
        ? "application/json; charset=utf-8"
        : "application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8"
    case "Row":
      return media.nulls === "kept"
        ? "application/vnd.pgrst.object+json; charset=utf-8"
        : "application/vnd.pgrst.object+json;nulls=stripped; charset=utf-8"
    case "Format":
      // Of others than these two PostgREST knows no charset.
      return /^text\/|^application\/geo\+json$/u.test(media.type)
        ? `${media.type}; charset=utf-8`
        : media.type
  }
}

const rows: Json = { _tag: "Rows", nulls: "kept" }

interface Range {
  readonly q: number
  /** Null for a type that nothing is written as. */
  readonly media: Media | null
}

const nothing: Range = { q: 1, media: null }

function rangeOf(element: string, formats: Formats): Range {
  const type = parseMediaType(element)
  if (type === null) return nothing
  const { parameters, subtype, type: top } = type
  const q = Number(parameters.get("q") ?? "1")
  const nulls = parameters.get("nulls") === "stripped" ? "stripped" : "kept"
  const name = `${top}/${subtype}`
  return { q: Number.isNaN(q) ? 1 : q, media: jsonOf(name, nulls) ?? formatOf(name, formats) }
}

function jsonOf(name: string, nulls: "kept" | "stripped"): Json | null {
  if (isRow.has(name)) return { _tag: "Row", nulls }
  if (isArray.has(name)) return { _tag: "Rows", nulls }
  return isAnyJson.has(name) ? rows : null
}

/** Of `text/*` the first that there is. */
function formatOf(name: string, formats: Formats): Media | null {
  for (const format of formats) {
    const type = format.types.find((one) => one === name || (name === "text/*" && one.startsWith("text/")))
    if (type !== undefined) return { _tag: "Format", type, format }
  }
  return null
}

const isAnyJson: ReadonlySet<string> = new Set(["*/*", "application/*", "application/json"])
const isArray: ReadonlySet<string> = new Set([
  "application/vnd.pgrst.array+json",
  "application/vnd.pgrst.array"
])
const isRow: ReadonlySet<string> = new Set([
  "application/vnd.pgrst.object+json",
  "application/vnd.pgrst.object"
])
