/** Reads of the past whose moment a request tells: how old that is, the store alone knows. */
import * as Effect from "effect/Effect"
import { type PastRead, unkept } from "../command/reachable.ts"
import type { Run } from "./ResourceStore.ts"

/** Fails where what the store told is of a time whose changes may not be kept any more. */
export const withinReach =
  (run: Run, read: PastRead, nowMillis: number): Run =>
  (command) =>
    Effect.flatMap(run(command), (rows) => {
      const past = rows._tag === "Found" || rows._tag === "Differences" ? rows.past : null
      const lost = past === null ? null : unkept(read, past.since ?? past.at, nowMillis)
      return lost === null ? Effect.succeed(rows) : Effect.fail(lost)
    })
