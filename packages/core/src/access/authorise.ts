/** Who may do what: an act's rules, folded against the caller, become the permit of a command. */
import * as Result from "effect/Result"
import { NotPermitted, Unauthenticated } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Rule } from "../resource/Access.ts"
import type { Column } from "../resource/Column.ts"
import { playing } from "../resource/columnOf.ts"
import type { Resource } from "../resource/Resource.ts"
import { actRules } from "./actRules.ts"
import { type Caller, isSignedIn } from "./Caller.ts"
import { fold } from "./fold.ts"
import { type Act, type Permit, permitted, tenantOf } from "./Permit.ts"
import { presentFor } from "./presentFor.ts"
import { type Refused, refused } from "./refused.ts"

/** Whether a resource offers this at all: without a rule there is no route. */
export const offers = (resource: Resource, act: Act): boolean => actRules(resource, act) !== null

/**
 * Fails before any query with Unauthenticated when some signed-in caller could pass and this one is not, with
 * InsufficientScope or AuthenticationInsufficient when another token of this caller could, and with NotPermitted when no
 * record could ever grant it, or nobody is offered this at all.
 */
export const authorise = <R extends Resource, A extends Act>(
  resource: R,
  act: A,
  caller: Caller
): Result.Result<Permit<R, A>, Refused> => {
  const rules = actRules(resource, act)
  if (rules === null) return Result.fail(new NotPermitted({ resource: resource.name, act }))
  const { creator } = rules
  if (rules.verbs.every((rule) => Predicate.isNever(fold(rule, caller, creator))))
    return Result.fail(refused({ resource: resource.name, act }, caller, rules.verbs))
  const see = judged(rules.sight, caller, creator)
  // Who is not signed in and sees nothing is asked to sign in; for who is, what they cannot see is absent (404).
  if (!isSignedIn(caller) && !creating.has(act) && Predicate.isNever(see))
    return Result.fail(new Unauthenticated({ resource: resource.name, act }))
  const updateCheck = judged(rules.become, caller, creator)
  const createCheck = Predicate.both(judged(rules.create, caller, creator), updateCheck)
  const using = judged(rules.using, caller, creator)
  return Result.succeed(permitted(resource, act, caller, { see, using, createCheck, updateCheck }))
}

const creating: ReadonlySet<Act> = new Set(["create", "replace", "upsert"])

/** Which records exist for a caller who refers to them: those they may get or find; all, where nobody is shown any. */
export const sightOf = (resource: Resource, caller: Caller): Predicate.Predicate => {
  const { access } = resource
  const see = judged(access.get ?? access.list, caller, playing(resource, "creator_uid"))
  return Predicate.both(presentFor(resource, "get"), Predicate.both(tenantOf(resource, caller), see))
}

function judged(rule: Rule | undefined, caller: Caller, creator: Column | null): Predicate.Predicate {
  return rule === undefined ? Predicate.always : fold(rule, caller, creator)
}
