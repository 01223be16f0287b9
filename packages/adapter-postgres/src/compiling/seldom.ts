/** Statements that few Lambdas ever send: they come in a chunk of their own, with the first command that needs one. */
import type { AuditedCommand } from "@pgcrest/core"
import * as Effect from "effect/Effect"
import type * as Past from "../past/index.ts"

let loaded: typeof Past | null = null

/** Those statements, once `loadingFor` has been heeded. */
export const seldom = (): typeof Past => {
  if (loaded === null) throw new Error("A statement about the past is compiled before its code was loaded.")
  return loaded
}

/** What must come before a command is compiled; null where nothing has to. */
export const loadingFor = (audited: AuditedCommand): Effect.Effect<void> | null =>
  loaded === null && isAboutPast(audited) ? load : null

export const load: Effect.Effect<void> = Effect.promise(() =>
  import("../past/index.ts").then((past) => {
    loaded = past
  })
)

/** Whether a command reads records as they were, or asks what a request did. */
function isAboutPast(audited: AuditedCommand): boolean {
  return isPast(audited) || audited.command._tag === "Trace"
}

/** Whether a command reads records as they were. */
export const isPast = ({ command }: AuditedCommand): boolean => {
  if (command._tag === "List") return command.query.asOf !== undefined
  return command._tag === "Compare" || (command._tag === "Get" && command.asOf !== undefined)
}
