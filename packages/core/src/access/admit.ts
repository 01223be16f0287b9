/** A rule about what is no record: the caller alone decides. */
import { NotPermitted, Unauthenticated } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Rule } from "../resource/Access.ts"
import { type Caller, isSignedIn } from "./Caller.ts"
import { fold } from "./fold.ts"

/** What a caller would have had, as a refusal tells it. */
interface Wanted {
  readonly resource: string
  readonly act: string
}

/** Why a caller is kept from it, as `authorise` would say; null for whom the rule grants it. A rule that asks for a record grants nothing. */
export const admit = (rule: Rule, caller: Caller, wanted: Wanted): Unauthenticated | NotPermitted | null => {
  if (Predicate.isAlways(fold(rule, caller, null))) return null
  return isSignedIn(caller) ? new NotPermitted(wanted) : new Unauthenticated(wanted)
}
