/** Directories that break a promise, each in one way. */
import type { Sighting, UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"

type Directory = UserDirectory["Service"]

/** Tells other things of people than the directory does; `null` leaves them out. */
const telling =
  (tell: (sighting: Sighting, subject: string) => Sighting | null) =>
  (directory: Directory): Directory => ({
    ...directory,
    find: (subjects) =>
      Effect.map(
        directory.find(subjects),
        (found) =>
          new Map(
            [...found].flatMap(([subject, sighting]) => {
              const told = tell(sighting, subject)
              return told === null ? [] : [[subject, told] as const]
            })
          )
      )
  })
/** Looks for other texts than it is asked about. */
const lookingFor =
  (text: (subject: string) => string) =>
  (directory: Directory): Directory => ({
    ...directory,
    find: (subjects) =>
      Effect.gen(function* () {
        const found = new Map<string, Sighting>()
        for (const subject of subjects) {
          const sought = text(subject)
          for (const sighting of (yield* directory.find(new Set([sought]))).values())
            found.set(subject, sighting)
        }
        return found
      })
  })
const present = (sighting: Sighting) => (sighting._tag === "Present" ? sighting : null)
const missing: Sighting = { _tag: "Missing" }

/** By what each does. */
export const brokenDirectories: Readonly<Record<string, () => (directory: Directory) => Directory>> = {
  "leaves out whom it does not know": () => telling(present),
  "says that the deleted never were": () =>
    telling((sighting) => (sighting._tag === "Deleted" ? missing : sighting)),
  "says once that somebody is deleted": () => {
    const told = new Set<string>()
    return telling((sighting, subject) => {
      const again = told.has(subject)
      if (sighting._tag === "Deleted") told.add(subject)
      return again ? missing : sighting
    })
  },
  "says of nobody that they are disabled": () =>
    telling((sighting) => (sighting._tag === "Present" ? { ...sighting, status: "active" } : sighting)),
  "says of those it does not know that they cannot be asked about": () =>
    telling((sighting) => (sighting._tag === "Missing" ? { _tag: "Unavailable", cause: null } : sighting)),
  "shows more than it was told to": () =>
    telling((sighting) =>
      sighting._tag === "Present"
        ? { ...sighting, attributes: { phone: "", ...sighting.attributes } }
        : sighting
    ),
  "shows names without quotes": () =>
    telling((sighting) =>
      sighting._tag === "Present"
        ? {
            ...sighting,
            attributes: Object.fromEntries(
              Object.entries(sighting.attributes).map(([name, text]) => [name, text.replaceAll('"', "")])
            )
          }
        : sighting
    ),
  "answers under other texts": () => (directory) => ({
    ...directory,
    find: (subjects) => directory.find(new Set([...subjects].map((subject) => subject.trim())))
  }),
  "takes white space for nothing": () => lookingFor((subject) => subject.trim()),
  "takes a quote for the end": () =>
    lookingFor((subject) => subject.split('"').find((part) => part !== "") ?? ""),
  "knows forty-nine of a page": () => (directory) => ({
    ...directory,
    find: (subjects) => directory.find(new Set([...subjects].slice(0, 49)))
  }),
  "tells of the last that it was asked about only": () => (directory) => ({
    ...directory,
    find: (subjects) => directory.find(new Set([...subjects].slice(-1)))
  }),
  "tells the first groups of somebody": () => (directory) => ({
    ...directory,
    groupsOf: (subject) => Effect.map(directory.groupsOf(subject), (groups) => groups.slice(0, 2))
  }),
  "takes a comma for the end of a group": () => (directory) => ({
    ...directory,
    groupsOf: (subject) =>
      Effect.map(directory.groupsOf(subject), (groups) => groups.flatMap((group) => group.split(",")))
  }),
  "remembers groups": () => (directory) => {
    const kept = new Map<string, ReadonlyArray<string>>()
    return {
      ...directory,
      groupsOf: (subject) =>
        Effect.map(directory.groupsOf(subject), (groups) => {
          kept.set(subject, kept.get(subject) ?? groups)
          return kept.get(subject) ?? []
        })
    }
  },
  "makes everybody a member": () => (directory) => ({
    ...directory,
    groupsOf: (subject) =>
      Effect.map(directory.groupsOf(subject), (groups) => (groups.length === 0 ? ["everybody"] : groups))
  })
}
