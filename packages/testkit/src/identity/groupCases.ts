/** Contract: the groups that a directory tells of somebody. */
import { assert } from "@effect/vitest"
import { UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type { Case } from "./Case.ts"
import { People } from "./People.ts"
import { hostile, nobody } from "./subjects.ts"

const ann = { name: "Ann" }

const groupsOf = (subject: string) =>
  Effect.map(
    UserDirectory.use((directory) => directory.groupsOf(subject)),
    (groups) => groups.toSorted()
  )

export const groupCases: ReadonlyArray<Case<UserDirectory | People>> = [
  {
    promise: "tells all groups that somebody is a member of now",
    run: () =>
      Effect.gen(function* () {
        const groups = ["a", "a,b", "b", "editors", "é"]
        const subject = yield* (yield* People).add({ ...ann, groups })
        assert.deepStrictEqual(yield* groupsOf(subject), groups)
      })
  },
  {
    promise: "tells no groups of who is in none, who has gone, or who never was",
    run: () =>
      Effect.gen(function* () {
        const people = yield* People
        const [none, gone] = [yield* people.add(ann), yield* people.add({ ...ann, groups: ["a"] })]
        assert.deepStrictEqual(yield* groupsOf(gone), ["a"])
        yield* people.remove(gone)
        for (const subject of [none, gone, nobody]) assert.deepStrictEqual(yield* groupsOf(subject), [])
      })
  },
  {
    promise: "tells no groups under a text that is nobody's subject",
    run: () =>
      Effect.gen(function* () {
        const subject = yield* (yield* People).add({ ...ann, groups: ["a"] })
        for (const text of hostile(subject))
          assert.deepStrictEqual(yield* groupsOf(text), [], text.slice(0, 80))
      })
  }
]
