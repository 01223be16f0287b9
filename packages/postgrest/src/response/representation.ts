/** Rows in the media type that is asked for. */
import type { Projection, Rows } from "@pgcrest/core"
import { contentType, type Media } from "../http/Media.ts"
import { csv } from "./csv.ts"
import { stripNulls } from "./stripNulls.ts"

type Shown = Pick<Rows.Found, "count" | "json">

/** The body, and the header that says what it is. */
export interface Representation {
  readonly type: readonly [header: "content-type", type: string]
  readonly body: string
}

/** Exhaustive over the types; one row alone is checked to be one before. */
export const representation = (
  media: Media,
  projection: Projection.Projection,
  rows: Shown
): Representation => ({
  type: ["content-type", contentType(media)],
  body: bodyOf(media, projection, rows)
})

function bodyOf(media: Media, projection: Projection.Projection, rows: Shown): string {
  switch (media._tag) {
    case "Rows":
      return `[${nullsOf(media.nulls, rows.json())}]`
    case "Row":
      return nullsOf(media.nulls, rows.json())
    case "Csv":
      return csv(projection, rows.json())
  }
}

function nullsOf(nulls: "kept" | "stripped", json: string): string {
  return nulls === "kept" ? json : stripNulls(json)
}
