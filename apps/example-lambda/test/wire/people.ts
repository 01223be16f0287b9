/** A directory of a few people, each of whom stands otherwise. */
import { type Sighting, UserDirectory } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const known: ReadonlyMap<string, Sighting> = new Map<string, Sighting>([
  ["ann", { _tag: "Present", status: "active", attributes: { name: 'Ann "A" }' } }],
  ["bob", { _tag: "Present", status: "disabled", attributes: {} }],
  ["cat", { _tag: "Deleted" }],
  ["eve", { _tag: "Unavailable", cause: new Error("throttled") }]
])
const missing: Sighting = { _tag: "Missing" }

/** Knows Ann, Bob, Cat and Eve, and notes for whom it is asked each time. */
export const directory = (asked: Array<ReadonlyArray<string>> = []): Layer.Layer<UserDirectory> =>
  Layer.succeed(
    UserDirectory,
    UserDirectory.of({
      find: (subjects) =>
        Effect.sync(() => {
          asked.push([...subjects].toSorted())
          return new Map([...subjects].map((subject) => [subject, known.get(subject) ?? missing] as const))
        }),
      groupsOf: () => Effect.succeed([])
    })
  )
