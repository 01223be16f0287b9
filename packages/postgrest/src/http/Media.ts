/** What an answer is written as (RFC 9110 §12.5.1): the media types of PostgREST's tables. */
import { listElements, parseMediaType } from "@pgcrest/rest"

/** An array of rows, one row alone, or lines of commas; of JSON, nulls may be left out. */
export type Media =
  | { readonly _tag: "Rows" | "Row"; readonly nulls: "kept" | "stripped" }
  | { readonly _tag: "Csv" }

/** The first of the types asked for that there is, the most wanted first; null where there is none of them. */
export const parseAccept = (lines: ReadonlyArray<string>): Media | null => {
  if (lines.length === 0) return rows
  const asked = listElements(lines).flatMap((element) => {
    const { q, media } = rangeOf(element)
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
    case "Csv":
      return "text/csv; charset=utf-8"
  }
}

const rows: Media = { _tag: "Rows", nulls: "kept" }

interface Range {
  readonly q: number
  /** Null for a type that nothing is written as. */
  readonly media: Media | null
}

const nothing: Range = { q: 1, media: null }

function rangeOf(element: string): Range {
  const type = parseMediaType(element)
  if (type === null) return nothing
  const { parameters, subtype, type: top } = type
  const q = Number(parameters.get("q") ?? "1")
  const nulls = parameters.get("nulls") === "stripped" ? "stripped" : "kept"
  return { q: Number.isNaN(q) ? 1 : q, media: mediaOf(`${top}/${subtype}`, nulls) }
}

function mediaOf(name: string, nulls: "kept" | "stripped"): Media | null {
  if (isRow.has(name)) return { _tag: "Row", nulls }
  if (isArray.has(name)) return { _tag: "Rows", nulls }
  if (isAnyJson.has(name)) return rows
  return name === "text/csv" || name === "text/*" ? { _tag: "Csv" } : null
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
