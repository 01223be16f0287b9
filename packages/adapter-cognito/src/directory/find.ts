/** Looks a page of people up: what is known, then all others at once, as far as there is time. */
import type { Sighting, UserDirectory } from "@pgcrest/core"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { CallFailed } from "../client/CallFailed.ts"
import type { LookUp } from "./lookUp.ts"
import type { Sightings } from "./sightings.ts"
import { isSub } from "./subject.ts"

type Find = UserDirectory["Service"]["find"]

/** Whom there was no time for is told with `late`. */
export const makeFind =
  (sightings: Sightings, lookUp: LookUp, deadlineMillis: number, late: () => CallFailed): Find =>
  (subjects) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const found = new Map<string, Sighting>()
      for (const subject of subjects) {
        const sighting = isSub(subject) ? sightings.known(subject, now) : missing
        if (sighting !== null) found.set(subject, sighting)
      }
      const unknown = [...subjects].filter((subject) => !found.has(subject))
      const looked = Effect.forEach(
        unknown,
        (subject) => Effect.map(lookUp(subject), (sighting) => found.set(subject, sighting)),
        { concurrency: "unbounded", discard: true }
      )
      return unknown.length === 0
        ? Effect.succeed(found)
        : Effect.map(Effect.timeoutOption(looked, deadlineMillis), () => {
            for (const subject of unknown)
              if (!found.has(subject)) found.set(subject, { _tag: "Unavailable", cause: late() })
            return found
          })
    })

const missing: Sighting = { _tag: "Missing" }
