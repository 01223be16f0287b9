/** Somebody as an answer tells them: who, how they stand, and what may be shown of them. */
import type { Sighting } from "@pgcrest/core"

/** Whether a subject may be one of a directory: machines and guests are told by how it begins. */
export const isOfDirectory = (subject: string): boolean => statusWithout(subject) === null

/** Whether nothing can be told of somebody whom a directory might know. */
export const isUnavailable = (subject: string, sighting: Sighting | undefined): boolean =>
  isOfDirectory(subject) && (sighting === undefined || sighting._tag === "Unavailable")

/** A JSON object; attributes are texts by their names, none of them in the place of `uid` or `status`. */
export const personText = (subject: string, sighting: Sighting | undefined): string => {
  const own = { uid: subject, status: statusWithout(subject) ?? statusOf(sighting) }
  return sighting?._tag === "Present"
    ? JSON.stringify({ ...own, ...sighting.attributes, ...own })
    : JSON.stringify(own)
}

/** The status of whom no directory knows; null of who may be a person. */
function statusWithout(subject: string): string | null {
  if (subject === "anonymous") return "anonymous"
  if (subject.startsWith("guest:")) return "guest"
  return machine.test(subject) ? "machine" : null
}

// An issuer that has a name puts it before its clients, too.
const machine = /^(?:(?:[a-z][a-z0-9]*:)?client|iam):/u

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
