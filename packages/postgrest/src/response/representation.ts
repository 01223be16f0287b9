/** Rows in the media type that is asked for. */
import type { Projection } from "@pgcrest/core"
import { shownFields, stripNulls } from "@pgcrest/rest"
import * as Result from "effect/Result"
import { contentType, type Media } from "../http/Media.ts"
import type { WireFailure } from "../problem/WireFailure.ts"

/** How rows of one projection are written. */
export interface Representation {
  readonly type: readonly [header: "content-type", type: string]
  /** The body, of rows as JSON texts that are joined by commas. */
  readonly body: (json: string) => string
}

/** Fails where rows of this projection cannot be written so: before anything is asked of a store. */
export const representationOf = (
  media: Media,
  projection: Projection.Projection
): Result.Result<Representation, WireFailure> =>
  Result.map(bodyOf(media, projection), (body) => ({ type: ["content-type", contentType(media)], body }))

/** One row alone is checked to be one elsewhere. */
function bodyOf(
  media: Media,
  projection: Projection.Projection
): Result.Result<Representation["body"], WireFailure> {
  switch (media._tag) {
    case "Rows":
      return Result.succeed((json) => `[${nullsOf(media.nulls, json)}]`)
    case "Row":
      return Result.succeed((json) => nullsOf(media.nulls, json))
    case "Format":
      return Result.mapBoth(media.format.writer(shownFields(projection)), {
        onFailure: (rule) => ({ _tag: "MediaUnfit", type: media.type, rule }) as const,
        onSuccess:
          ({ head, tail, write }) =>
          (json: string) =>
            head + write(json) + tail
      })
  }
}

function nullsOf(nulls: "kept" | "stripped", json: string): string {
  return nulls === "kept" ? json : stripNulls(json)
}
