/** What a change says of itself, against what its resource asks of it. */
import * as Data from "effect/Data"
import * as Result from "effect/Result"
import type { Occasion } from "../access/Occasion.ts"
import type { Resource } from "../resource/Resource.ts"
import { readDetail } from "./metadata.ts"

/** The reason or a piece of metadata is missing, or does not fit: nothing was written. */
export class OccasionUnfit extends Data.TaggedError("OccasionUnfit")<{
  readonly resource: string
  /** The name of the metadata; null for the reason. */
  readonly detail: string | null
  /** Which rule its text breaks, in a few words; null where there is none. */
  readonly rule: string | null
}> {}

/** Null where a resource can keep what is said, and lacks nothing. */
export const unfitIn = ({ name, trail }: Resource, { details, reason }: Occasion): OccasionUnfit | null => {
  const unfit = (detail: string | null, rule: string | null) =>
    new OccasionUnfit({ resource: name, detail, rule })
  if (trail.isReasonRequired && reason === null) return unfit(null, null)
  for (const [detail, column] of trail.metadata) {
    const text = details.get(detail)
    if (text === undefined) {
      if (!column.nullable) return unfit(detail, null)
      continue
    }
    const read = readDetail(column, text)
    if (Result.isFailure(read)) return unfit(detail, read.failure)
  }
  return null
}
