/** `POST /batch`: several requests of one caller as one, all or none; costs a byte only where it is named. */
import { type Caller, type ResourceStore, type UserDirectory } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Effect from "effect/Effect"
import type { HookFailure } from "../problem/problem.ts"
import type { Request } from "../Request.ts"
import { claim } from "../beside.ts"
import { inJson, type Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { handleBatch } from "./handleBatch.ts"

type Services<S> = ResourceStore | SecureRandom.SecureRandom | UserDirectory | S

/** That a wire answers batches. */
export interface Batch {
  readonly _tag: "Batch"
  /** How, with the wire's settings; throws InvalidDeclaration where a resource stands at the address. */
  readonly at: <E extends HookFailure, S>(
    settings: Settings<E, S>
  ) => (request: Request, caller: Caller.Caller) => Effect.Effect<Outcome, never, Services<S>>
}

/** For the option `batch` of a wire or a handler. */
export const make = (): Batch => ({
  _tag: "Batch",
  at: (settings) => {
    claim(settings, "batch", "batches are answered at")
    const inside = inJson(settings)
    return (request, caller) => handleBatch(inside, request, caller)
  }
})
