/** A rule about what is no record: the caller alone decides. */
import * as Predicate from "../query/Predicate.ts"
import type { Rule } from "../resource/Access.ts"
import type { Caller } from "./Caller.ts"
import { fold } from "./fold.ts"
import { type Asked, type Refused, refused } from "./refused.ts"

/** What a caller is refused, as `authorise` would say; null for whom the rule grants it. One that asks for a record grants nothing. */
export const admit = (rule: Rule, caller: Caller, asked: Asked): Refused | null =>
  Predicate.isAlways(fold(rule, caller, null)) ? null : refused(asked, caller, [rule])
