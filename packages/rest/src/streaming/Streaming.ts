/** Lists to their end, page by page, in one answer; they cost a byte only where they are named. */
import type { Caller, ResourceStore, UserDirectory } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import type { HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import type { Settings } from "../Settings.ts"
import type { Streamed, Wire } from "../Wire.ts"
import { streamRequest } from "./streamRequest.ts"

type Services<S> = ResourceStore | SecureRandom.SecureRandom | UserDirectory | S

/** That a wire tells all pages of a list to `Prefer: pages=all`, where its gateway sends a body while it is made. */
export interface Streaming {
  readonly _tag: "Streaming"
  /** How, with the wire's settings, and its answer to what is asked for otherwise. */
  readonly at: <E extends HookFailure, S>(
    settings: Settings<E, S>,
    answer: Wire<Services<S>>["answer"]
  ) => (request: Request, caller: Caller.Caller) => Effect.Effect<Streamed<Services<S>>, never, Services<S>>
}

/** For the option `streaming` of a wire. */
export const make = (): Streaming => ({
  _tag: "Streaming",
  at: (settings, answer) => (request, caller) =>
    streamRequest(settings, request, caller) ??
    Effect.map(answer(request, caller), (outcome) => ({ ...outcome, following: null }))
})
