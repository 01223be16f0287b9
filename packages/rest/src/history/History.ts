/** Histories across records: `GET /history`, those of a record's children, and who wrote each field; they cost a byte only where they are named. */
import { Access, type Caller, type ResourceStore } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Effect from "effect/Effect"
import type { HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { claim } from "../beside.ts"
import { handleBlame } from "./handleBlame.ts"
import { handleTrail } from "./handleTrail.ts"

/** What is decided about histories across records. */
export interface HistoryOptions {
  /**
   * Who may ask across resources, at `/history`: whoever is signed in, unless given. It decides by the caller alone, and
   * each resource's own rules judge what is told.
   */
  readonly report?: Access.Rule
}

type Services<S> = ResourceStore | SecureRandom.SecureRandom | S

/** That a wire tells of the past across records. */
export interface History {
  readonly _tag: "History"
  /** The groups that its rule names. */
  readonly groups: ReadonlySet<string>
  /** How, with the wire's settings; null for what is asked of something else. Throws InvalidDeclaration where a resource stands at the address. */
  readonly at: <E extends HookFailure, S>(
    settings: Settings<E, S>
  ) => (request: Request, caller: Caller.Caller) => Effect.Effect<Outcome, never, Services<S>> | null
}

/** For the option `history` of a wire or a handler. */
export const make = ({ report = Access.signedIn }: HistoryOptions = {}): History => ({
  _tag: "History",
  groups: Access.groupsOf({ get: report }),
  at: (settings) => {
    claim(settings, "history", "histories are told at")
    return (request, caller) => {
      const [first, , last] = request.path ?? []
      if (first === "history") return handleTrail({ settings, report }, request, caller)
      if (last === "blame") return handleBlame(settings, request, caller)
      return last === "history" && request.query?.some(([name]) => name === "include") === true
        ? handleTrail({ settings, report }, request, caller)
        : null
    }
  }
})
