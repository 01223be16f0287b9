/** Rows with the people behind their uids: one look into the directory for all of an answer. */
import { IdentityUnavailable, type Rows, type Sighting, splitObjects, UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Expanded, Expansion } from "../../query/parseExpand.ts"
import { isOfDirectory, isUnavailable, personText } from "./person.ts"

/** Rows that tell people, and how far. */
export interface Peopled {
  readonly rows: Rows.Rows
  /** The value of Expand-Applied, a list (RFC 8941 §3.1): each word, `incomplete` where the directory could not tell of all. */
  readonly applied: string
  /** Why it could not, for the log; null where it could. */
  readonly cause: IdentityUnavailable | null
}

/** Records of a page whose people are told: a directory may have no way of asking for many at once. */
const largestPage = 50

/** Never fails: who cannot be asked about is `unavailable`, and of a larger page nobody is told. */
export const withPeople = (
  rows: Rows.Rows,
  expansion: Expansion
): Effect.Effect<Peopled, never, UserDirectory> => {
  if (rows.count > largestPage) return Effect.succeed({ rows, applied: 'none;reason="page"', cause: null })
  const parts = expansion.map((part): Part => ({ ...part, subjects: subjectsOf(rows, part.field) }))
  const asked = new Set(parts.flatMap(({ subjects }) => subjects.filter(isAsked)))
  return asked.size === 0
    ? Effect.succeed(peopled(rows, parts, nobody))
    : Effect.map(
        UserDirectory.use((directory) => directory.find(asked)),
        (sightings) => peopled(rows, parts, sightings)
      )
}

type Sightings = ReadonlyMap<string, Sighting>
const nobody: Sightings = new Map()

/** A word, with the uid that each record has for it. */
interface Part extends Expanded {
  readonly subjects: ReadonlyArray<string | null>
}

/** As the answer shows them, which a hook may have changed. */
function subjectsOf(rows: Rows.Rows, field: string): Part["subjects"] {
  if (rows._tag === "Changes") return rows.values().map(({ actor }) => actor)
  if (rows._tag === "Differences") return []
  return rows.values().map((row) => {
    const cell = row[field]
    return typeof cell === "string" ? cell : null
  })
}

function isAsked(subject: string | null): subject is string {
  return subject !== null && isOfDirectory(subject)
}

function peopled(rows: Rows.Rows, parts: ReadonlyArray<Part>, sightings: Sightings): Peopled {
  const words = parts.map(({ subjects, word }) =>
    subjects.some((one) => one !== null && isUnavailable(one, sightings.get(one)))
      ? `${word};incomplete`
      : word
  )
  return {
    rows: withTold(rows, parts, sightings),
    applied: words.join(", "),
    cause: causeIn(sightings)
  }
}

/** Exhaustive, as each kind of answer has values of its own. */
function withTold(rows: Rows.Rows, parts: ReadonlyArray<Part>, sightings: Sightings): Rows.Rows {
  switch (rows._tag) {
    case "Changes":
      return { ...rows, ...told(rows, parts, sightings) }
    case "Found":
      return { ...rows, ...told(rows, parts, sightings) }
    case "Written":
      return { ...rows, ...told(rows, parts, sightings) }
    // Nobody is told beside what differs: see `Since.ts`.
    case "Differences":
      return rows
    case "WrittenMany":
      return { ...rows, ...told(rows, parts, sightings) }
  }
}

/** What of an answer tells people: its text, and that of its first records. */
function told<A>(
  rows: Rows.Answered<A>,
  parts: ReadonlyArray<Part>,
  sightings: Sightings
): Pick<Rows.Answered<A>, "json" | "first"> {
  return {
    json: () => spliced(rows.json(), parts, sightings),
    first: (count) => {
      const first = rows.first(count)
      return { ...first, ...told(first, parts, sightings) }
    }
  }
}

/** The members stand at the end of each object, whose text is as it was. */
function spliced(joined: string, parts: ReadonlyArray<Part>, sightings: Sightings): string {
  const told = (subject: string | null) =>
    subject === null ? "null" : personText(subject, sightings.get(subject))
  return splitObjects(joined)
    .map((object, at) => {
      const members = parts.map(({ member, subjects }) => `,"${member}":${told(subjects[at] ?? null)}`)
      return `${object.slice(0, -1)}${members.join("")}}`
    })
    .join(",")
}

function causeIn(sightings: Sightings): IdentityUnavailable | null {
  for (const sighting of sightings.values())
    if (sighting._tag === "Unavailable")
      return new IdentityUnavailable({ of: "directory", cause: sighting.cause })
  return null
}
