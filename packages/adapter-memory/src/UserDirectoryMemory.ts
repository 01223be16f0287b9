/** A `UserDirectory` in a plain map: for tests and first steps, kept honest by the contract. */
import { UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

/** Somebody in the directory. */
export interface Person {
  /** "active" when left out. */
  readonly status?: "active" | "disabled"
  /** As they are shown, by their names in answers. */
  readonly attributes: Readonly<Record<string, string>>
  readonly groups?: ReadonlyArray<string>
}

/** The people of a map by subject, which is looked at each time: who was told of and has left it since is deleted. */
export const layer = (people: ReadonlyMap<string, Person>): Layer.Layer<UserDirectory> =>
  Layer.sync(UserDirectory, () => {
    const told = new Set<string>()
    const sightingOf = (subject: string) => {
      const person = people.get(subject)
      if (person === undefined) return { _tag: told.has(subject) ? "Deleted" : "Missing" } as const
      told.add(subject)
      const { status = "active", attributes } = person
      return { _tag: "Present", status, attributes } as const
    }
    return UserDirectory.of({
      find: (subjects) =>
        Effect.sync(() => new Map([...subjects].map((subject) => [subject, sightingOf(subject)]))),
      groupsOf: (subject) => Effect.sync(() => people.get(subject)?.groups ?? [])
    })
  })
