/** What a sandbox knows of people already, and whom it has told of before. */
import type { Sighting } from "@pgcrest/core"
import { makeKept } from "../kept/kept.ts"
import type { DirectorySettings } from "./settings.ts"

export interface Sightings {
  /** What still counts; null where somebody must be asked about. */
  readonly known: (subject: string, now: number) => Sighting | null
  /** Keeps an answer, and tells what it means: who is missing and was told of before is deleted. */
  readonly keep: (subject: string, found: Sighting, now: number) => Sighting
}

/** Who is not there may be there in a moment, as Cognito's lists come to know of somebody late. */
const absentMillisAtMost = 30_000

export const makeSightings = ({
  cacheMillis,
  cacheSize
}: Pick<DirectorySettings, "cacheMillis" | "cacheSize">): Sightings => {
  const kept = makeKept<Sighting>(cacheSize)
  return {
    known: (subject, now) => {
      const entry = kept.get(subject)
      return entry !== undefined && now < entry.until ? entry.value : null
    },
    keep: (subject, found, now) => {
      const before = kept.get(subject)?.value._tag ?? "Missing"
      const isGone = found._tag === "Missing" && before !== "Missing"
      const sighting: Sighting = isGone ? { _tag: "Deleted" } : found
      const millis = found._tag === "Present" ? cacheMillis : Math.min(cacheMillis, absentMillisAtMost)
      kept.put(subject, { value: sighting, until: now + millis })
      return sighting
    }
  }
}
