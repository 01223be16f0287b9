/** Who may do what: an act's rules, folded against the caller, become the permit of a command. */
import * as Result from "effect/Result"
import { NotPermitted, Unauthenticated } from "../failures.ts"
import * as Predicate from "../query/Predicate.ts"
import type { Rule, Rules, Verb } from "../resource/Access.ts"
import { playing } from "../resource/columnOf.ts"
import { soleColumn } from "../resource/Key.ts"
import type { Resource } from "../resource/Resource.ts"
import { type Caller, isSignedIn } from "./Caller.ts"
import { fold } from "./fold.ts"
import { type Act, type Permit, permitted, tenantOf } from "./Permit.ts"

/** Whether a resource offers this at all: without a rule there is no route. */
export const offers = (resource: Resource, act: Act): boolean =>
  isPossible(resource, act) && verbsOf(resource, act).every((verb) => resource.access[verb] !== undefined)

/** What several fields identify has no address of its own, and what is made by the database alone cannot be told before it is. */
function isPossible({ key }: Resource, act: Act): boolean {
  switch (act) {
    case "list":
    case "delete":
      return true
    case "create":
      return key.by !== "client" && !(key.by === "fields" && key.columns.some(({ write }) => write === null))
    case "get":
    case "replace":
    case "update":
    case "history":
      return soleColumn(key) !== null
  }
}

/**
 * Fails before any query with Unauthenticated when some signed-in caller could pass and this one is not,
 * with NotPermitted when no record could ever grant it, or nobody is offered this at all.
 */
export const authorise = <R extends Resource, A extends Act>(
  resource: R,
  act: A,
  caller: Caller
): Result.Result<Permit<R, A>, Unauthenticated | NotPermitted> => {
  const { access } = resource
  if (!offers(resource, act)) return Result.fail(new NotPermitted({ resource: resource.name, act }))
  const creator = playing(resource, "creator_uid")
  const judge = (rule: Rule | undefined) =>
    rule === undefined ? Predicate.always : fold(rule, caller, creator)
  // Of records without an address, who may list them sees them.
  const sight = access.get ?? (soleColumn(resource.key) === null ? access.list : undefined)
  const see = judge(sight ?? access[targetVerb(act)])
  const verbs = verbsOf(resource, act).map((verb) => judge(access[verb]))
  if (verbs.every(Predicate.isNever)) return refuse(resource, act, caller)
  // Who is not signed in and sees nothing is asked to sign in; for who is, what they cannot see is absent (404).
  if (!isSignedIn(caller) && act !== "create" && act !== "replace" && Predicate.isNever(see))
    return refuse(resource, act, caller)
  const updateCheck = judge(access.become)
  const createCheck = Predicate.and(judge(access.create), updateCheck)
  const using = usingOf(act, access, judge)
  return Result.succeed(permitted(resource, act, caller, { see, using, createCheck, updateCheck }))
}

/** Which records exist for a caller who refers to them: those they may get or find; all, where nobody is shown any. */
export const sightOf = (resource: Resource, caller: Caller): Predicate.Predicate => {
  const { access } = resource
  const rule = access.get ?? access.list
  const see = rule === undefined ? Predicate.always : fold(rule, caller, playing(resource, "creator_uid"))
  return Predicate.and(tenantOf(resource, caller), see)
}

/** A replace creates where there is no record, unless the database makes the uids. */
function verbsOf({ key }: Resource, act: Act): ReadonlyArray<Verb> {
  if (act !== "replace") return [act]
  return key.by === "database" ? ["update"] : ["create", "update"]
}

/** The verb that an act is for a record which is there. */
function targetVerb(act: Act): Verb {
  return act === "replace" ? "update" : act
}

// What may be seen may be got: `see` says it already.
function usingOf(act: Act, access: Rules, judge: (rule: Rule | undefined) => Predicate.Predicate) {
  return act === "get" ? Predicate.always : judge(access[targetVerb(act)])
}

function refuse({ name }: Resource, act: Act, caller: Caller) {
  return isSignedIn(caller)
    ? Result.fail(new NotPermitted({ resource: name, act }))
    : Result.fail(new Unauthenticated({ resource: name, act }))
}
