/** Somebody as an answer tells them: who, how they stand, and what may be shown of them. */
import { type Sighting, Subject } from "@pgcrest/core"

/** Whether a subject may be one of a directory: machines and guests are told by how it begins. */
export const isOfDirectory = (subject: string): boolean => Subject.kindOf(subject) === "person"

/** Whether nothing can be told of somebody whom a directory might know. */
export const isUnavailable = (subject: string, sighting: Sighting | undefined): boolean =>
  isOfDirectory(subject) && (sighting === undefined || sighting._tag === "Unavailable")

/** A JSON object; attributes are texts by their names, none of them in the place of `uid` or `status`. */
export const personText = (subject: string, sighting: Sighting | undefined): string => {
  const kind = Subject.kindOf(subject)
  const own = { uid: subject, status: kind === "person" ? statusOf(sighting) : kind }
  return sighting?._tag === "Present"
    ? JSON.stringify({ ...own, ...sighting.attributes, ...own })
    : JSON.stringify(own)
}

function statusOf(sighting: Sighting | undefined): string {
  switch (sighting?._tag) {
    case "Present":
      return sighting.status
    case "Deleted":
      return "deleted"
    case "Missing":
      return "missing"
    case "Unavailable":
    case undefined:
      return "unavailable"
  }
}
