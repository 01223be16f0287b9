/** The people of one issuer, under the names that records have for them. */
import { type Sighting, Subject, type UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"

type Directory = UserDirectory["Service"]

/** The directory, asked for subjects behind an issuer's name: all others are Missing, without a call. */
export const ofIssuer = (issuerName: string, { find, groupsOf }: Directory): Directory => {
  const prefix = Subject.behind(issuerName, "")
  const own = (subject: string) => (subject.startsWith(prefix) ? subject.slice(prefix.length) : null)
  return {
    find: (subjects) => {
      const known = new Set([...subjects].map(own).filter((sub) => sub !== null))
      return Effect.map(
        find(known),
        (found) =>
          new Map([...subjects].map((subject) => [subject, found.get(own(subject) ?? "") ?? missing]))
      )
    },
    groupsOf: (subject) => {
      const sub = own(subject)
      return sub === null ? Effect.succeed([]) : groupsOf(sub)
    }
  }
}

const missing: Sighting = { _tag: "Missing" }
