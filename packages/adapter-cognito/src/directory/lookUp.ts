/** Asks about one subject, once for all who want to know at the same time. */
import type { Sighting } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import { makeShared } from "../kept/shared.ts"
import type { Asking } from "./asking.ts"
import { sightingOf } from "./readUsers.ts"
import type { Sightings } from "./sightings.ts"

export type LookUp = (subject: string) => Effect.Effect<Sighting>

export const makeLookUp = (
  asking: Asking,
  sightings: Sightings,
  attributes: ReadonlyMap<string, string>
): LookUp => {
  const shared = makeShared<Sighting, never>()
  const ask = (subject: string) =>
    Effect.matchEffect(asking.user(subject), {
      onFailure: (cause) => Effect.succeed<Sighting>({ _tag: "Unavailable", cause }),
      onSuccess: (user) =>
        Effect.map(Clock.currentTimeMillis, (now) => {
          const found: Sighting = user === null ? { _tag: "Missing" } : sightingOf(user, attributes)
          return sightings.keep(subject, found, now)
        })
    })
  return (subject) => shared(subject, ask(subject))
}
