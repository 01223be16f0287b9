/** `POST /undo`: takes back all that one request did, or nothing; costs a byte only where it is named. */
import { type Caller, InvalidDeclaration, type ResourceStore } from "@pgcrest/core"
import type * as SecureRandom from "effect/crypto/SecureRandom"
import type * as Effect from "effect/Effect"
import type { Request } from "../Request.ts"
import type { Settings } from "../Settings.ts"
import type { Outcome } from "../Wire.ts"
import { claim } from "../beside.ts"
import { handleUndo } from "./handleUndo.ts"

/** That a wire takes back what requests did. */
export interface Undo {
  readonly _tag: "Undo"
  /** How, with the wire's settings; throws InvalidDeclaration where a resource stands at the address. */
  readonly at: (
    settings: Settings
  ) => (
    request: Request,
    caller: Caller.Caller
  ) => Effect.Effect<Outcome, never, ResourceStore | SecureRandom.SecureRandom>
}

/** For the option `undo` of a wire or a handler. A request of more than `changes` (1,000) is not taken back. */
export const make = ({ changes = 1000 }: { readonly changes?: number } = {}): Undo => {
  if (!Number.isInteger(changes) || changes < 1)
    throw new InvalidDeclaration(`Undo.make: "changes" is ${changes}, and must be a whole number from 1`)
  return {
    _tag: "Undo",
    at: (settings) => {
      claim(settings, "undo", "requests are undone at")
      return (request, caller) => handleUndo(settings, changes, request, caller)
    }
  }
}
